"""An officer's own question that repeats the tip is shown before it goes out; ready ones go at once."""

import re

import pytest
from django.http import HttpResponse

from reports.models import AuditEntry, Draft, Record, RecordKind, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk

OWN = "Is the girl in the house\nbehind the church still there?"


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive("A man holds a girl in the house behind the church in Dennery now, he has a gun")


def ask(desk: Desk, tip: Tip, **typed: str) -> HttpResponse:
    version = str(Tip.objects.get(pk=tip.pk).version)
    return desk.client.post(f"/desk/tips/{tip.pk}/ask", {"version": version, **typed})


def questions() -> int:
    return Record.objects.filter(kind=RecordKind.QUESTION).count()


def test_what_repeats_the_tip_is_marked_kept_and_sent_only_if_that_is_meant(tip: Tip, reid: Desk) -> None:
    page = ask(reid, tip, question=OWN, ready="still_so")
    assert re.findall(r"<mark[^>]*>([^<]*)<", page.text) == ["girl", "house", "church"]
    assert (questions(), Draft.objects.count()) == (0, 1)
    carried = dict(re.findall(r'<input type="hidden" name="(question|ready)" value="([^"]*)"', page.text))
    assert carried == {"question": OWN, "ready": "still_so"}
    changing = ask(reid, tip, **carried, do="change").text
    assert OWN in changing
    assert re.search(r'<textarea name="question"[^>]*autofocus', changing), "whoever types on writes there"
    assert re.search(r'value="still_so"[^>]*checked', changing)
    assert questions() == 0
    assert ask(reid, tip, **carried, do="as_it_is").status_code == 302
    assert (questions(), Draft.objects.count()) == (1, 0)
    entry = AuditEntry.objects.get(act="tipster.asked")
    assert entry.detail == {"repeats": 3}
    assert "though it repeats words of the tip" in reid.get(f"/desk/tips/{tip.pk}/trail").text


def test_a_ready_question_and_words_that_repeat_nothing_go_at_once(tip: Tip, reid: Desk) -> None:
    assert ask(reid, tip, ready="where", question="").status_code == 302
    assert ask(reid, tip, question="Do you know since when, and is it safe for you to write?").status_code == 302
    assert questions() == 2
    assert not any(AuditEntry.objects.filter(act="tipster.asked").values_list("detail__repeats", flat=True))
