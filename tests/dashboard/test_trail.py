"""The trail: what is kept to the hour is told as such, in the order of nature, and never as if it had minutes."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from reports.casework.claim import claim_tip
from reports.clock import this_hour
from reports.models import AuditEntry, Tip
from reports.queries.history import MOST, history_of
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk

LATE_TO_EARLY = ("dialogue.ended", "text.sent", "provider.deleted", "media.fetched", "tip.triaged", "tip.added")


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


def trail_of(desk: Desk, tip: Tip) -> list[list[tuple[str, str, str]]]:
    """Return the page's hours, each with its rows as when, who and what."""
    page = desk.get(f"/desk/tips/{tip.pk}/trail").text
    cell = r"<td>([^<]*)</td>"
    return [re.findall(rf"<tr>{cell}{cell}{cell}</tr>", body) for body in page.split("<tbody>")[1:]]


def test_entries_of_one_hour_stand_in_the_order_of_nature_whatever_their_ids(house: House, tip: Tip) -> None:
    AuditEntry.objects.all().delete()
    for number, act in enumerate((*LATE_TO_EARLY, "tip.arrived")):
        AuditEntry.objects.create(id=UUID(int=number), at=this_hour(), actor="worker", act=act, tip_id=tip.pk)
    assert [entry.act for entry in history_of(tip.pk, house.ring("reid"))] == ["tip.arrived", *reversed(LATE_TO_EARLY)]


def test_an_earlier_hour_comes_first_whatever_was_done_in_it(house: House, tip: Tip) -> None:
    AuditEntry.objects.create(at=this_hour() - timedelta(hours=1), actor="worker", act="text.sent", tip_id=tip.pk)
    assert history_of(tip.pk, house.ring("reid"))[0].act == "text.sent"


def test_officers_acts_have_their_minute_and_stand_apart_from_what_is_kept_to_the_hour(
    house: House, tip: Tip, reid: Desk
) -> None:
    hour = this_hour() - timedelta(hours=3)
    AuditEntry.objects.filter(tip_id=tip.pk).update(at=hour)
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    AuditEntry.objects.filter(act="tip.claimed").update(at=hour + timedelta(minutes=7))
    AuditEntry.objects.create(at=hour, actor="tipster", act="dialogue.ended", tip_id=tip.pk)
    first = trail_of(reid, tip)[0]
    assert [what for _, _, what in first] == [
        "The tip arrived", "Triaged", "The tipster ended the dialogue", "Took the tip on",
    ]  # fmt: skip
    assert all(re.fullmatch(r"in the hour from \d\d:00", when) for when, _, _ in first[:3])
    assert re.fullmatch(r"\d\d:07", first[3][0])


def test_the_page_says_that_the_order_inside_an_hour_is_not_known(tip: Tip, reid: Desk) -> None:
    assert "Inside an hour nobody knows what came before what" in reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert "the order inside an hour is not kept" in reid.get(f"/desk/tips/{tip.pk}").text


def test_readings_stand_in_the_whole_trail_and_not_on_the_tip_s_page(tip: Tip, reid: Desk) -> None:
    for _ in range(8):
        page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "Read the tip<" not in page
    assert "The tip arrived<" in page
    readings = [row for rows in trail_of(reid, tip) for row in rows if row[2] == "Read the tip"]
    assert [who for _, who, _ in readings] == ["Marcia Reid"] * 8


def test_a_long_trail_shows_the_newest_and_says_so(house: House, tip: Tip, reid: Desk) -> None:
    path = f"/desk/tips/{tip.pk}/trail"
    assert "Only the newest" not in reid.get(path).text
    actor = f"officer:{house.officer('reid').pk}"
    AuditEntry.objects.bulk_create(
        AuditEntry(at=this_hour() - timedelta(seconds=number), actor=actor, act="tip.read", tip_id=tip.pk)
        for number in range(1, MOST + 1)
    )
    assert "Only the newest 500 entries are shown" in reid.get(path).text
    rows = [row for hour in trail_of(reid, tip) for row in hour]
    assert len(rows) == MOST
    assert {"The tip arrived", "Triaged"} <= {what for _, _, what in rows}
