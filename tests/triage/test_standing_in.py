"""A unit whose officers are all away: what comes for it is judged and goes to the duty unit."""

from datetime import timedelta

from reports.casework.absence import go_away
from reports.clock import today
from reports.models import Absence, TipKey
from reports.queries.reading import read_tip
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive

TOMORROW = timedelta(days=1)
GIRL = "They force a girl to work in a house in Gros Islet and keep her passport"


def test_what_arrives_for_an_absent_unit_is_the_duty_unit_s_and_comes_to_be_read(house: House) -> None:
    go_away(officer=house.officer("felix"), until=today() + TOMORROW, by=house.officer("felix"))
    tip = arrive(GIRL)
    assert tip.unit.slug == "reception"
    assert TipKey.objects.get(tip=tip, unit__slug="trafficking").informs
    felix = house.officer("felix")
    assert "force a girl" in read_tip(house.ring("felix"), tip, by=felix).entries[0].text
    assert "force a girl" in read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries[0].text
    Absence.objects.create(officer=house.officer("charles"), until=today() + TOMORROW)
    apart = arrive("Constable Anton Jules takes money from the men who sell cocaine in Soufriere")
    assert apart.unit.slug == "standards"
    assert not TipKey.objects.filter(tip=apart).exclude(unit__slug="standards").exists()
    assert arrive(DRUGS).unit.slug == "narcotics"
