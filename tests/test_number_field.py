"""A field for a whole number, as people write one."""

import pytest
from django.forms import ValidationError

from reports.number_field import Measure, number_field
from tests.tables import each_of

THINGS, DOLLARS, GRAMS = Measure
MOST = 1_000_000_000


def test_it_takes_a_number_or_nothing() -> None:
    field = number_field("Arrests", 100)
    assert [field.clean(each) for each in ("0", " 7 ", "100", "", None, 8)] == [0, 7, 100, None, None, 8]


@each_of(
    [
        ("10,000", THINGS, 10_000),
        ("1 250", THINGS, 1_250),
        ("1\u00a0250\u00a0000", THINGS, 1_250_000),
        ("12.0", THINGS, 12),
        ("1,250.50", DOLLARS, 1_251),
        ("1.250,50", DOLLARS, 1_251),
        ("1250.5", DOLLARS, 1_251),
        ("$300", DOLLARS, 300),
        ("EC$ 10,000", DOLLARS, 10_000),
        ("300 dollars", DOLLARS, 300),
        ("2.500.000", DOLLARS, 2_500_000),
        ("1.5kg", GRAMS, 1_500),
        ("39,5 kg", GRAMS, 39_500),
        ("2 kilos", GRAMS, 2_000),
        ("0.25 kg", GRAMS, 250),
        ("40 g", GRAMS, 40),
        ("1,250", GRAMS, 1_250),
    ]
)
def test_it_reads_numbers_as_people_write_them(typed: str, measure: Measure, number: int) -> None:
    assert number_field("What", MOST, measure).clean(typed) == number


@each_of(
    [
        ("-1", THINGS, "whole number"),
        ("many", THINGS, "whole number"),
        ("1.5", THINGS, "whole number"),
        ("10,00,000", THINGS, "whole number"),
        ("$5", THINGS, "whole number"),
        ("2 kg", THINGS, "whole number"),
        ("٣", THINGS, "whole number"),
        ("US$300", DOLLARS, "whole number"),
        ("1.500", DOLLARS, "two ways"),
        ("1.250 kg", GRAMS, "two ways"),
        ("1,250 kg", GRAMS, "two ways"),
        ("39.5", GRAMS, "39.5 kg"),
        ("3 lb", GRAMS, "39.5 kg"),
        ("1,000,000,001", THINGS, "too large"),
        ("7" * 29, DOLLARS, "too large"),
        ("7" * 5_000, GRAMS, "too large"),
        ("2,000,000 kg", GRAMS, "too large"),
    ]
)
def test_it_says_what_is_wrong_or_may_mean_two_things(typed: str, measure: Measure, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        number_field("What", MOST, measure).clean(typed)
