"""The words of other languages: nothing stray, and what nobody has checked is known."""

import pytest

from reports.guides import languages
from reports.guides.translated import strays, unchecked, untranslated

OTHERS = [language for language in languages() if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_belongs_to_something_that_is_asked(language: str) -> None:
    assert strays(language) == ()


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_is_either_missing_or_there_and_then_checked_or_not(language: str) -> None:
    assert not set(untranslated(language)) & set(unchecked(language))
