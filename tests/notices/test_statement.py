"""The monthly statement tells no small number, and stays as it was said."""

from datetime import UTC, date, datetime

import pytest

from reports.casework.outcomes import Figures, record_outcome
from reports.models import AuditEntry, Drug, Outcome, Tip
from reports.models.outcome import COUNTS
from reports.notices.published import UNTOLD, WORDS, statements
from reports.notices.statement import NotOver, PublishedAlready, draw_statement, publish_statement
from tests.conftest import House
from tests.queries.crowd import crowd

OCTOBER = date(2026, 10, 1)
THEN = datetime(2026, 10, 9, 12, tzinfo=UTC)


def happened(house: House, tips: int, figures: Figures, reports: int) -> None:
    """Let tips arrive in October, and let some of them bring something."""
    made = crowd(house.unit("narcotics"), tips)
    for tip in made[:reports]:
        record_outcome(figures, tip=tip, by=house.officer("reid"), version=1)
    Tip.objects.update(arrived_hour=THEN)
    Outcome.objects.update(at=THEN)


def told(month: date = OCTOBER) -> dict[str, int | str]:
    return {row.word: row.value for row in draw_statement(month)}


@pytest.mark.parametrize(
    ("reports", "arrests", "cocaine"), [(0, UNTOLD, UNTOLD), (1, UNTOLD, UNTOLD), (4, UNTOLD, UNTOLD), (5, 5, 500)]
)
def test_small_numbers_are_not_told(house: House, reports: int, arrests: int | str, cocaine: int | str) -> None:
    happened(house, 6, Figures(counts={"arrests": 1}, drugs={"cocaine": 100}), reports)
    rows = told()
    assert (rows["tips"], rows["arrests"], rows["cocaine"]) == (6, arrests, cocaine)
    assert set(rows) == set(WORDS)


def test_one_report_of_a_great_weight_is_not_told(house: House) -> None:
    happened(house, 6, Figures(counts={"cash": 90_000, "rounds": 700}), 1)
    assert (told()["cash"], told()["rounds"]) == (UNTOLD, UNTOLD)


def test_many_things_of_one_tip_are_not_told(house: House) -> None:
    happened(house, 6, Figures(counts={"persons_safe": 5}, firearms={"rifle": 6}), 1)
    assert (told()["persons_safe"], told()["firearms"], told()["arrests"]) == (
        UNTOLD,
        UNTOLD,
        UNTOLD,
    )


def test_of_one_tip_that_solved_a_killing_no_row_reads_as_if_somebody_had_talked(house: House) -> None:
    happened(house, 2, Figures(), 0)
    without = told()
    (tip, _other) = Tip.objects.all()
    everything = Figures(
        counts=dict.fromkeys(COUNTS, 1), firearms={"rifle": 1}, drugs=dict.fromkeys(Drug.values, 1), usefulness=3
    )
    record_outcome(everything, tip=tip, by=house.officer("reid"), version=tip.version)
    Outcome.objects.update(at=THEN)
    assert told() == without
    Tip.objects.all().delete()
    Outcome.objects.all().delete()
    assert told() == without, "nor do two tips read otherwise than none"


def test_a_sum_that_one_tip_made_nearly_alone_is_not_told(house: House) -> None:
    happened(house, 6, Figures(counts={"arrests": 1, "cash": 100}), 6)
    tip = Tip.objects.earliest("pk")
    record_outcome(Figures(counts={"arrests": 5, "cash": 90_000}), tip=tip, by=house.officer("reid"), version=2)
    Outcome.objects.update(at=THEN)
    assert (told()["arrests"], told()["cash"]) == (UNTOLD, UNTOLD)
    Outcome.objects.filter(cash=90_000).update(cash=400, arrests=4)
    assert (told()["arrests"], told()["cash"]) == (10, 1000)


def test_a_month_is_published_once_and_stays_as_it_was_said(house: House) -> None:
    happened(house, 6, Figures(counts={"arrests": 1}), 5)
    publish_statement(OCTOBER, by=house.officer("charles"))
    Tip.objects.all().delete()
    assert dict(statements().get().rows)["tips"] == 6
    with pytest.raises(PublishedAlready):
        publish_statement(OCTOBER, by=house.officer("charles"))
    assert AuditEntry.objects.get(act="statement.published").detail == {"month": "2026-10"}


def test_a_month_that_is_not_over_is_not_told(house: House) -> None:
    with pytest.raises(NotOver):
        draw_statement(date(2126, 1, 1))
