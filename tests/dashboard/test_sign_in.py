"""Signing in: one hash, two factors, and a key that neither the database nor the browser holds alone."""

import os
import subprocess
import sys
import threading
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import Client

from reports.dashboard import password_backend
from reports.dashboard.key_cookie import OPENED, WAITING
from reports.dashboard.password_backend import NoKeyMade
from reports.models import AuditEntry, Officer
from reports.people import enrol
from reports.sealing.officers import slow_hash
from tests.conftest import House
from tests.dashboard.conftest import Desk

KEY, WAIT, SESSION = OPENED.cookie, WAITING.cookie, "desk"


def stored_sessions() -> str:
    return " ".join(str(row.get_decoded()) + row.session_data for row in Session.objects.all())


def test_the_first_sign_in_sets_up_the_phone_shows_recovery_codes_once_and_opens_the_queue(house: House) -> None:
    desk = Desk(Client(), "reid")
    assert desk.give_password(house.password("reid")).url == "/desk/sign-in/phone"
    shown = desk.enrol()
    assert shown.redirect_chain == [("/desk/sign-in/recovery-codes", 302)]
    assert len(set(desk.codes)) == 10
    assert desk.post("/desk/sign-in/recovery-codes").url == "/desk/"
    assert desk.get("/desk/sign-in/recovery-codes").url == "/desk/"
    assert desk.get("/desk/").status_code == 200


