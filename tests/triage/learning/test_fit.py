"""Weights learned from decisions: they start as the term list and tell nothing of a single tip."""

from hypothesis import given
from hypothesis import strategies as st

from reports.triage.learning.fit import FEWEST, choose, fit
from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.learned import contributions
from tests.triage.learning.decided import decision, habit


def test_a_habit_of_officers_is_learned() -> None:
    weights = fit(habit(60))
    assert choose(weights, habit(2)[1].features) == "smuggling"
    assert choose(weights, habit(2)[0].features) == "drugs"


def test_what_was_not_corrected_stays_as_the_list_says() -> None:
    weights = fit(habit(60))
    assert choose(weights, decision(0, "fraud", "fraud", ("fraud/en/scam",)).features) == "fraud"
    assert choose(weights, decision(0, "other", "other").features) == "other"


def test_a_rule_that_few_tips_had_is_not_named_in_the_weights() -> None:
    rare = [decision(at, "drugs", "theft", ("drugs/en/rare",)) for at in range(FEWEST - 1)]
    assert "rule:drugs/en/rare" not in fit([*habit(60), *rare])
    assert "rule:drugs/en/rare" in fit([*habit(60), *rare, *rare[:1]])


@given(
    st.dictionaries(
        st.sampled_from(["rule:a", "rule:b", "score:drugs", "always"]),
        st.dictionaries(st.sampled_from(CATEGORIES), st.floats(-5, 5)),
    )
)
def test_what_each_feature_adds_makes_the_score(weights: dict[str, dict[str, float]]) -> None:
    present = {"rule:a": 1.0, "score:drugs": 2.0}
    added = contributions(present, weights)
    for category, parts in added.items():
        by_hand = sum(
            value * weights.get(name, {}).get(category, 0.0) for name, value in {**present, "always": 1.0}.items()
        )
        assert abs(sum(parts.values()) - by_hand) < 1e-5
