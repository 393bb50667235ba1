"""The code that confirms an officer's number: texted once, in words that give nothing away, and never to a tipster."""

import pytest
from pytest_django import Settings

from reports.alerts.phones import ask_number
from reports.dialogue.tasks import send_code_to_officer, sweep
from reports.models import AskedPhone, Errand
from reports.officers_phones import code_of
from tests.conftest import House
from tests.phone.conftest import twilio  # noqa: F401 - the fixture
from tests.twilio_double import TwilioDouble

PHONE = "+17584840777"


def told(double: TwilioDouble) -> list[str]:
    """Return what was sent to the phone but for answers to its own texts."""
    return [text.body for text in double.state.inbox(PHONE) if text.direction == "outbound-api"]


def asked(house: House) -> AskedPhone:
    """Have a code texted to the phone."""
    ask_number(PHONE, of=house.officer("jules"))
    phone = AskedPhone.objects.get()
    send_code_to_officer(str(phone.pk))
    return phone


def test_the_code_is_texted_once_and_speaks_of_no_tip_line(house: House, twilio: TwilioDouble) -> None:  # noqa: F811
    phone = asked(house)
    send_code_to_officer(str(phone.pk))
    (said,) = told(twilio)
    assert said.startswith(f"{code_of(phone)} is the code")
    assert not [word for word in ("tip", "police", "officer", "555", "Jules") if word in said.lower()]
    assert Errand.objects.filter(kind="message").count() == 1, "the provider is told to forget it"


@pytest.mark.parametrize("words", ["They sell drugs there", "QUIET", "He checks my phone, I saw him with a gun"])
def test_a_phone_that_told_something_or_wants_silence_is_never_texted_a_code(
    house: House,
    twilio: TwilioDouble,  # noqa: F811
    words: str,
) -> None:
    twilio.phone(PHONE).text(words)
    asked(house)
    assert told(twilio) == []


def test_what_the_provider_did_not_take_is_taken_up_again(
    house: House,
    twilio: TwilioDouble,  # noqa: F811
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account, settings.TWILIO_ACCOUNT_SID = settings.TWILIO_ACCOUNT_SID, ""
    phone = asked(house)
    settings.TWILIO_ACCOUNT_SID = account
    monkeypatch.setattr("celery.current_app.send_task", lambda _name, args: send_code_to_officer(*args))
    sweep()
    assert told(twilio) == [f"{code_of(phone)} is the code{told(twilio)[0].partition(' is the code')[2]}"]
