"""What came of a tip: numbers that add up, and outlive the tip."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.casework.claim import claim_tip
from reports.casework.outcomes import BadOutcome, EmptyOutcome, Figures, record_outcome, totals
from reports.changing import StaleTip
from reports.clock import month_of
from reports.keyring import NotYours
from reports.models import AuditEntry, Outcome, Tally, Tip
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


@pytest.mark.parametrize(("hours", "word"), [(1, "taken on in time"), (-1, "taken on late")])
def test_taking_a_tip_on_is_counted_once_in_time_or_late(house: House, hours: int, word: str) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(due_at=timezone.now() + timedelta(hours=hours))
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    assert list(Tally.objects.exclude(word__contains="|").values_list("word", flat=True)) == [word]
