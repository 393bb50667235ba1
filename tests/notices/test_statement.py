"""The monthly statement tells no small number, and stays as it was said."""

from datetime import UTC, date, datetime

import pytest

from reports.casework.outcomes import Figures, record_outcome
from reports.models import AuditEntry, Outcome, Tip
from reports.notices.published import FEW, UNTOLD, WORDS, statements
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
    ("reports", "arrests", "cocaine"), [(0, 0, 0), (1, FEW, UNTOLD), (4, FEW, UNTOLD), (5, 5, 500)]
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
    assert (told()["persons_safe"], told()["firearms"], told()["arrests"]) == (UNTOLD, UNTOLD, 0)


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
