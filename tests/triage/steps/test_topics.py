"""General words: what a tip speaks of, in any of the five languages, without a judgement."""

import pytest

from reports.triage.assessment import TipText
from reports.triage.pipeline import run
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import tokens_of


def topics(text: str) -> set[str]:
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="")
    return {span.rule for finding in run(tip).of("topics") for span in finding.spans}


@pytest.mark.parametrize(
    "text",
    ["He smashed the window", "Il a cassé la fenêtre", "Rompió la ventana", "Li kase fenèt la", "I kasé finèt-la"],
)
def test_a_topic_is_the_same_in_every_language(text: str) -> None:
    assert "broke" in topics(text)


def test_topics_weigh_nothing_and_say_where_they_stand() -> None:
    tip = TipText(text="A bag and a boat", answers={}, channel="web", in_danger=False, language_hint="")
    (finding,) = run(tip).of("topics")
    assert finding.score == 0.0
    assert {(tip.text[span.start : span.end], span.rule, span.weight) for span in finding.spans} == {
        ("bag", "bag", 0.0),
        ("boat", "boat", 0.0),
    }


def test_a_text_of_no_topic_has_none() -> None:
    assert topics("zzz qqq") == set()


def test_each_word_of_the_list_is_one_word() -> None:
    said = [written for words in rules("topics")["topics"].values() for written in words.split()]
    assert [written for written in said if len(tokens_of(written.rstrip("*"))) != 1] == []


def test_a_topic_of_a_typed_answer_counts_outside_the_text() -> None:
    answers = {"other.did": "he left in a boat"}
    tip = TipText(text="A bag", answers=answers, channel="web", in_danger=False, language_hint="")
    (finding,) = run(tip).of("topics")
    where = {span.rule: (span.start, span.end) for span in finding.spans}
    assert (where["bag"], where["boat"]) == ((2, 5), (0, 0))
