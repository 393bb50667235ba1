import pytest

from reports.triage.steps.lexicon import LANGUAGES, Lexicon, Term, concepts
from reports.triage.steps.wording import tokens_of
from tests.tables import each_of


def _one(phrase: str) -> Lexicon:
    return Lexicon([Term("words", "kept", "en", 1.0, phrase)])


@each_of(["keep _ _ like dogs", "_ like dogs", "keep like _", "keep _ _ _ like dogs", "_", "kee*p dogs", "...", ""])
def test_a_phrase_that_never_matches_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="never matches"):
        _one(phrase)


@each_of(["they keep like dogs", "they keep them like dogs", "they keep the girls like dogs"])
def test_a_gap_is_up_to_two_words(text: str) -> None:
    assert len(_one("keep* _ like dog*").read(tuple(tokens_of(text)))) == 1


def test_every_phrase_of_the_rules_matches_its_own_words() -> None:
    """With its gaps and endings filled, each phrase finds itself."""
    phrases = {
        " ".join(said.split()).lstrip("~")
        for table in concepts().values()
        for language in LANGUAGES
        for said in table.get(language, "").split(",")
    } - {""}
    assert len(phrases) > 10_000
    missed = [phrase for phrase in sorted(phrases)[::97] if not _one(phrase).read(tuple(tokens_of(_filled(phrase))))]
    assert missed == []


def _filled(phrase: str) -> str:
    return " ".join("somebody" if word == "_" else word.rstrip("*") for word in phrase.split())
