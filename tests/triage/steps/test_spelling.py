import pytest

from reports.triage.steps.spelling import Speller

SPELLER = Speller(
    ["cocaine", "selling", "kidnap*", "gun", "threatening", "tonight", "someone", "driver", "locked"], ["threading"]
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cocaine", "cocaine"),
        ("c0caine", "cocaine"),
        ("cocane", "cocaine"),
        ("cociane", "cocaine"),
        ("sellin", "selling"),
        ("gunn", "gun"),
        ("2night", "tonight"),
        ("some1", "someone"),
        ("driva", "driver"),
        ("lockd", "locked"),
    ],
)
def test_a_misspelt_word_is_read_as_the_one_it_is_like(said: str, meant: str) -> None:
    assert SPELLER.spelt(said) == meant


@pytest.mark.parametrize("word", ["gum", "sailing", "threading", "1234", "zz"])
def test_another_word_stays_what_it_is(word: str) -> None:
    assert SPELLER.spelt(word) == word


def test_stars_are_filled_in() -> None:
    assert (SPELLER.unmasked("g*n"), SPELLER.unmasked("g*m")) == ("gun", None)
