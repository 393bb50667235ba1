"""Danger typed into a form's own fields is heard as in the text: it only raises, and no place in the text moves."""

import pytest

from reports.dashboard.found import groups
from reports.triage.assessment import UNJUDGED, Assessment, TipText
from reports.triage.pipeline import STEPS, run
from reports.triage.steps.draft import Draft, Step
from tests.triage.tips import TIPS

CALM = "somebody stole my bicycle last month"
THREAT = "they will kill her tonight"
LOUD = "he is shooting at us, help"


def _judge(answers: dict[str, str], text: str = CALM, steps: tuple[Step, ...] = STEPS, **more: bool) -> Assessment:
    in_danger = more.get("in_danger", False)
    return run(TipText(text=text, answers=answers, channel="web", in_danger=in_danger, language_hint=""), steps)


def _broken(name: str) -> tuple[Step, ...]:
    def broken(draft: Draft) -> Draft:
        raise ValueError(draft.tip.channel)

    return tuple(Step(step.name, broken) if step.name == name else step for step in STEPS)


@pytest.mark.parametrize(
    "said",
    [
        THREAT,
        "he is beating her right now",
        "he have her tied in the back room and I hear her crying",
        "yo ka défonsé lapòt Ma Titin, i tousèl",
        "il va la tuer maintenant, il a un fusil",
        "he keeps a gun under the bed",
        "no he is not shooting at us",
        "last year I saw them beating a man in front of the club",
        "somebody stole my bicycle last month",
    ],
)
def test_what_is_typed_into_a_field_is_as_urgent_as_in_the_text(said: str) -> None:
    judged = _judge({"threat.words": said}, "")
    (found,) = judged.of("urgency")
    assert (found.value, found.score) == ((alone := _judge({}, said)).urgency, alone.of("urgency")[0].score)
    assert all(span.end == 0 for span in found.spans)


@pytest.mark.parametrize(
    "answers",
    [
        {"person.1.looks": "tall, a gun tattoo on the neck", "person.1.found": "by the church, at home now"},
        {"person.2.marks": "scar on the face, walks with a limp"},
        {"person.1.nickname": "Killer", "vehicle.1.plate": "PB 4521"},
        {"vehicle.1.make": "white Nissan", "vehicle.1.driver": "a boy they call Fish", "place": "in Anse la Raye"},
        {"place": "detrás de la tienda", "when": "ahora", "person.1.looks": "alto, gordo"},
        {"person.1.role": "in this film they tie up the whole family"},
        {"when": "every night", "place.landmark": "beside the green gate, next to the shop"},
    ],
)
def test_answers_that_name_and_describe_call_nobody(answers: dict[str, str]) -> None:
    judged = _judge(answers)
    assert judged.urgency == "routine"
    assert not any(one.step == "urgency" for inside in judged.in_answers.values() for one in inside)


def test_the_reason_tells_the_question_and_the_places_stand_in_the_answer() -> None:
    judged = _judge({"category": "threat", "threat.words": THREAT, "place": "by the church"})
    (found,) = judged.of("urgency")
    assert judged.urgency == "immediate"
    assert "“What was said or written? The exact words, if you can”" in found.reason
    (inside,) = [one for one in judged.in_answers["threat.words"] if one.step == "urgency"]
    assert {"kill", "her"} <= {THREAT[span.start : span.end] for span in inside.spans}
    assert not [one for one in judged.in_answers.get("place", ()) if one.step == "urgency"]
    [point] = next(group for group in groups(judged, CALM, {}) if group.step == "urgency").points
    assert point.why == found.reason


def test_a_question_of_the_house_is_told_without_its_id() -> None:
    (found,) = _judge({"category": "threat", "threat.asked_here": THREAT}).of("urgency")
    assert found.reason.endswith("It was typed under a question of the force's own.")


@pytest.mark.parametrize(
    "answers",
    [
        {"category": "traffic", "danger": "no", "threat.able": "gun,date", "threat.kind": "kill"},
        {"domestic_abuse.weapons": "no", "threat.words": "no", "person.1.armed": "yes"},
        {"threat.due": "I do not know", "threat.words": "not sure"},
        {"file.1.place": THREAT, "recording.heard": THREAT},
    ],
)
def test_neither_what_a_question_asks_nor_a_tick_is_typed_danger(answers: dict[str, str]) -> None:
    judged = _judge(answers)
    assert judged.urgency == "routine"
    assert not any(one.step == "urgency" for inside in judged.in_answers.values() for one in inside)


@pytest.mark.parametrize("said", ["nothing happened", "in a film", "no, it was a joke", "last year"])
def test_an_answer_lowers_nothing(said: str) -> None:
    bare, told = _judge({}, LOUD), _judge({"threat.words": said}, LOUD)
    assert told.of("urgency") == bare.of("urgency")


def test_danger_in_both_is_told_of_both() -> None:
    (found,) = _judge({"threat.words": THREAT}, LOUD).of("urgency")
    assert {span.end > 0 for span in found.spans} == {True, False}
    assert "So says what was typed under “What was said or written?" in found.reason


def test_a_tick_alone_is_borne_out_by_what_was_typed() -> None:
    judged = _judge({"threat.words": THREAT}, in_danger=True)
    assert any(one.step == "urgency" for one in judged.in_answers["threat.words"])
    assert not _judge({"threat.words": "I do not know"}, in_danger=True).in_answers


def test_typed_danger_keeps_an_advert_from_sorting_down() -> None:
    advert = "CONGRATULATIONS!!! You won a FREE iPhone from Lux, click http://www.example now, claim $$$"
    assert _judge({}, advert).junk > 0.5 >= _judge({"threat.words": THREAT}, advert).junk


def test_a_fault_in_either_step_lowers_nothing() -> None:
    answers = {"threat.words": THREAT}
    words = _judge(answers, LOUD, _broken("typed_urgency"))
    assert (words.urgency, words.unjudged) == ("immediate", ("typed_urgency",))
    assert _judge(answers, steps=_broken("typed_urgency")).urgency == "today"
    typed = _judge(answers, steps=_broken("urgency"))
    assert (typed.urgency, typed.unjudged) == ("immediate", ("urgency",))
    assert typed.of("urgency")[1].value == UNJUDGED


def test_a_tip_without_typed_answers_is_judged_as_if_nobody_read_them() -> None:
    without = tuple(step for step in STEPS if step.name not in ("typed_urgency", "answers"))
    for tip in TIPS:
        ticked = {"category": tip.category, "danger": "no"}
        assert _judge(ticked, tip.text).to_dict() == _judge(ticked, tip.text, without).to_dict()


def test_danger_told_over_two_answers_is_heard_and_stands_in_both() -> None:
    answers = {"firearms.who_here": "a man with a gun", "firearms.where_here": "outside my gate now"}
    for name, said in answers.items():
        assert _judge({name: said}, "").urgency != "immediate"
    judged = _judge(answers, "")
    (found,) = judged.of("urgency")
    inside = {name: one for name, told in judged.in_answers.items() for one in told if one.step == "urgency"}
    assert (judged.urgency, inside.keys()) == ("immediate", answers.keys())
    assert "gun" in {answers["firearms.who_here"][span.start : span.end] for span in inside["firearms.who_here"].spans}
    assert found.score == pytest.approx(sum(one.score for one in inside.values()))


def test_words_of_two_answers_make_no_phrase_that_neither_says() -> None:
    assert _judge({"other.a_here": "they help", "other.b_here": "me with my garden"}).urgency == "routine"
    assert (
        _judge({"other.a_here": "a man sells a gun", "other.b_here": "the shop is open every Friday"}).urgency
        != "immediate"
    )
