"""The report's numbers: agreement by group, drift, missing terms, and no group so small that it is a tip."""

from reports.triage.learning import agreement
from tests.triage.learning.decided import decision, habit


def test_small_groups_are_counted_together_and_not_named() -> None:
    made = [*habit(20), decision(30, "other", "homicide", language="acf")]
    assert [(row.name, row.decisions, row.agreed) for row in agreement.by_category(made)] == [
        ("drugs", 10, 10),
        ("smuggling", 10, 0),
        ("fewer than five each", 1, 0),
    ]
    assert [row.name for row in agreement.by_language(made)] == ["en", "fewer than five each"]


def test_drift_is_told_in_steps_of_fifty() -> None:
    assert [(row.name, row.agreed) for row in agreement.drift(habit(60))] == [("1–50", 25), ("51–60", 5)]


def test_tips_without_a_term_of_their_category_are_counted() -> None:
    made = [decision(0, "other", "homicide"), decision(1, "drugs", "drugs"), decision(2, "drugs", "other")]
    assert dict(agreement.without_a_term(made)) == {("homicide", "en"): 1}


def test_terms_that_mislead_are_named_with_how_often() -> None:
    assert list(agreement.misleading(habit(20))) == [
        ("drugs/en/cocaine", 20, 10),
        ("drugs/en/pirogue", 10, 10),
    ]


def test_no_decisions_are_no_error() -> None:
    assert agreement.by_category([]) == agreement.drift([]) == []
    assert agreement.Agreement("none", 0, 0).share == 0.0
