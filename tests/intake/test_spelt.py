"""A receipt that is spelt in words, in five languages."""

import pytest

from reports.intake.spelt import in_figures


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("six two eight three, eight one eight three nine nine one two", "628381839912"),
        ("six deux huit trois huit un huit trois neuf neuf un deux", "628381839912"),
        ("seis dos ocho tres ocho uno ocho tres nueve nueve uno dos", "628381839912"),
        ("sis dé wit twa wit yonn wit twa nèf nèf yonn dé", "628381839912"),
        ("six 2 eight 3 eight 1 eight 3 nine nine one two", "628381839912"),
    ],
)
def test_twelve_digits_in_words_are_figures(said: str, figures: str) -> None:
    assert in_figures(f"It is {said}.") == f"It is {figures}."


@pytest.mark.parametrize(
    "said", ["one two three four five six seven", "1 2 3 4 5 6 7 8 9 1 2 3 4", "de un de la dos", "no one came"]
)
def test_other_words_and_figures_stay_as_they_are(said: str) -> None:
    assert in_figures(said) == said
