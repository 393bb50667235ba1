"""What is asked of a browser, and what is no answer; the whole way of a passkey is walked in the dashboard's tests."""

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import Settings

from reports.people.passkeys import PasskeyRefused, add_passkey, are_possible, ask_for_new, name_passkey
from tests.conftest import House


def test_a_browser_is_asked_for_the_desk_and_what_is_no_answer_is_refused(house: House, settings: Settings) -> None:
    settings.DESK_URL = "https://desk.example"
    reid = house.officer("reid")
    asked = ask_for_new(reid)
    assert asked.options["publicKey"]["rp"]["id"] == "desk.example"
    for answer in (None, [], {}, {"id": "x", "rawId": "x", "response": {"clientDataJSON": "x"}}):
        with pytest.raises(PasskeyRefused):
            add_passkey(officer=reid, name="x", state=asked.state, answer=answer)
    with pytest.raises(PasskeyRefused):
        name_passkey(1, officer=reid, name="y")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("address", "possible"),
    [("https://desk.example", True), ("http://localhost:8000", True), ("http://desk.example", False)],
)
def test_browsers_allow_them_over_https_and_on_ones_own_machine(
    settings: Settings, address: str, possible: bool
) -> None:
    settings.DESK_URL = address
    assert are_possible() == possible
