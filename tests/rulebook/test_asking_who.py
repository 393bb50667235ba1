"""No question may ask tipsters who they are."""

import pytest

from reports.guides import categories, whole
from reports.rulebook.asking_who import asking_who
from reports.rulebook.guides import texts


def test_no_shipped_text_asks_it_in_any_language() -> None:
    asked = [
        (category, where, language, found)
        for category in categories()
        for where, _what, language, words in texts(whole(category))
        if (found := asking_who(words, language))
    ]
    assert asked == []


@pytest.mark.parametrize(
    ("language", "words", "piece"),
    [
        ("en", "What is your full name?", "your full name"),
        ("en", "Where do you live?", "Where do you live"),
        ("en", "Are you his neighbour?", "Are you his neighbour"),
        ("en", "How can we reach you?", "How can we reach you"),
        ("fr", "Quel est votre numéro ?", "votre numéro"),
        ("es", "¿Dónde vive usted?", "Dónde vive usted"),
        ("ht", "Ki kote ou rete?", "Ki kote ou rete"),
        ("acf", "Ki moun ou yé?", "Ki moun ou yé"),
    ],
)
def test_what_asks_it_is_named(language: str, words: str, piece: str) -> None:
    assert asking_who(words, language) == [piece]


def test_what_asks_of_others_may_be_asked() -> None:
    assert asking_who("What is the name of the man, and where does he live?", "en") == []
