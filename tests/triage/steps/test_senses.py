"""Senses: ordinary words that five languages share, and only where that language is spoken."""

import pytest

from reports.triage.assessment import TipText
from reports.triage.steps.draft import Draft
from reports.triage.steps.language import judge_language
from reports.triage.steps.lexicon import rules
from reports.triage.steps.reading import read
from reports.triage.steps.senses import Glossary, senses_of
from reports.triage.steps.wording import tokens_of


def senses(text: str) -> set[str]:
    draft = Draft(tip=TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=""))
    return {name for name, _ in senses_of(judge_language(read(draft)))}


@pytest.mark.parametrize(
    "text",
    [
        "they hid it under the mattress in the old house",
        "yo séwé'y anba matla-a an vyé kay-la",
        "ils l'ont caché sous le matelas dans la vieille maison",
        "lo escondieron debajo del colchón en la casa vieja",
        "yo sere l anba matla a nan vye kay la",
    ],
)
def test_a_sense_is_the_same_in_every_language(text: str) -> None:
    assert {"hide", "bed", "home"} <= senses(text)


def test_a_word_of_another_language_has_no_sense_of_that_language() -> None:
    assert "arm" not in senses("they are standing by the main road and shouting at the people")
    assert "arm" in senses("il a une blessure à la main et il saigne depuis hier")


def test_a_beginning_names_every_word_that_begins_so() -> None:
    known = Glossary([("kills", "kill* murder")])
    assert [list(known.named(word)) for word in ("killing", "murder", "murders", "kil")] == [
        ["kills"],
        ["kills"],
        [],
        [],
    ]


def test_each_sense_is_said_in_five_languages_by_single_words() -> None:
    for name, row in rules("senses")["senses"].items():
        assert len(row) == 5, name
        assert all(said.strip() for said in row), name
        assert [word for said in row for word in said.split() if not tokens_of(word.rstrip("*"))] == []
