"""A form sent twice, by an impatient finger or by a browser on a bad line: it is done once."""

import threading

import pytest
from django.db import connections
from django.test import Client

from reports.models import Record, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk

BOTH = pytest.mark.parametrize(("act", "field"), [("ask", "question"), ("note", "text")])


def posted_at_once(desk: Desk, path: str, fields: dict[str, str | int], times: int = 4) -> list[int]:
    """Send one form several times at the same moment from one browser; return the sorted statuses."""
    barrier, told = threading.Barrier(times), []

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
