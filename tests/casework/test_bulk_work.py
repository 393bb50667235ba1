"""What the worker does of one act on many tips: by the tips' own verbs, once each, and back again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import F

from reports.casework import bulk_work
from reports.casework.bulk import begin, choose, counts, look_ahead, undo
from reports.casework.bulk_work import work
from reports.casework.notes import add_note
from reports.clock import day_of, latest, today
from reports.models import AuditEntry, Bulk, BulkState, Membership, Status, Tip
from reports.queries.readings import note_reading
from tests.conftest import House
from tests.dashboard.arrivals import arrive

FIELDS = [
    "status", "outcome", "assigned_to", "category", "due_at", "waits_for_us", "left_behind", "urgency", "rests_since",
    "erase_on", "has_news", "looks_junk",
]  # fmt: skip


def rows() -> dict[Any, dict[str, Any]]:
    return {row["pk"]: row for row in Tip.objects.order_by("pk").values("pk", *FIELDS)}


def begun(house: House, act: str, value: str = "") -> Bulk:
    bulk = choose(Tip.objects.order_by("pk").values_list("pk", "version"), act=act, by=house.officer("reid"))
    if value:
        look_ahead(bulk, value)
    begin(bulk)
    return bulk


def state(bulk: Bulk) -> str:
    return Bulk.objects.get(pk=bulk.pk).state


@pytest.fixture
def tips(house: House) -> list[Tip]:
    made = [arrive(f"Stolen {what} in Dennery") for what in ("goat", "cow", "hen")]
    for tip in made:
        note_reading(tip, house.officer("jules"))  # nobody closes many that nobody has read
    Tip.objects.filter(pk=made[1].pk).update(waits_for_us=True, left_behind=True)
    Tip.objects.filter(pk=made[2].pk).update(status=Status.WAITING, due_at="2036-01-05T03:00Z", waits_for_us=True)
    return made


def value_of(house: House, act: str) -> str:
    values = {"give": str(house.officer("jules").pk), "close": "nothing", "category": "smuggling"}
    return values.get(act, (today() + timedelta(days=9)).isoformat() if act == "ask_again" else "")


@pytest.mark.parametrize("act", ["claim", "give", "close", "category", "ask_again"])
def test_undoing_puts_back_exactly_what_was_changed(house: House, tips: list[Tip], act: str) -> None:
    Tip.objects.update(arrived_hour=day_of(tips[0].arrived_hour), due_at=F("due_at"))
    Tip.objects.filter(status=Status.NEW).update(due_at=latest(day_of(tips[0].arrived_hour)) + timedelta(days=7))
    before = rows()
    bulk = begun(house, act, value_of(house, act))
    work(bulk.pk)
    assert state(bulk) == BulkState.DONE
    changed = counts(bulk)["done"]
    assert changed == (1 if act == "ask_again" else 3)
    assert sum(rows()[pk] != before[pk] for pk in before) == changed
    undo(bulk)
    work(bulk.pk)
    assert rows() == before
    assert counts(bulk)["undone"] == changed
    assert AuditEntry.objects.filter(act="tip.put_back").count() == changed


def test_a_tip_that_somebody_touched_since_stays_as_it_is(house: House, tips: list[Tip]) -> None:
    bulk = begun(house, "close", "nothing")
    work(bulk.pk)
    touched = Tip.objects.get(pk=tips[0].pk)
    add_note(tip=touched, text="Look at this again", by=house.officer("jules"))
    undo(bulk)
    work(bulk.pk)
    assert set(Tip.objects.filter(status=Status.CLOSED).values_list("pk", flat=True)) == {touched.pk}
    assert (counts(bulk)["touched"], counts(bulk)["undone"]) == (1, 2)


def test_a_worker_that_dies_leaves_the_rest_to_the_next_and_each_tip_is_changed_once(
    house: House, tips: list[Tip], monkeypatch: pytest.MonkeyPatch
) -> None:
    bulk = begun(house, "claim")
    Tip.objects.filter(pk=tips[1].pk).update(category="fraud", version=F("version") + 1)  # somebody was faster
    monkeypatch.setattr(bulk_work, "SLICE", 1)
    work(bulk.pk)
    assert (state(bulk), counts(bulk)["waiting"]) == (BulkState.DOING, 2)
    work(bulk.pk)
    work(bulk.pk)
    assert state(bulk) == BulkState.DONE
    work(bulk.pk)
    assert list(bulk.steps.filter(state="refused").values_list("tip", "why")) == [(tips[1].pk, "stale")]
    assert AuditEntry.objects.filter(act="tip.claimed").count() == 2


def test_the_hour_of_a_closed_tip_is_kept_nowhere_for_an_undo(house: House, tips: list[Tip]) -> None:
    Tip.objects.filter(status=Status.NEW).update(due_at="2036-02-03T17:00Z")
    bulk = begun(house, "close", "nothing")
    work(bulk.pk)
    assert "17:00" not in str(list(bulk.steps.values_list("before", flat=True)))


def test_the_worker_needs_no_secret_of_officers(
    house: House, tips: list[Tip], tmp_path: Path, settings: LazySettings
) -> None:
    bulk = begun(house, "give", str(house.officer("jules").pk))
    settings.SECRETS_DIR = tmp_path
    work(bulk.pk)
    assert counts(bulk)["done"] == 3


def test_an_officer_who_left_the_unit_meanwhile_changes_nothing(house: House, tips: list[Tip]) -> None:
    bulk = begun(house, "claim")
    Membership.objects.filter(officer__username="reid").delete()
    work(bulk.pk)
    assert set(bulk.steps.values_list("state", "why")) == {("refused", "not_yours")}
    assert not Tip.objects.exclude(assigned_to=None).exists()
