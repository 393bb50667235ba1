"""Who is told of a tip that nobody can be called for: not who is of the unit that it accuses, while another can be.

Charles alone reads for standards here, and has no alert phone.
"""

from pytest_django import Settings

from tests.alerts.conftest import DANGER, FELIX, REID, calls, danger, on_duty, pass_time, texts
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


OF_STANDARDS = "A man from professional standards is outside my door with a cutlass, he will kill me, come now"


def test_past_the_allowance_the_first_text_of_each_unit_leaves_and_the_summary_counts_it(
    house: House, night: TwilioDouble, settings: Settings
) -> None:
    settings.ALERT_CAP = settings.ALERT_LOW_CAP = 1
    house.make_administrator("reid")
    on_duty(house, "reid", "major-crime")
    for place in ("yard", "boat"):
        danger(f"{DANGER}, {place}")
    pass_time(0)
    assert "1 urgent thing" not in texts(night, REID)[0].body
    count = len(texts(night, REID))
    accusing = danger(OF_STANDARDS)
    assert accusing.unit.slug == "oversight"
    pass_time(0)
    waits = [text.body for text in texts(night, REID)[count:]]
    assert waits == [
        "Tip line: a danger tip waits at the desk for Oversight. Nobody there can be called: tell a member."
    ]
    danger(f"{OF_STANDARDS}, a second one")
    pass_time(61)
    alone = [text.body for text in texts(night, REID)[count:] if "a danger tip waits" in text.body]
    assert len(alone) == 1, "of one unit no flood of texts"
    last = texts(night, REID)[-1].body
    assert "2 urgent things wait at the desk." in last
    assert last.endswith("Danger tips wait at the desk: 2 for Oversight. Nobody there can be called: tell a member.")


def test_a_summary_of_nothing_else_tells_what_waits_for_others_and_asks_for_no_code(
    house: House, night: TwilioDouble, settings: Settings
) -> None:
    settings.ALERT_CAP = settings.ALERT_LOW_CAP = 0
    house.make_administrator("reid")
    for place in ("door", "gate"):
        danger(f"{OF_STANDARDS}, by my {place}")
    pass_time(0)
    assert [text.body.partition(" for ")[0] for text in texts(night, REID)] == [
        "Tip line: a danger tip waits at the desk",
        "Tip line: Danger tips wait at the desk: 2",
    ]
    assert "answer" not in texts(night, REID)[-1].body
    assert calls(night, REID) == []
