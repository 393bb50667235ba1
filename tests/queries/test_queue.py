"""The queue: every tip once, in order, at a fixed number of statements, and nobody else's."""

import base64
import json
import random
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.casework.claim import claim_tip
from reports.clock import this_hour
from reports.intake.door import accept
from reports.keyring import KeyRing
from reports.lifecycle.chain import chain_batch
from reports.models import AuditEntry, Record, Recusal, Status, Tip, TipKey, TriageState, Urgency
from reports.queries.lists import LISTS, BadCursor, BadView, View, sight_of
from reports.queries.queue import COUNT_CAP, list_counts, queue_page
from reports.sealing.keys import new_pair
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.queries.crowd import crowd, ids


def walk(ring: KeyRing, which: str, size: int) -> list[Tip]:
    """Turn all pages of a list."""
    found, after = [], None
    while True:
        page = queue_page(ring, View(which=which), after=after, size=size)
        found += [row.tip for row in page.rows]
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("size", [1, 4, 7, 25])
@pytest.mark.parametrize("which", ["open", "all", "unassigned"])
def test_pages_show_every_tip_once_and_in_order(house: House, which: str, size: int) -> None:
    tips = crowd(house.unit("narcotics"), 25)
    if which == "all":
        expected = sorted(tips, key=lambda tip: (tip.arrived_hour, tip.pk), reverse=True)
    else:
        expected = sorted(tips, key=lambda tip: (tip.urgency, tip.looks_junk, tip.arrived_hour, tip.pk))
    assert ids(walk(house.ring("reid"), which, size)) == ids(expected)


def test_a_tip_that_comes_or_goes_between_two_pages_hides_no_other(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 20)
    ring = house.ring("reid")
    first = queue_page(ring, size=8)
    Tip.objects.filter(pk=first.rows[0].tip.pk).update(status=Status.CLOSED, outcome="nothing")
    crowd(house.unit("narcotics"), 3)
    shown = {row.tip.pk for row in first.rows}
    after = first.next
    while after:
        page = queue_page(ring, after=after, size=8)
        assert not shown & {row.tip.pk for row in page.rows}
        shown |= {row.tip.pk for row in page.rows}
        after = page.next
    assert {tip.pk for tip in tips} <= shown


@pytest.mark.parametrize("which", LISTS)
def test_every_list_is_empty_for_another_units_officer(house: House, which: str) -> None:
    crowd(house.unit("narcotics"), 6)
    Tip.objects.update(assigned_to=house.officer("charles"))
    ring = house.ring("charles")
    page = queue_page(ring, View(which=which))
    assert (page.rows, page.next) == ((), None)
    assert set(list_counts(ring).values()) == {0}


def test_a_cursor_of_one_officer_shows_another_nothing_more(house: House) -> None:
    crowd(house.unit("narcotics"), 6)
    after = queue_page(house.ring("reid"), size=2).next
    assert queue_page(house.ring("charles"), after=after).rows == ()


def test_the_lists_hold_what_their_names_say(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 9)
    reid = house.officer("reid")
    claim_tip(tip=tips[0], by=reid, version=1)
    Tip.objects.filter(pk=tips[1].pk).update(status=Status.CLOSED, outcome="nothing")
    found = {which: set(ids(walk(house.ring("reid"), which, 25))) for which in LISTS}
    assert len(found["all"]) == 9
    assert found["open"] == found["all"] - set(ids([tips[1]]))
    assert found["mine"] == set(ids([tips[0]]))
    assert found["unassigned"] == found["open"] - found["mine"]
    assert found["urgent"] == {str(t.pk) for t in tips if t.urgency == Urgency.IMMEDIATE and t != tips[1]}
    assert found["for_us"] == found["for_tipster"] == found["overdue"] == found["informed"] == set()
    assert list_counts(house.ring("reid")) == {name: len(tips) for name, tips in found.items() if name != "all"}


def copy_rows(times: int, *, as_tests: bool = False) -> None:
    """Copy each tip's row alone, with no words and no key."""
    columns = [field.column for field in Tip._meta.concrete_fields if not field.primary_key]
    copied = [str(as_tests) if column == "self_test" else column for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO tip (id, {', '.join(columns)}) SELECT gen_random_uuid(), {', '.join(copied)}"
            f" FROM tip, generate_series(1, {times})"
        )


def test_counts_stop_where_nobody_counts_any_more(house: House) -> None:
    crowd(house.unit("narcotics"), 1)
    copy_rows(COUNT_CAP + 9)
    assert list_counts(house.ring("reid"))["open"] == COUNT_CAP + 1


@pytest.mark.parametrize("username", ["reid", "felix"])
def test_what_is_counted_is_what_stands_on_each_list(house: House, username: str) -> None:
    """The counts are a function of the database (migration 0093); the lists are asked here as a page asks them."""
    dice, officers = random.Random(6), [house.officer(name) for name in ("reid", "felix", "charles")]
    units = [house.unit(slug) for slug in ("narcotics", "trafficking", "reception")]
    tips = [tip for unit in units for tip in crowd(unit, 60)]
    for tip in tips:
        tip.status = dice.choice(Status.values)
        tip.outcome = "nothing" if tip.status == Status.CLOSED else ""
        tip.assigned_to = dice.choice([None, *officers])
        tip.waits_for_us = tip.status == Status.OPEN and dice.random() < 0.5
        tip.due_at = this_hour() + timedelta(hours=dice.randrange(-2, 2))
        tip.again_because = dice.choice([None, dice.choice(tips).pk])
        tip.informed = [unit.pk for unit in dice.sample(units, dice.randrange(3)) if unit.pk != tip.unit_id]
    Tip.objects.bulk_update(
        tips, ["status", "outcome", "assigned_to", "waits_for_us", "due_at", "again_because", "informed"]
    )
    copy_rows(1, as_tests=True)
    Recusal.objects.bulk_create(Recusal(tip=tip, officer=dice.choice(officers)) for tip in dice.sample(tips, 40))
    ring = house.ring(username)
    expected = {name: LISTS[name].of(sight_of(ring)).count() for name in LISTS if name != "all"}
    assert list_counts(ring) == expected
    assert min(expected.values()) > 0, "control: each list holds something"


