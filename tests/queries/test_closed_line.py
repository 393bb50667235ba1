"""Whether the line is closed, as the desk is told."""

from reports.dialogue.closing import close_hotline, open_hotline
from reports.queries.closed_line import closed_line
from tests.conftest import House


def test_a_closed_line_names_the_number_that_tipsters_are_sent_to(house: House) -> None:
    assert closed_line() is None
    close_hotline(other_number="+1 758 484 0666", by=house.officer("reid"))
    assert closed_line() == "+1 758 484 0666"
    close_hotline(other_number="", by=house.officer("reid"))
    assert closed_line() == ""
    open_hotline(by=house.officer("reid"))
    assert closed_line() is None
