"""The opened key: half in the session, half in a cookie, and neither opens anything alone."""

from base64 import b64decode, b64encode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from reports import vault
from reports.dashboard import key_cookie
from reports.dashboard.key_cookie import OPENED, WAITING
from reports.models import Officer
from reports.people.enrol import read_password
from reports.sealing.officers import open_slot, stretch
from tests.conftest import House
from tests.dashboard.conftest import Desk
from tests.dashboard.test_sign_in import KEY, SESSION, WAIT, stored_sessions


def private_key(house: House, username: str) -> bytes:
    officer = house.officer(username)
    salt, _ = read_password(officer)
    slot_key = stretch(house.password(username), salt, vault.secret("officer_pepper")).slot_key
    return open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)).private


def test_the_key_is_in_no_session_and_in_no_cookie(house: House, reid: Desk) -> None:
    private = private_key(house, "reid")
    everything = stored_sessions() + str(reid.client.cookies)
    for form in (private.hex(), b64encode(private).decode().rstrip("="), str(private)[2:-1]):
        assert form not in everything


def test_the_waiting_key_is_gone_once_the_sign_in_is_done(house: House) -> None:
    desk = Desk(Client(), "reid")
    desk.give_password(house.password("reid"))
    waiting = desk.client.cookies[WAIT].value
    assert desk.client.cookies[WAIT]["max-age"] == 300
    desk.enrol()
    assert desk.client.cookies[WAIT].value == ""
    assert WAITING.session not in desk.client.session
    assert desk.client.cookies[KEY].value not in ("", waiting)


def test_key_cookies_are_for_this_host_and_hidden_from_scripts(house: House, reid: Desk) -> None:
    cookie = reid.client.cookies[KEY]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Strict", "/", "")


def test_after_five_minutes_the_waiting_key_is_put_away(
    house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reid.post("/desk/sign-out")
    reid.give_password(house.password("reid"))
    now = key_cookie.time.time()
    monkeypatch.setattr(key_cookie.time, "time", lambda: now + 299)
    assert reid.get("/desk/sign-in/code").status_code == 200
    monkeypatch.setattr(key_cookie.time, "time", lambda: now + 301)
    response = reid.give_code()
    assert response.url in ("/desk/sign-in", "/desk/sign-in?late=1")
    assert "five minutes" in reid.get("/desk/sign-in?late=1").text
    assert reid.get("/desk/").status_code == 302


def test_a_session_without_its_key_cookie_ends(house: House, reid: Desk) -> None:
    session = reid.client.cookies[SESSION].value
    del reid.client.cookies[KEY]
    assert reid.get("/desk/").url == "/desk/sign-in?next=%2Fdesk%2F"
    assert not Session.objects.filter(session_key=session).exists()


def test_a_key_cookie_without_its_session_opens_nothing(house: House, reid: Desk) -> None:
    del reid.client.cookies[SESSION]
    assert reid.get("/desk/").status_code == 302


def test_another_officers_key_cookie_opens_nothing(house: House, reid: Desk, felix: Desk) -> None:
    reid.client.cookies[KEY] = felix.client.cookies[KEY].value
    assert reid.get("/desk/").status_code == 302


@pytest.mark.parametrize("rubbish", ["", "x", "é", "AAAA", "A" * 44, "A" * 5000])
def test_rubbish_in_the_key_cookie_is_no_error(house: House, reid: Desk, rubbish: str) -> None:
    reid.client.cookies[KEY] = rubbish
    assert reid.get("/desk/").status_code == 302


def test_any_flipped_byte_of_the_sealed_key_opens_nothing(house: House, reid: Desk) -> None:
    session = reid.client.session
    until, sealed = session[OPENED.session]
    raw = b64decode(sealed)
    for at in (0, 1, 30, len(raw) - 1):
        session[OPENED.session] = [until, b64encode(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]).decode()]
        session.save()
        request = reid.client.get("/desk/sign-in").wsgi_request
        assert key_cookie.open_ring(request) is None
    session[OPENED.session] = [until + 1, sealed]
    session.save()
    assert reid.get("/desk/").status_code == 302


def test_a_changed_officer_key_ends_what_was_opened_before(house: House, reid: Desk) -> None:
    Officer.objects.filter(username="reid").update(public_key=bytes(house.officer("felix").public_key))
    assert reid.get("/desk/").status_code == 302
