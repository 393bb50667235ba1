"""Conditions: an answer is sent only if its question was worth asking, whatever a browser says."""

import pytest
from hypothesis import given

from reports.guides import Guide, asked, categories, fitting, guide, holds, how_many, kept, picked, says_danger
from tests.guides.given import answered
from tests.tables import each_of


@given(answered())
def test_every_answer_that_is_kept_has_a_question_whose_condition_holds(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    sent = kept(ours, answers)
    questions = {each.id: each for each in ours.single}
    questions |= {each.id: each for b in ours.blocks for n in range(1, b.most + 1) for each in b.numbered(n)}
    for key, answer in sent.items():
        assert holds(questions[key], sent)
        assert answer == fitting(questions[key], answers[key])
        assert not questions[key].options or picked(sent, key) <= {option.id for option in questions[key].options}


@given(answered())
def test_keeping_twice_keeps_the_same(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    assert kept(ours, kept(ours, answers)) == kept(ours, answers)


@given(answered())
def test_nothing_that_holds_and_fits_is_dropped(made: tuple[Guide, dict[str, str]]) -> None:
    ours, answers = made
    sent = kept(ours, answers)
    for question in asked(ours.single, answers):
        assert sent.get(question.id, "") == fitting(question, answers.get(question.id, ""))


def test_a_question_is_asked_only_after_the_answer_that_makes_it_worth_asking() -> None:
    ours = guide("drugs")
    before = [each.id for each in asked(ours.own, {"drugs.doing": "grow"})]
    after = [each.id for each in asked(ours.own, {"drugs.doing": "grow,sell"})]
    assert "drugs.buyers" not in before
    assert "drugs.buyers" in after


def test_an_answer_goes_when_its_reason_is_taken_back() -> None:
    answers = {"drugs.doing": "grow", "drugs.buyers": "on foot", "drugs.stash": "the roof"}
    assert kept(guide("drugs"), answers) == {"drugs.doing": "grow", "drugs.stash": "the roof"}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"danger": "yes"}, True),
        ({"category": "child_abuse", "child_abuse.danger": "yes"}, True),
        ({"category": "domestic_abuse", "domestic_abuse.safe": "no"}, True),
        ({"category": "sexual_offence", "sexual_offence.safe": "no"}, True),
        ({"category": "missing_person", "missing_person.state": "afraid,forced"}, True),
        ({"danger": "no", "category": "domestic_abuse", "domestic_abuse.safe": "no"}, True),
        ({"danger": "unknown", "category": "domestic_abuse", "domestic_abuse.safe": "unknown"}, False),
        ({"category": "drugs", "domestic_abuse.safe": "no"}, False),
        ({"category": "child_abuse", "child_abuse.danger": "yes,no"}, False),
    ],
)
def test_danger_is_told_by_the_first_page_and_by_the_answers_that_a_guide_marks(
    answers: dict[str, str], told: bool
) -> None:
    assert says_danger(guide(answers.get("category", "other")), answers) is told


def test_do_not_know_stands_alone() -> None:
    kind = guide("drugs").own[0]
    assert fitting(kind, "unknown,crack,nonsense") == "crack"
    assert fitting(kind, "unknown") == "unknown"


def test_two_radio_buttons_at_once_are_no_answer() -> None:
    assert fitting(guide("homicide").own[-2], "yes,no") == ""


def test_a_block_is_drawn_as_often_as_something_is_in_it() -> None:
    counted = how_many(guide("drugs"), {"person.3.name": "Zed", "boat.9.name": "beyond the last"})
    assert counted == {"person": 3, "vehicle": 1, "boat": 1, "hazards": 1}


@each_of(categories())
def test_every_guide_asks_whether_it_goes_on_how_and_by_how_many_it_is_known_and_what_shows_it(category: str) -> None:
    assert {"still_happening", "how_known", "how_many_know", "told_anyone", "proof"} <= {
        each.id for each in guide(category).single
    }


def test_where_it_helps_guides_ask_who_saw_it_who_was_told_before_and_who_looks_after_a_child() -> None:
    wanted = {
        "homicide": "saw",
        "violence": "saw",
        "misconduct": "elsewhere",
        "drugs": "reported",
        "child_abuse": "carer",
    }
    assert [name for name, id in wanted.items() if f"{name}.{id}" not in {each.id for each in guide(name).own}] == []
    told = {each.id for each in asked(guide("drugs").own, {"drugs.reported": "others"})}
    assert "drugs.reported_when" in told
    assert "drugs.reported_when" not in {each.id for each in asked(guide("drugs").own, {"drugs.reported": "no"})}
