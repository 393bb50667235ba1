"""Numbers that outlive tips: by morning none shows of which act of an officer it came."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.utils.timezone import localdate

from reports.casework.claim import claim_tip
from reports.casework.outcomes import Figures, record_outcome
from reports.clock import today
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.numbers import count_tallies, part_outcomes
from reports.lifecycle.tasks import part_numbers
from reports.models import Outcome, Tally, TallyCount, Unit
from reports.queries.statistics import Period, statistics
from reports.tallying import counted, tally
from tests.conftest import House
from tests.dashboard.arrivals import arrive, not_at_midnight
from tests.queries.crowd import crowd

MONTH = date(2026, 10, 1)


def let_wait(unit: Unit, *words: str) -> None:
    for word in words:
        Tally.objects.create(month=MONTH, unit=unit, word=word)


def transactions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM tally_count WHERE month = %s", [MONTH])
        return {number for (number,) in cursor.fetchall()}


def test_what_was_tallied_is_counted_once_and_by_night_as_by_day(house: House) -> None:
    for number in range(3):
        tip = arrive(f"They selling cocaine by shop number {number}")
        not_at_midnight()
        claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    month = today().replace(day=1)
    units, period = [house.unit("narcotics").pk], Period(month, month)
    before = statistics(units, period)
    assert before.speed.spans["taken"] == {"2h": 3}
    part_numbers()  # with the rights of the process that forgets
    assert not Tally.objects.exists()
    assert statistics(units, period) == before
    count_tallies()
    assert statistics(units, period) == before


def test_no_count_joins_a_kind_with_a_channel(house: House) -> None:
    let_wait(house.unit("narcotics"), "taken|2h|drugs|sms", "taken on late")
    count_tallies()
    assert dict(TallyCount.objects.values_list("word", "count")) == {
        "taken|2h": 1,
        "taken|2h|category|drugs": 1,
        "taken|2h|channel|sms": 1,
        "taken on late": 1,
    }


def test_a_month_shows_neither_what_was_counted_last_nor_in_which_order(house: House) -> None:
    unit = house.unit("narcotics")
    for days in (("taken|2h|drugs|web", "taken on late"), ("taken|1d|fraud|sms",), ("taken|2h|drugs|web",)):
        let_wait(unit, *days)
        count_tallies()
    assert len(transactions()) == 1, "a row that only one night wrote is that night's"
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM tally_count ORDER BY ctid")
        words = [one for (one,) in cursor.fetchall()]
    assert len(words) == 7
    assert words == sorted(words), "in an order that no night made"
    assert counted([unit.pk], MONTH, MONTH)[0]["taken|2h"] == 2


def test_other_months_are_left_as_they_are(house: House) -> None:
    unit = house.unit("narcotics")
    let_wait(unit, "taken on late")
    count_tallies()
    before = TallyCount.objects.get()
    tally(crowd(unit, 1)[0], "taken on late")
    count_tallies()
    assert TallyCount.objects.filter(pk=before.pk, count=1).exists()


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_two_counts_at_once_add_each_tally_once(house: House) -> None:
    unit = house.unit("narcotics")
    let_wait(unit, *50 * ["taken on late"])

    def count(_: int) -> None:
        try:
            count_tallies()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as nights:
        list(nights.map(count, range(4)))
    assert counted([unit.pk], MONTH, MONTH) == ({"taken on late": 50}, {})


def test_what_came_of_an_erased_tip_keeps_its_month_alone(house: House) -> None:
    tip, reid = arrive("They selling cocaine by the school in Vieux Fort"), house.officer("reid")
    record_outcome(Figures(counts={"arrests": 2}), tip=tip, by=reid, version=tip.version)
    part_outcomes()
    kept = Outcome.objects.get()
    assert kept.officer == reid, "while the tip is there, so is who wrote it down"
    erase_tip(tip_id=tip.pk, by="command line")
    part_outcomes()
    kept.refresh_from_db()
    month = today().replace(day=1)
    assert (kept.officer, localdate(kept.at), kept.at.second) == (None, month, 0)
    assert statistics([kept.unit_id], Period(month, month)).counts["arrests"] == 2


def test_postgres_tidies_tables_whose_dead_rows_tell_something_at_once(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reloptions FROM pg_class WHERE relname IN ('tally', 'tally_count', 'line')")
        found = dict(cursor.fetchall())
    wanted = ["autovacuum_vacuum_threshold=0", "autovacuum_vacuum_scale_factor=0"]
    assert found == dict.fromkeys(("tally", "tally_count", "line"), wanted)
