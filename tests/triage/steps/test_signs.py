import pytest

from reports.guides import categories, guide
from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import run
from reports.triage.steps.lexicon import rules
from tests.triage.tips import judge


@pytest.mark.parametrize(
    "text",
    [
        "the boss took the passports of the girls",
        "le patron garde les passeports des filles",
        "el jefe les quitó los pasaportes a las muchachas",
        "patwon an pran paspò medam yo",
        "bòs la pwan paspò sé fi a",
        "the girls are locked in at night by the owner",
        "they were promised hotel jobs, they don't get paid and they are not allowed to leave",
    ],
)
def test_a_hard_sign_or_three_others_are_a_finding_and_read_the_same_day(text: str) -> None:
    assessment = judge(text)
    assert [finding.value for finding in assessment.of("signs")] == ["human_trafficking"]
    assert assessment.urgency in ("today", "immediate")


def test_one_soft_sign_is_none() -> None:
    assert judge("ten people in one room over there").of("signs") == ()


def test_a_hard_sign_ticked_in_the_form_counts_without_a_word() -> None:
    [finding] = _ticked("locked").of("signs")
    assert finding.score == 3.0


@pytest.mark.parametrize(
    ("ticked", "found"), [("cannot_leave,watched", False), ("cannot_leave,watched,spoken_for", True)]
)
def test_three_medium_signs_are_needed(ticked: str, found: bool) -> None:
    assert bool(_ticked(ticked).of("signs")) is found


def test_sex_and_somebody_under_18_are_read_the_same_day_without_a_further_sheet() -> None:
    answers = {"human_trafficking.kinds": "sex", "human_trafficking.minors": "yes"}
    [finding] = run(TipText(text="please look", answers=answers, channel="web", in_danger=False, language_hint="")).of(
        "signs"
    )
    assert finding.score == 3.0


def _ticked(signs: str) -> Assessment:
    answers = {"category": "human_trafficking", "human_trafficking.movement": signs}
    return run(TipText(text="please look", answers=answers, channel="web", in_danger=False, language_hint=""))


def urgency_of(**answers: str) -> str:
    told = {"category": "human_trafficking"} | {f"human_trafficking.{name}": said for name, said in answers.items()}
    judged = run(TipText(text="", answers=told, channel="web", in_danger=False, language_hint="es"))
    assert judged.of("urgency")[0].score == sum(span.weight for span in judged.of("urgency")[0].spans)
    return judged.urgency


def test_who_ticks_that_she_herself_is_locked_in_needs_no_word() -> None:
    assert urgency_of(self="me", movement="watched,locked", visit="yes") == "immediate"
    assert urgency_of(self="me", movement="armed") == "immediate"
    assert urgency_of(self="others", movement="locked") == "today"
    assert urgency_of(self="me", movement="spoken_for") != "immediate"


def test_an_attack_to_come_that_is_ticked_is_read_the_same_day_and_rings_nobody() -> None:
    for kind, question in (("robbery", "robbery.next"), ("violence", "violence.again")):
        found = {each: _urgency({"category": kind, question: each}) for each in ("yes", "no", "unknown")}
        assert found == {"yes": "today", "no": "routine", "unknown": "routine"}


def _urgency(answers: dict[str, str]) -> str:
    told = TipText(text="it was a phone", answers=answers, channel="web", in_danger=False, language_hint="")
    return run(told).urgency


def test_each_sign_that_counts_without_a_word_is_asked_somewhere() -> None:
    listed = {sign for name in ("ticked", "ticked_today", "ticked_peril") for sign in rules("urgency")[name]}
    asked = {
        f"{question.id}:{option.id}"
        for category in categories()
        for question in guide(category, "en").own
        for option in question.options
    }
    assert {part for sign in listed for part in sign.split(" + ")} <= asked
