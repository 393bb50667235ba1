"""A form sent twice, by an impatient finger or by a browser on a bad line: it is done once."""

import threading
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from reports.lifecycle.tasks import tidy
from reports.lifecycle.tidy import forget_sessions
from reports.models import Draft, Record, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk

BOTH = pytest.mark.parametrize(("act", "field"), [("ask", "question"), ("note", "text")])


def posted_at_once(
    desk: Desk, path: str, fields: dict[str, str | int], times: int = 4, told: list[int] | None = None
) -> list[int]:
    """Send one form several times at the same moment from one browser; return the sorted statuses.

    Each goes into `told` as it comes.
    """
    barrier, told = threading.Barrier(times), [] if told is None else told

    def send() -> None:
        client = Client()
        client.cookies = desk.client.cookies
        barrier.wait()
        try:
            told.append(client.post(path, fields).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
@BOTH
def test_of_a_form_sent_four_times_at_once_one_record_comes_out(house: House, reid: Desk, act: str, field: str) -> None:
    tip = arrive()
    fields: dict[str, str | int] = {"version": tip.version, field: "Which boat was it?"}
    assert posted_at_once(reid, f"/desk/tips/{tip.pk}/{act}", fields) == [302, 409, 409, 409]
    assert Record.objects.count() == 2
    assert Tip.objects.get().version == tip.version + 1


def test_a_question_written_on_a_stale_page_is_kept_in_the_form(house: House, reid: Desk) -> None:
    tip = arrive()
    reid.post(f"/desk/tips/{tip.pk}/close", version=tip.version, reason="nothing")
    for version in ({"version": tip.version}, {}):
        response = reid.post(f"/desk/tips/{tip.pk}/ask", **version, question="Which boat was it?")
        assert response.status_code == 409
        assert "Somebody changed this tip" in response.text
        assert "Which boat was it?</textarea>" in response.text
        assert f'name="version" value="{tip.version + 1}"' in response.text
    assert Record.objects.count() == 1


def test_a_note_written_on_a_stale_page_is_kept(house: House, reid: Desk) -> None:
    tip = arrive()
    reid.post(f"/desk/tips/{tip.pk}/claim", version=tip.version)
    assert reid.post(f"/desk/tips/{tip.pk}/note", version=tip.version, text="Known house").status_code == 302
    assert Record.objects.filter(kind="note").count() == 1


def pressed(desk: Desk, path: str, **fields: str | int) -> HttpResponse:
    """Press the button of a form of one page, which brings its own token."""
    return desk.post(path, csrfmiddlewaretoken="t" * 64, **fields)


@pytest.mark.django_db(transaction=True)
@BOTH
def test_a_button_pressed_four_times_at_once_does_it_once(house: House, reid: Desk, act: str, field: str) -> None:
    tip = arrive()
    fields: dict[str, str | int] = {
        "version": tip.version, field: "Which boat was it?", "csrfmiddlewaretoken": "t" * 64
    }  # fmt: skip
    assert posted_at_once(reid, f"/desk/tips/{tip.pk}/{act}", fields) == [302] * 4
    assert Record.objects.count() == 2
    assert not Draft.objects.exists()


def test_the_second_press_of_a_note_leads_where_the_first_one_led(house: House, reid: Desk) -> None:
    tip = arrive()
    fields: dict[str, str | int] = {"version": tip.version, "text": "Which boat was it?"}
    first, second = (pressed(reid, f"/desk/tips/{tip.pk}/note", **fields) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert Record.objects.count() == 2
    assert not Draft.objects.exists()
    assert reid.get(f"/desk/tips/{tip.pk}").text.count("Your note is kept.") == 1
    assert "Which boat" not in str([row.get_decoded() for row in Session.objects.all()])


def test_a_session_that_another_page_stores_meanwhile_forgets_no_press(house: House, reid: Desk) -> None:
    tip = arrive()
    fields: dict[str, str | int] = {"version": tip.version, "text": "Which boat was it?"}
    other = SessionStore(reid.client.session.session_key)
    other["seen"] = True  # it has read the session, and stores it after the first press
    pressed(reid, f"/desk/tips/{tip.pk}/note", **fields)
    other.save()
    assert pressed(reid, f"/desk/tips/{tip.pk}/note", **fields).status_code == 302
    assert Record.objects.count() == 2


def test_other_words_from_the_same_page_are_another_note(house: House, reid: Desk) -> None:
    tip = arrive()
    for words in ("Which boat was it?", "He has a white one"):
        pressed(reid, f"/desk/tips/{tip.pk}/note", version=Tip.objects.get().version, text=words)
    assert Record.objects.count() == 3


@pytest.mark.parametrize("act", ["claim", "close"])
def test_a_second_press_is_refused_no_act_that_was_one_s_own(house: House, reid: Desk, act: str) -> None:
    tip = arrive()
    fields: dict[str, str | int] = {"version": tip.version, "reason": "nothing"}
    for _ in range(2):
        assert pressed(reid, f"/desk/tips/{tip.pk}/{act}", **fields).status_code == 302
    assert Tip.objects.get().version == tip.version + 1


def test_what_was_refused_is_refused_again(house: House, reid: Desk) -> None:
    tip = arrive()
    for _ in range(2):
        refused = pressed(reid, f"/desk/tips/{tip.pk}/close", version=99, reason="nothing")
        assert refused.status_code == 409
        assert "Somebody changed this tip" in refused.text


def test_what_was_refused_and_led_elsewhere_is_tried_again(house: House, reid: Desk) -> None:
    path = f"/desk/tips/{arrive().pk}"
    for _ in range(2):
        assert pressed(reid, f"{path}/print").status_code == 302
        assert "Choose what the paper is for." in reid.get(path).text


@pytest.mark.django_db(transaction=True)
def test_what_is_under_way_for_long_is_not_begun_again(
    house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.dashboard.pressed._WAIT", 0.5)
    tip = arrive()
    fields: dict[str, str | int] = {"version": tip.version, "text": "A blue one", "csrfmiddlewaretoken": "t" * 64}
    told: list[int] = []
    both = threading.Thread(target=posted_at_once, args=(reid, f"/desk/tips/{tip.pk}/note", fields, 2, told))
    end = time.monotonic() + 60
    with transaction.atomic():
        Tip.objects.select_for_update().get()
        both.start()
        while not told and time.monotonic() < end:
            time.sleep(0.02)
    both.join()
    assert told == [409, 302], "the first one waited for the tip"
    assert "Still under way" not in reid.get("/desk/").text
    assert Record.objects.count() == 2
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_new_password_sent_twice_at_once_is_set_once_and_neither_waits(
    house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session's key is another afterwards: where the first press led is kept beside the one that it began with."""
    monkeypatch.setattr("reports.dashboard.pressed._WAIT", 8.0)
    session = reid.client.session
    session["desk seen"] -= 120  # who types it takes a while, and each request would write down that somebody is there
    session.save()
    new = "a much longer one for the desk"
    fields: dict[str, str | int] = {
        "current": house.password("reid"), "password": new, "again": new, "csrfmiddlewaretoken": "t" * 64
    }  # fmt: skip
    assert posted_at_once(reid, "/desk/you/password", fields, 2) == [302, 302]


def test_what_was_pressed_last_is_forgotten_once_its_time_is_over(house: House, reid: Desk) -> None:
    tip = arrive()
    pressed(reid, f"/desk/tips/{tip.pk}/note", version=tip.version, text="Which boat was it?")
    pressed(reid, "/desk/sign-out")
    forget_sessions()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    tidy()
    assert not Session.objects.exists()


def test_who_presses_take_the_next_tip_twice_gets_one(house: House, reid: Desk) -> None:
    arrive(), arrive("A goat was stolen in Dennery")
    for _ in range(2):
        pressed(reid, "/desk/next")
    assert Tip.objects.filter(assigned_to=house.officer("reid")).count() == 1
