"""The sentences of calls: whole in every language, honest about who listens, and without a number in any sound file."""

import re

import pytest
from pytest_django import Settings

from reports.models import Category
from reports.phone.calls.wording import Piece, every_piece, keypad, language_keys, pieces, sentence, spelled, spoken
from reports.phone.wording import languages

LANGUAGES = sorted(spoken())
# Whatever lets a caller believe that somebody listens while the call lasts. Haitian and Kwéyòl: tande, tann, kouté.
LISTENS = {
    "en": r"\bwe (?:hear|heard|listen|are listening)\b|\bis listening\b|\blisten to you\b",
    "fr": r"nous (?:vous )?(?:écout|entend|avons entendu)",
    "es": r"\b(?:lo escuchamos|oímos|escuchamos)\b",
    "acf": r"\bnou (?:ka )?(?:tann|kouté)\b",
    "ht": r"\b(?:nou|n ap) (?:tande|koute)\b",
}


def test_every_language_says_every_sentence_and_ten_digits() -> None:
    assert set(LANGUAGES) == set(languages()) == set(language_keys().values())
    for language in LANGUAGES:
        assert spoken()[language].sentences.keys() == spoken()["en"].sentences.keys()
        assert len(set(spoken()[language].digits)) == 10
        assert all(words.strip() for words in every_piece(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_suggests_that_somebody_listens_to_the_call(language: str) -> None:
    listens = re.compile(LISTENS[language], re.IGNORECASE)
    heard = {name: said for name, said in spoken()[language].sentences.items() if listens.search(said)}
    assert heard == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_categories_names_each_key_and_each_stands_for_one(language: str) -> None:
    assert all(key in spoken()[language].sentences["category"] for key in keypad())
    assert set(keypad().values()) <= set(Category.values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_emergency_number_is_said_before_anything_is_asked(language: str, settings: Settings) -> None:
    settings.EMERGENCY_NUMBER = "911"
    for name in ("greeting", "danger", "not_stored"):
        assert "9 1 1" in sentence(language, name)
    assert "7 5 8 4" in sentence(language, "closed_other", other="+1 758-4")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sound_file_holds_a_number_of_the_force_and_only_two_can_be_named(language: str) -> None:
    for name, said in spoken()[language].sentences.items():
        ours = pieces(language, name)
        assert {piece.then for piece in ours} <= {"", "emergency", "other"}
        assert [piece.then for piece in ours if piece.then] == re.findall(r"\{(\w+)\}", said)
        assert not any("{" in piece.text for piece in ours)
        words = " ".join(piece.text for piece in ours)
        assert re.findall(r"\w+", words) == re.findall(r"\w+", re.sub(r"\{\w+\}", "", said))


def test_what_follows_a_number_is_a_piece_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spoken()["en"].sentences, "closed_other", "Call {other}, or {emergency}. Now.")  # type: ignore[arg-type]
    assert pieces("en", "closed_other") == (
        Piece("closed_other", "Call", "other"),
        Piece("closed_other_2", "or", "emergency"),
        Piece("closed_other_3", "Now"),
    )


def test_a_number_is_spelled_without_its_signs() -> None:
    assert spelled("+1 (758) 4") == "1 7 5 8 4"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_hears_where_a_tip_stands_hears_when_to_call_again(language: str) -> None:
    """Nobody can call a caller: who is told nothing rings on a guess, or never."""
    last = {name: spoken()[language].sentences[name].split(". ")[-1] for name in ("received", "new", "read", "open")}
    assert last["received"] == last["new"] != last["read"] == last["open"]
    assert last["read"].split()[:2] == last["new"].split()[:2], "call again, in some days"
