"""Passkeys in a real browser with a virtual authenticator, and whose they are."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.models import AuditEntry
from reports.people.passkeys import PasskeyRefused, ask_for_one_of, passkeys_of, remove_passkey, shown_passkey
from reports.people.peppers import sign_people_anew
from tests.chromium import needs_chromium, press, violations
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in, signed_in


def with_authenticator(page: Page) -> Any:
    """Plug a security key into the browser, which is touched by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    told = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": told | {"automaticPresenceSimulation": True}})
    return session


def add_by_hand(page: Page, house: House) -> None:
    page.goto("/desk/you/passkeys")
    page.fill("#id_name", "Blue key")
    page.fill("#id_current", house.password("reid"))
    assert violations(page) == []
    press(page.get_by_role("button", name="Go on"))
    press(page.get_by_role("button", name="Make the passkey"))
    page.wait_for_selector("h2:has-text('Blue key')")
    assert violations(page) == []


def come_in_with_it(page: Page, house: House) -> dict[str, Any]:
    """Sign in with password and passkey, and return what the browser answered."""
    press(page.get_by_role("button", name="Sign out"))
    page.fill("#id_username", "reid")
    page.fill("#id_password", house.password("reid"))
    press(page.get_by_role("button", name="Sign in"))
    assert violations(page) == []
    with page.expect_request(lambda request: request.method == "POST" and "sign-in/code" in request.url) as sent:
        press(page.get_by_role("button", name="Use a passkey"))
    page.wait_for_selector("nav.rooms")
    return dict(json.loads((sent.value.post_data_json or {})["answer"]))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@needs_chromium[1]
def test_a_passkey_is_added_shown_in_place_of_the_code_and_taken_by_nobody_else(
    house: House, live_server: LiveServer, chromium: Browser, settings: Settings
) -> None:
    settings.DESK_URL = live_server.url
    assert urlsplit(live_server.url).hostname == "localhost"
    page = chromium.new_context(base_url=live_server.url).new_page()
    with_authenticator(page)
    signed_in(page, house)
    add_by_hand(page, house)
    answer = come_in_with_it(page, house)
    reid, felix = house.officer("reid"), house.officer("felix")
    [row] = passkeys_of(reid)
    assert row.last_used_at
    assert row.data["count"] > 0
    assert shown_passkey(reid, ask_for_one_of(reid).state, answer) is None, "an answer to another question"
    assert AuditEntry.objects.filter(act="people.passkey_added").exists()
    sign_people_anew()
    assert len(passkeys_of(reid)) == 1
    with pytest.raises(PasskeyRefused):
        remove_passkey(row.pk, officer=felix)
    Authenticator.objects.filter(pk=row.pk).update(user=felix)
    assert passkeys_of(felix) == [], "a row that a database writer moved is no passkey"
    Authenticator.objects.filter(pk=row.pk).update(user=reid)
    page.goto("/desk/you/passkeys")
    press(page.get_by_role("button", name="Remove Blue key"))
    assert passkeys_of(reid) == []
    page.context.close()


def test_an_open_desk_alone_adds_none_and_the_pages_say_where_they_work(house: House, settings: Settings) -> None:
    settings.DESK_URL = "https://desk.example"
    desk = sign_in(house, "reid")
    assert "data-passkey" not in desk.post("/desk/you/passkeys", do="begin", name="x", current="not it").text
    page = desk.post("/desk/you/passkeys", do="begin", name="x", current=house.password("reid"))
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "desk.example" in page.text
    for answer in ("", "[]", "{}", '{"id": 1, "rawId": "x", "response": 7}'):
        assert desk.post("/desk/you/passkeys", do="add", answer=answer).status_code == 302
    for fields in ({"do": "remove", "passkey": "1"}, {"do": "name", "passkey": "x"}, {"do": "other"}):
        assert desk.post("/desk/you/passkeys", **fields).status_code == 404
    settings.DESK_URL = "http://desk.example"
    assert "only where the desk is reached over https" in desk.get("/desk/you/passkeys").text
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_lost_phone_takes_the_passkeys_with_it_and_nonsense_is_no_passkey(house: House, settings: Settings) -> None:
    settings.DESK_URL = "https://desk.example"
    desk = sign_in(house, "reid")
    row = Authenticator.objects.create(user=house.officer("reid"), type="webauthn", data={"name": "put in"})
    assert "put in" not in desk.get("/desk/you/passkeys").text
    fresh = Desk(Client(), "reid", secret=desk.secret, used=desk.used)
    fresh.give_password(house.password("reid"))
    asked = fresh.get("/desk/sign-in/code")
    assert "Use a passkey" not in asked.text
    assert "publickey-credentials-get=()" in asked.headers["Permissions-Policy"]
    refused = fresh.client.post("/desk/sign-in/code", {"answer": "{}"})
    assert refused.status_code == 422
    assert "was not taken" in refused.text
    answered = desk.post("/desk/you/phone", current=house.password("reid"), code=desk.code())
    assert answered.status_code == 302
    assert not Authenticator.objects.filter(pk=row.pk).exists()
