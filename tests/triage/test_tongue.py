"""The language of a few words."""

import pytest

from reports.triage.tongue import tongue_of


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("What time does the boat come to the beach?", "en"),
        ("¿A qué hora llega el barco a la playa?", "es"),
        ("À quelle heure arrive le bateau sur la plage ?", "fr"),
        ("Merci beaucoup", ""),
    ],
)
def test_the_language_of_a_question_is_known(words: str, language: str) -> None:
    assert tongue_of(words) == language
