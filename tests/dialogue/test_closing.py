"""The switch that closes the hotline: it is audited, and names only what can be dialled."""

import pytest

from reports.dialogue.closing import NotANumber, close_hotline, open_hotline
from reports.models import AuditEntry, Hotline
from tests.conftest import House


def test_closing_names_a_number_and_opening_forgets_it(house: House) -> None:
    close_hotline(other_number=" 758 456 4000 ", by=house.officer("reid"))
    assert Hotline.objects.values_list("is_closed", "other_number").get() == (True, "758 456 4000")
    open_hotline(by=house.officer("jules"))
    assert Hotline.objects.values_list("is_closed", "other_number").get() == (False, "")
    assert AuditEntry.objects.filter(act="hotline.closed", actor=f"officer:{house.officer('reid').pk}").exists()


@pytest.mark.parametrize("number", ["call us", "+", "1", "758{evil}", "9" * 30])
def test_what_nobody_can_dial_is_refused_and_the_line_stays_open(house: House, number: str) -> None:
    with pytest.raises(NotANumber):
        close_hotline(other_number=number, by=house.officer("reid"))
    assert not Hotline.objects.exists()
