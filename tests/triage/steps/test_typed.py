"""What stands only in a form's own fields is found there, and no place in the tip's words moves for it."""

from itertools import pairwise

import pytest

from reports.triage.assessment import Assessment, TipText
from reports.triage.likeness import Likeness
from reports.triage.pipeline import run
from reports.triage.warning import what_identifies
from tests.triage.tips import TIPS

WORDS = "They sell weed to the children by the school in Dennery. The jeep is PA 1234."


def _judge(answers: dict[str, str], text: str = WORDS, earlier: Likeness | None = None) -> Assessment:
    known = earlier or Likeness()
    return run(
        TipText(text=text, answers=answers, channel="web", in_danger=False, language_hint="en", earlier=known.like)
    )


def _named(answers: dict[str, str]) -> list[tuple[str, str, str]]:
    """Each thing as (answer, kind, words)."""
    return [
        (name, finding.value, answers[name][span.start : span.end])
        for name, found in _judge(answers).in_answers.items()
        for finding in found
        if finding.step == "entities"
        for span in finding.spans
    ]


@pytest.mark.parametrize(
    ("name", "said", "kind", "words"),
    [
        ("person.1.name", "Kervinn Bonaparte-Zed", "person", "Kervinn Bonaparte-Zed"),
        ("person.2.nickname", "the Fish", "person", "Fish"),
        ("vehicle.1.plate", "4521?", "plate", "4521"),
        ("boat.3.name", "Bèl Maten", "vessel", "Bèl Maten"),
        ("vehicle.1.driver", "a boy they call Fish", "person", "Fish"),
        ("place", "behind the church in Soufriere", "place", "Soufriere"),
        ("drugs.a_question_of_the_house", "his taxi PG 4521", "plate", "PG 4521"),
    ],
)
def test_a_thing_is_found_in_the_field_it_was_typed_into(name: str, said: str, kind: str, words: str) -> None:
    assert _named({name: said}) == [(name, kind, words)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("person.1.name", "I don't know"),
        ("person.1.name", "a man who lives behind them"),
        ("person.1.name", "Sgt"),
        ("vehicle.1.plate", "white"),
        ("vehicle.1.plate", "PG"),
        ("boat.1.name", "pa konnen"),
        ("place.district", "dennery"),
        ("category", "drugs"),
        ("file.1.place", "Soufriere"),
    ],
)
def test_an_answer_that_names_nothing_names_nothing(name: str, said: str) -> None:
    assert _named({name: said}) == []


def test_several_names_in_one_field_are_several_people() -> None:
    said = "Marcus Zed, the Fish; Bibi"
    assert [words for _, _, words in _named({"person.1.name": said})] == ["Marcus Zed", "Fish", "Bibi"]


def test_nothing_of_the_tips_own_words_is_judged_otherwise_for_an_answer() -> None:
    bare, told = _judge({}), _judge({"person.1.name": "Kervinn Zed", "vehicle.1.plate": "PB 4521"})
    assert [found for found in told.findings if found.step == "entities"] == list(bare.entities)
    assert told.identifying == bare.identifying
    assert bare.to_dict().keys() == {"findings", "rules_version", "fingerprint"}
    assert told.to_dict().keys() - bare.to_dict().keys() == {"in_answers"}


def test_one_plate_in_a_field_and_in_the_words_of_another_tip_is_suggested() -> None:
    known = Likeness()
    known.add("0", _judge({}, "someone is speeding in Choiseul").fingerprint)
    known.add("1", _judge({}, "the dealer drives a car, PB4521").fingerprint)
    words = "he is selling drugs from his car"
    suggested = _judge({"vehicle.1.plate": "pb 4521"}, words, known).duplicates
    assert [finding.value for finding in suggested] == ["1"]
    assert "the same plate" in suggested[0].reason
    assert _judge({}, words, known).duplicates == ()


def test_what_could_identify_is_told_of_an_answer_as_of_the_text() -> None:
    said = "my brother takes it to Dennery"
    found = _judge({"vehicle.1.seen": said}).in_answers["vehicle.1.seen"]
    assert [said[s.start : s.end] for f in found if f.step == "identifying" for s in f.spans] == ["my brother"]


def test_answers_name_a_kind_where_neither_words_nor_choice_do() -> None:
    said = {"other.did": "two men robbed the bakery and ran off"}
    judged = _judge({"category": "other", **said}, "please look at this")
    assert judged.categories == ("robbery",)
    (named,) = judged.of("category")
    assert "typed into the form's own fields" in named.reason
    assert "rob" not in named.reason
    assert all(span.end == 0 for span in named.spans)
    assert _judge(said).categories == _judge({}).categories
    assert _judge({"category": "fraud", **said}, "please look at this").categories[0] == "fraud"
    assert _judge({"other.did": "no robbery, it was in a film"}, "please look at this").categories == ("other",)


def test_the_language_of_the_answers_counts_where_the_text_tells_none() -> None:
    said = {"other.did": "yo ka vann zèb bò lékòl-la tout lé swè"}
    assert _judge(said, "").language == "acf"
    assert _judge(said, "PA 1234").language == "acf"
    assert _judge(said).language == "en"
    (heard,) = _judge(said, "").of("language")
    assert all(span.end == 0 for span in heard.spans)
    assert heard.score == pytest.approx(sum(span.weight for span in heard.spans))
    assert _judge({"person.1.name": "Marie Dupont"}, "").language == "en"


@pytest.mark.parametrize("more", ["", " g u", " g u n"])
def test_what_identifies_in_an_answer_is_what_it_warns_of_by_itself(more: str) -> None:
    found = 0
    for one, other in pairwise(tip.text for tip in TIPS[:40]):
        answers = {"other.asked_1": one + more, "other.asked_2": f"n {other}"}
        told = run(TipText(text="", answers=answers, channel="web", in_danger=False, language_hint="en"))
        for name, inside in told.in_answers.items():
            if any(finding.step == "entities" for finding in inside):
                kept = tuple(finding for finding in inside if finding.step == "identifying")
                assert kept == what_identifies(answers[name])
                found += len(kept)
    assert found
