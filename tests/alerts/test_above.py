"""Who is told of a tip that nobody can be called for: not who is of the unit that it accuses, while another can be.

Charles alone reads for standards here, and has no alert phone.
"""

from tests.alerts.conftest import FELIX, REID, calls, danger, pass_time, texts
from tests.conftest import House
from tests.twilio_double import TwilioDouble

OF_MAJOR_CRIME = "major crime detectives beating a boy in the yard of the station now, he will die"


def test_an_administrator_of_the_unit_that_is_accused_is_not_told_while_another_can_be(
    house: House, night: TwilioDouble
) -> None:
    """Reid sits in Major Crime, Felix does not; each could be the one who is told."""
    for name in ("reid", "felix"):
        house.make_administrator(name)
    tip = danger(OF_MAJOR_CRIME)
    assert tip.unit.slug == "standards"
    pass_time(0)
    pass_time(600, times=2)
    assert (texts(night, REID), calls(night, REID)) == ([], [])
    assert len(texts(night, FELIX)) >= 1


def test_the_only_administrator_is_told_that_a_tip_waits_though_her_unit_is_accused(
    house: House, night: TwilioDouble
) -> None:
    """Nobody else could fetch a member of standards; of the tip itself she is told nothing."""
    house.make_administrator("reid")
    danger(OF_MAJOR_CRIME)
    pass_time(0)
    [text] = texts(night, REID)
    assert text.body.endswith("Nobody there can be called: tell a member.")
    assert "Major" not in text.body


def test_the_only_administrator_who_is_named_herself_is_told_nothing(house: House, night: TwilioDouble) -> None:
    house.make_administrator("reid")
    danger("major crime detectives and officer Reid beating a boy in the yard of the station now, he will die")
    pass_time(0)
    assert texts(night, REID) == []
