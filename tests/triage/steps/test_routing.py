import pytest

from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import run
from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.lexicon import rules
from tests.triage.tips import judge

UNITS = {
    "reception",
    "standards",
    "oversight",
    "major-crime",
    "narcotics",
    "trafficking",
    "vulnerable-persons",
    "general",
}


def _with_officers(text: str, *officers: str) -> Assessment:
    return run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", officers=officers))


def test_every_category_goes_to_a_unit_that_exists() -> None:
    assert set(rules("routing")["units"]) == set(CATEGORIES)
    assert set(rules("routing")["units"].values()) <= UNITS


def test_a_child_goes_to_vulnerable_persons() -> None:
    assert judge("he beats the children every night").unit == "vulnerable-persons"


def test_police_misconduct_goes_to_standards() -> None:
    assessment = judge("the police taking money from the dealers")
    assert (assessment.unit, assessment.conflict_of_interest) == ("standards", True)


def test_the_standards_unit_does_not_read_about_itself() -> None:
    assert judge("the standards unit is corrupt and took a bribe").unit == "oversight"


@pytest.mark.parametrize("text", ["PC Placeholder sells weed", "anita placeholder sells weed", "Sgt Anita Placeholder"])
def test_a_named_officer_goes_to_standards(text: str) -> None:
    assert _with_officers(text, "Anita Placeholder").unit == "standards"


def test_a_last_name_alone_is_half_a_village() -> None:
    assert _with_officers("the Placeholder boys sell weed", "Anita Placeholder").unit == "narcotics"