def test_later_sign_ins_take_password_and_code(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    assert reid.give_password(house.password("reid")).url == "/desk/sign-in/code"
    assert reid.get("/desk/").status_code == 302
    assert reid.give_code().url == "/desk/"
    assert reid.get("/desk/").status_code == 200


def test_sign_in_leads_back_to_the_page_that_was_asked_for_but_never_to_a_foreign_site(house: House) -> None:
    desk = Desk(Client(), "reid")
    assert desk.get("/desk/").url == "/desk/sign-in?next=%2Fdesk%2F"
    desk.give_password(house.password("reid"), next="https://evil.example/")
    desk.enrol()
    desk.post("/desk/sign-out")
    desk.give_password(house.password("reid"), next="//evil.example/")
    assert desk.give_code().url == "/desk/"
    desk.post("/desk/sign-out")
    desk.give_password(house.password("reid"), next="/desk/?list=mine")
    assert desk.give_code(desk.codes[0]).url == "/desk/?list=mine"


@pytest.mark.parametrize(
    "odd", ["/desk/?" + "x" * 394, "/desk/?" + "x" * 5000, "/desk/\x00", "\x00", "//[", "/\r\nX: y"]
)
def test_a_page_to_go_back_to_that_is_none_is_dropped_and_never_stops_the_sign_in(
    house: House, reid: Desk, odd: str
) -> None:
    reid.post("/desk/sign-out")
    assert reid.client.get("/desk/sign-in", {"next": odd}).status_code == 200
    assert reid.give_password(house.password("reid"), next=odd).url == "/desk/sign-in/code"
    assert reid.give_code().url == "/desk/"


def test_user_names_are_compared_without_regard_to_case(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    for _ in range(5):
        assert Desk(Client(), "REID").give_password("wrong").status_code == 422
    assert Desk(Client(), "reid").give_password("wrong").status_code == 429
    reid.username = " Reid "
    assert reid.give_password(house.password("reid")).url == "/desk/sign-in/code"
    assert reid.give_code().url == "/desk/"


def test_a_wrong_password_an_unknown_name_and_a_suspended_officer_get_the_same_answer(house: House) -> None:
    Officer.objects.filter(username="felix").update(is_active=False)
    answers = [
        Desk(Client(), "reid").give_password("wrong"),
        Desk(Client(), "nobody-here").give_password("wrong"),
        Desk(Client(), "felix").give_password(house.password("felix")),
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.text.partition("<main")[2].partition("<form")[0] for answer in answers}) == 1
    entries = AuditEntry.objects.filter(act="sign_in.refused")
    assert sorted(entry.detail["officer"] for entry in entries) == sorted(
        [str(house.officer("reid").pk), str(house.officer("felix").pk), "unknown"]
    )
    assert "nobody-here" not in str([entry.detail for entry in entries])


def test_every_attempt_costs_exactly_one_slow_hash(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = []

    def counted(*args: Any) -> Any:
        hashes.append(args)
        return slow_hash(*args)

    monkeypatch.setattr(enrol, "slow_hash", counted)
    for username, password in [("reid", house.password("reid")), ("reid", "wrong"), ("nobody-here", "wrong")]:
        hashes.clear()
        Desk(Client(), username).give_password(password)
        assert len(hashes) == 1


def test_no_other_hash_of_a_password_can_be_made_or_checked(house: House) -> None:
    reid = house.officer("reid")
    with pytest.raises(NoKeyMade):
        make_password("a password")
    with pytest.raises(NoKeyMade):
        reid.set_password("a password")
    with pytest.raises(NoKeyMade):
        reid.check_password(house.password("reid"))


def test_a_busy_house_says_so_and_keeps_the_user_name(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_backend, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(password_backend, "_PATIENCE", 0.01)
    with password_backend.turn():
        answer = Desk(Client(), "reid").give_password(house.password("reid"))
    assert answer.status_code == 503
    assert 'value="reid"' in answer.text


def test_guessing_at_one_name_is_slowed_whether_it_exists_or_not_and_others_are_not(house: House) -> None:
    for username in ("reid", "nobody-here"):
        answers = [Desk(Client(), username).give_password("wrong").status_code for _ in range(6)]
        assert answers == [422] * 5 + [429]
    assert Desk(Client(), "felix").give_password(house.password("felix")).status_code == 302


def test_guessing_codes_is_slowed(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    reid.give_password(house.password("reid"))
    wrong = [reid.give_code("000000").text for _ in range(6)]
    assert "Too many wrong codes" in wrong[5]
    assert "Too many wrong codes" not in wrong[4]
    assert "Too many wrong codes" in reid.give_code().text


def test_no_code_works_twice(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    reid.give_password(house.password("reid"))
    code = reid.code()
    assert reid.give_code(code).status_code == 302
    reid.post("/desk/sign-out")
    reid.give_password(house.password("reid"))
    assert reid.give_code(code).status_code == 422


def test_a_recovery_code_stands_in_for_the_phone_once(house: House, reid: Desk) -> None:
    for expected in (302, 422):
        reid.post("/desk/sign-out")
        reid.give_password(house.password("reid"))
        assert reid.give_code(reid.codes[3]).status_code == expected


def test_seeds_lie_sealed_in_the_database(house: House, reid: Desk) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert reid.secret not in stored
    assert not any(code in stored for code in reid.codes)


def test_a_seed_that_is_being_set_up_lies_sealed_in_the_session(house: House) -> None:
    desk = Desk(Client(), "reid")
    desk.give_password(house.password("reid"))
    page = desk.get("/desk/sign-in/phone")
    secret = page.context["groups"]
    assert "".join(secret) not in stored_sessions()
    assert desk.get("/desk/sign-in/phone").context["groups"] == secret


def test_a_suspended_officer_is_out_at_once(house: House, reid: Desk) -> None:
    Officer.objects.filter(username="reid").update(is_active=False)
    assert reid.get("/desk/").status_code == 302


def test_signing_out_destroys_both_halves(house: House, reid: Desk) -> None:
    session, key = reid.client.cookies[SESSION].value, reid.client.cookies[KEY].value
    reid.post("/desk/sign-out")
    assert not Session.objects.filter(session_key=session).exists()
    assert reid.client.cookies[KEY].value == ""
    reid.client.cookies[SESSION], reid.client.cookies[KEY] = session, key
    assert reid.get("/desk/").status_code == 302


def test_signing_out_takes_a_form_not_a_link(house: House, reid: Desk) -> None:
    assert reid.get("/desk/sign-out").status_code == 405


def test_the_session_key_is_new_at_each_step(house: House) -> None:
    desk = Desk(Client(), "reid")
    desk.client.session.save()
    planted = desk.client.cookies[SESSION].value
    desk.give_password(house.password("reid"))
    between = desk.client.cookies[SESSION].value
    desk.enrol()
    assert len({planted, between, desk.client.cookies[SESSION].value}) == 3
    assert not Session.objects.filter(session_key__in=[planted, between]).exists()


def test_forms_are_refused_without_their_token(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/desk/sign-in", {"username": "reid", "password": "x"}).status_code == 403


def test_sign_in_and_its_steps_leave_entries_with_no_address_in_them(house: House) -> None:
    desk = Desk(Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Spy/1.0"), "reid")
    desk.give_password(house.password("reid"))
    desk.enrol()
    acts = list(AuditEntry.objects.order_by("at").values_list("act", flat=True))
    assert acts[-2:] == ["sign_in.enrolled", "sign_in.done"]
    everything = stored_sessions() + str(list(AuditEntry.objects.values()))
    assert "203.0.113" not in everything
    assert "Spy" not in everything


def test_nothing_of_allauth_but_these_pages_is_there(house: House) -> None:
    for path in ("signup", "password/reset", "email", "login/code", "2fa", "2fa/webauthn", "confirm-email/x"):
        assert Client().get(f"/desk/{path}/").status_code == 404
        assert Client().get(f"/accounts/{path}/").status_code == 404


def test_a_form_without_its_token_says_what_to_do(house: House) -> None:
    response = Client(enforce_csrf_checks=True).post("/desk/sign-in", {"username": "reid", "password": "x"})
    assert "This form was not sent" in response.text


def test_behind_tls_every_cookie_is_bound_to_its_host() -> None:
    asked = (
        "import django; django.setup(); from django.conf import settings as s;"
        "from reports.dashboard import directory as f, key_cookie as k, known_device as d;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, k.OPENED.cookie, k.WAITING.cookie, d.COOKIE, f.COOKIE,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"DESK_URL": "https://desk.example", "PUBLIC_URL": "http://localhost:8000"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == [
        "__Host-desk", "__Host-desk-form", "__Host-desk-key", "__Host-desk-wait", "__Host-desk-device",
        "__Host-desk-directory", "True", "True",
    ]  # fmt: skip


def test_setting_up_the_phone_says_how_long_there_is_and_what_to_do_afterwards(house: House) -> None:
    desk = Desk(Client(), "reid")
    desk.give_password(house.password("reid"))
    page = desk.get("/desk/sign-in/phone").text
    assert "You have five minutes" in page
    assert "remove from the app the entry that you have just scanned" in page
    assert "remove from the app the entry" in desk.get("/desk/sign-in?late=1").text
