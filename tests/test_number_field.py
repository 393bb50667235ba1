"""A field for a whole number."""

import pytest
from django.forms import ValidationError

from reports.number_field import number_field


def test_it_takes_a_number_or_nothing() -> None:
    field = number_field("Arrests", 100)
    assert [field.clean(each) for each in ("0", " 7 ", "100", "")] == [0, 7, 100, None]


@pytest.mark.parametrize(("typed", "told"), [("-1", "whole number"), ("many", "whole number"), ("101", "too large")])
def test_it_says_what_is_wrong(typed: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        number_field("Arrests", 100).clean(typed)
