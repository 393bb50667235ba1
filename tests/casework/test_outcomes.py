"""What came of a tip: numbers that add up, and outlive the tip."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.casework.claim import claim_tip, release_tip
from reports.casework.outcomes import (
    BadOutcome,
    EmptyOutcome,
    Figures,
    NoSuchOutcome,
    record_outcome,
    strike_out,
    totals,
)
from reports.casework.refer import refer_tip
from reports.changing import StaleTip
from reports.clock import month_of
from reports.keyring import NotYours
from reports.models import AuditEntry, Outcome, Tally, Tip
from reports.queries.statistics import Period, statistics
from reports.tallying import tally
from tests.arrivals import triaged_tip
from tests.conftest import House, only_tip

SEIZED = Figures(counts={"arrests": 2, "cash": 1500}, firearms={"rifle": 1}, drugs={"cocaine": 250}, usefulness=2)


def record(house: House, figures: Figures, name: str = "reid") -> Outcome:
    tip = only_tip()
    return record_outcome(figures, tip=tip, by=house.officer(name), version=tip.version)


def test_reports_add_up(house: House) -> None:
    triaged_tip()
    record(house, SEIZED)
    record(house, Figures(counts={"arrests": 1}, drugs={"cocaine": 50, "cannabis": 9}, usefulness=1, missing=("time",)))
    assert totals(Outcome.objects.order_by("at")) == Figures(
        counts={"arrests": 3, "cash": 1500},
        firearms={"rifle": 1},
        drugs={"cocaine": 300, "cannabis": 9},
        usefulness=2,
        missing=("time",),
    )
    assert AuditEntry.objects.filter(act="outcome.recorded").count() == 2


def test_nothing_is_no_report(house: House) -> None:
    triaged_tip()
    with pytest.raises(EmptyOutcome):
        record(house, Figures(counts={"arrests": 0}))
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [{"counts": {"arrests": -1}}, {"counts": {"goats": 1}}, {"firearms": {"bow": 1}}, {"drugs": {"tea": 1}},
     {"usefulness": 4}, {"missing": ("luck",)}, {"counts": {"cash": 10**12}}],
)  # fmt: skip
def test_numbers_and_words_that_no_outcome_has_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(BadOutcome):
        Figures(**bad)  # type: ignore[arg-type]


def test_only_the_unit_reports_and_only_on_what_it_saw(house: House) -> None:
    tip, _ = triaged_tip()
    with pytest.raises(NotYours):
        record_outcome(SEIZED, tip=tip, by=house.officer("charles"), version=tip.version)
    with pytest.raises(StaleTip):
        record_outcome(SEIZED, tip=tip, by=house.officer("reid"), version=tip.version + 1)


def test_the_numbers_outlive_the_tip(house: House) -> None:
    triaged_tip()
    kept = record(house, SEIZED)
    unit = only_tip().unit
    Tip.objects.all().delete()
    kept.refresh_from_db()
    assert (kept.tip, kept.unit, kept.arrests) == (None, unit, 2)


def test_a_tally_counts_by_month_and_unit_and_names_no_tip(house: House) -> None:
    tip, _ = triaged_tip()
    for _ in range(3):
        tally(tip, "something")
    assert list(Tally.objects.values_list("month", "unit", "word")) == 3 * [
        (month_of(timezone.now()), tip.unit_id, "something")
    ]


def taken(house: House, name: str) -> Tip:
    return claim_tip(tip=only_tip(), by=house.officer(name), version=only_tip().version)


def counted_words() -> list[str]:
    """What was counted, without times."""
    return list(Tally.objects.exclude(word__contains="|").order_by("unit__slug", "word").values_list("word", flat=True))


@pytest.mark.parametrize(("hours", "word"), [(1, "taken on in time"), (-1, "taken on late")])
def test_taking_a_tip_on_is_counted_once_in_time_or_late(house: House, hours: int, word: str) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(due_at=timezone.now() + timedelta(hours=hours))
    for name in ("reid", "reid", "jules"):
        release_tip(tip=taken(house, name), by=house.officer(name), version=only_tip().version)
    assert counted_words() == [word]
    Tip.objects.update(due_at=timezone.now() + timedelta(hours=1))
    refer_tip(tip=tip, to="trafficking", ring=house.ring("reid"), version=only_tip().version)
    taken(house, "felix")
    assert counted_words() == [word, "taken on in time"], "for the next unit it counts anew"


def test_what_is_struck_out_stays_and_counts_nowhere(house: House) -> None:
    triaged_tip()
    wrong = record(house, Figures(drugs={"cannabis": 39_500_000}, usefulness=3))
    tip = only_tip()
    for why, error in (("because", BadOutcome), ("number", NotYours)):
        by = house.officer("reid" if why == "because" else "charles")
        with pytest.raises(error):
            strike_out(wrong.pk, tip=tip, why=why, by=by, version=tip.version)
    assert Outcome.objects.exists(), "control"
    strike_out(wrong.pk, tip=tip, why="number", by=house.officer("jules"), version=tip.version)
    record(house, Figures(drugs={"cannabis": 39_500}))
    month = month_of(timezone.now())
    assert totals(only_tip().outcomes.all()) == Figures(drugs={"cannabis": 39_500})
    assert statistics([tip.unit_id], Period(month, month)).drugs == {"cannabis": 39_500}
    assert Outcome.everything.get(struck=True).drugs == {"cannabis": 39_500_000}
    assert AuditEntry.objects.get(act="outcome.struck").detail == {"why": "number", "report": 1}
    with pytest.raises(NoSuchOutcome):
        strike_out(wrong.pk, tip=tip, why="number", by=house.officer("jules"), version=only_tip().version)


def test_a_tipster_who_waits_waits_on_when_a_number_is_struck_out(house: House) -> None:
    triaged_tip()
    wrong = record(house, SEIZED)
    Tip.objects.update(waits_for_us=True)
    strike_out(wrong.pk, tip=only_tip(), why="twice", by=house.officer("reid"), version=only_tip().version)
    assert only_tip().waits_for_us
