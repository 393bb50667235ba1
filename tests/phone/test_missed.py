"""What the provider took and never brought is found in its list, taken in once, and answered."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from reports.gateways.twilio import Unavailable
from reports.gateways.twilio_list import texts_there
from reports.intake.errands import run_errand
from reports.intake.receipt import find_in
from reports.models import Errand, ErrandKind, Tip
from reports.phone.missed import compare
from tests.conftest import House
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
LONG_AGO = "Wed, 25 Nov 2026 01:00:00 +0000"


def age(twilio: TwilioDouble, created: str = LONG_AGO) -> None:
    for text in twilio.state.texts.values():
        text.created = created


@pytest.fixture(autouse=True)
def _a_morning_later(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    monkeypatch.setattr("reports.phone.missed.timezone.now", lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))


def lose_one(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("They sell drugs there")
    twilio.webhooks.weather.lost = 1.0
    twilio.phone(OTHER).text("A boat without lights", media=[("image/jpeg", b"x")])
    twilio.webhooks.weather.lost = 0.0
    age(twilio)


def test_a_text_that_never_came_is_found_and_only_told_of(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    found = compare(take_in=False)
    assert (found.never_arrived, found.taken) == (1, 0)
    assert Tip.objects.count() == 1


def test_it_is_taken_in_once_with_its_picture_and_answered_with_the_receipt(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    assert compare(take_in=True).taken == 1
    assert compare(take_in=True).never_arrived == 0
    assert Tip.objects.count() == 2
    assert find_in(twilio.phone(OTHER).inbox()[0].body)
    assert Errand.objects.filter(kind=ErrandKind.MEDIA).count() == 1


def test_a_word_that_was_obeyed_is_not_taken_for_lost_while_its_deletion_waits(twilio: TwilioDouble) -> None:
    """The worker is down: at the provider the word looks like any other text, and must not be answered again."""
    twilio.phone(PHONE).text("HELP")
    age(twilio)
    before = len(twilio.phone(PHONE).inbox())
    for _ in range(2):
        assert compare(take_in=True).never_arrived == 0
    assert len(twilio.phone(PHONE).inbox()) == before
    assert Errand.objects.filter(kind=ErrandKind.MESSAGE).count() == 1, "the deletion was ordered once"


def test_it_compares_again_and_again_whatever_went_wrong(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "state").mkdir()
    lose_one(twilio)
    account, waits = settings.TWILIO_ACCOUNT_SID, []

    def wait(seconds: int) -> None:
        waits.append(seconds)
        settings.TWILIO_ACCOUNT_SID = account
        if len(waits) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("reports.management.commands.compare_texts.time.sleep", wait)
    settings.TWILIO_ACCOUNT_SID = ""
    said = StringIO()
    with pytest.raises(KeyboardInterrupt):
        call_command("compare_texts", "--take-in", "--every", "600", stdout=StringIO(), stderr=said)
    assert "cannot be asked" in said.getvalue()
    assert waits == [600, 600]
    assert Tip.objects.count() == 2
    assert (tmp_path / "state" / "compared").exists()


def test_what_is_on_its_way_is_not_taken_for_lost(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    age(twilio, "Wed, 25 Nov 2026 08:59:00 +0000")
    assert compare(take_in=True).never_arrived == 0


def test_copies_that_were_left_there_are_deleted(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("They sell drugs there")
    assert find_in(answer)
    for text in twilio.state.texts.values():
        text.status = "received" if text.direction == "inbound" else "delivered"
    age(twilio)
    assert compare(take_in=True).left_behind == 2
    for errand in Errand.objects.all():
        run_errand(errand.pk)
    assert twilio.state.texts == {}


def test_the_list_is_read_page_by_page(twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.gateways.twilio_list._PAGE", 3)
    for number in range(4):
        twilio.phone(f"+1758484000{number}").text("They sell drugs there")
    assert len({text.sid for text in texts_there()}) == 8


def test_the_command_prints_counts_and_no_number(twilio: TwilioDouble) -> None:
    lose_one(twilio)
    said = StringIO()
    with pytest.raises(CommandError, match="never arrived"):
        call_command("compare_texts", stdout=said)
    assert "1 never arrived here" in said.getvalue()
    assert PHONE not in said.getvalue()
    call_command("compare_texts", "--take-in", stdout=said)


def test_without_an_account_it_says_so(house: House) -> None:
    with pytest.raises(Unavailable):
        compare(take_in=False)
    with pytest.raises(CommandError, match="cannot be asked"):
        call_command("compare_texts")
