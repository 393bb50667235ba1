"""`init` refuses a founding in which a unit's tips could not be opened."""

import pytest
from django.core.management import CommandError, call_command

from tests.conftest import House


@pytest.mark.parametrize(
    ("officers", "told"),
    [
        ([], "Name the first officers"),
        (["mreid:Marcia Reid:all"], "Two officers are needed in each unit"),
        (["mreid:Marcia Reid:all", "ij:Ian Jules:reception,general"], "narcotics"),
        (["mreid:Marcia Reid:all", "ij:Ian Jules:harbour"], "There is no unit harbour"),
        (["mreid Marcia"], "does not read USERNAME:NAME:UNIT,UNIT"),
    ],
)
def test_officers_that_leave_a_unit_short_are_refused_before_anything_is_made(
    house: House, officers: list[str], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        call_command("init", officer=officers)