@pytest.mark.parametrize("count", [1, 25])
def test_a_page_takes_the_same_few_statements_for_one_tip_and_for_many(house: House, count: int) -> None:
    crowd(house.unit("narcotics"), count)
    queue_page(house.ring("reid"))  # the first listing settles the keys
    ring = house.ring("reid")
    with CaptureQueriesContext(connection) as main, CaptureQueriesContext(connections["keystore"]) as keys:
        assert len(queue_page(ring).rows) == count
    assert (len(main), len(keys)) == (8, 2)  # the second: the register of people, which a page asks in the gate


def test_a_listing_leaves_an_entry_that_names_the_tips_whose_words_were_shown(house: House) -> None:
    queue_page(house.ring("reid"))
    assert not AuditEntry.objects.filter(act="list.read").exists()
    accept(web(repeat_key=b"one"))
    accept(web(repeat_key=b"two"))
    triage_all()
    rows = queue_page(house.ring("reid")).rows
    entry = AuditEntry.objects.get(act="list.read")
    assert entry.detail["tips"].split() == [row.tip.reference for row in rows]


def test_the_first_listing_settles_the_keys_and_later_ones_write_nothing(house: House) -> None:
    crowd(house.unit("narcotics"), 5)
    queue_page(house.ring("reid"))
    assert not TipKey.objects.filter(box__isnull=False).exists()
    before = list(TipKey.objects.order_by("pk").values_list("settled", flat=True))
    queue_page(house.ring("reid"))
    assert list(TipKey.objects.order_by("pk").values_list("settled", flat=True)) == before


def test_a_preview_is_one_short_line(house: House) -> None:
    triaged_tip(web("Boat \n\n landing\tcocaine " + "x" * 500))
    [row] = queue_page(house.ring("reid")).rows
    assert row.preview.startswith("Boat landing cocaine xxx")
    assert len(row.preview) == 140
    assert "Boat" not in repr(row)


def test_a_preview_hides_what_could_identify_the_tipster(house: House) -> None:
    triaged_tip(web("My brother hides cocaine in the roof. I live next door."))
    [row] = queue_page(house.ring("reid")).rows
    assert row.preview == "[…] hides cocaine in the roof. […]."


@pytest.mark.parametrize("what", ["body", "key"])
def test_one_damaged_tip_hides_no_other(house: House, what: str) -> None:
    accept(web("Cocaine at the jetty"))
    accept(web("Cocaine at the airport"))
    triage_all()
    damaged = Tip.objects.first()
    assert damaged
    if what == "body":
        Record.objects.filter(pk=damaged.pk).update(body=b"\x01" * 600)
    else:
        TipKey.objects.filter(tip=damaged).update(box=b"\x11" * 96)
    rows = queue_page(house.ring("reid")).rows
    assert len(rows) == 2
    assert sorted(bool(row.preview) for row in rows) == [False, True]
    assert next(row for row in rows if not row.preview).tip == damaged


def test_a_listing_is_audited_to_the_hour_for_two_lists_would_tell_a_tips_minute(house: House) -> None:
    crowd(house.unit("narcotics"), 2)
    queue_page(house.ring("reid"))
    entry = AuditEntry.objects.get(act="list.read")
    assert (entry.at.minute, entry.at.second, entry.at.microsecond) == (0, 0, 0)
    chain_batch()
    entry.refresh_from_db()
    assert entry.sequence is None


def test_a_tip_that_waits_for_triage_is_listed_as_such(house: House) -> None:
    accept(web("Cocaine"))
    [row] = queue_page(house.ring("reid")).rows
    assert (row.tip.triage, row.preview) == (TriageState.WAITING, "Cocaine")


cursors = st.one_of(
    st.text(max_size=30),
    st.binary(max_size=30).map(lambda raw: base64.urlsafe_b64encode(raw).decode()),
    st.recursive(
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just("2026-11-24T10:00")
        ),
        lambda inner: st.lists(inner, max_size=4),
        max_leaves=5,
    ).map(lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode()),
).filter(bool)


def test_a_page_address_changed_by_hand_is_refused(house: House) -> None:
    ring = house.ring("reid")

    @given(cursor=cursors)
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
    def refused(cursor: str) -> None:
        with pytest.raises(BadCursor):
            queue_page(ring, after=cursor)

    refused()
    tip_id = "6f1f9d3a-8a0e-4a6e-9d43-000000000000"
    for urgency, hour in (
        (9, "2026-11-24T10:00:00+00:00"),
        (10**40, "2026-11-24T10:00:00+00:00"),
        (1, "2026-11-24T10"),
    ):
        with pytest.raises(BadCursor):
            queue_page(
                ring, after=base64.urlsafe_b64encode(json.dumps([urgency, False, hour, tip_id]).encode()).decode()
            )


def test_a_list_that_is_none_is_refused(house: House) -> None:
    with pytest.raises(BadView):
        View(which="everything")


def test_a_ring_with_a_strangers_key_opens_no_unit(house: House) -> None:
    triaged_tip()
    assert queue_page(KeyRing(house.officer("reid"), new_pair())).rows == ()
    assert only_tip()
