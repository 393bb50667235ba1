"""A unit whose officers are all away, or whose tips one alone could open: what comes for it goes to the duty unit."""

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from reports.casework.absence import go_away
from reports.clock import today
from reports.models import Absence, Membership, TipKey
from reports.queries.pulses import MEMBERS, note
from reports.queries.reading import read_tip
from reports.triage.standing_in import stood_in_for
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


def few_were_seen() -> None:
    """Let the clock have found, for some time, a unit with too few members."""
    note(MEMBERS, False)


def test_what_arrives_for_a_unit_of_one_is_the_duty_unit_s_and_comes_to_be_read(house: House) -> None:
    assert arrive(GIRL).unit.slug == "trafficking", "control: nobody has looked yet"
    few_were_seen()
    tip = arrive(GIRL + " again")
    assert tip.unit.slug == "reception"
    assert TipKey.objects.get(tip=tip, unit__slug="trafficking").informs
    for name in ("felix", "reid"):
        assert "force a girl" in read_tip(house.ring(name), tip, by=house.officer(name)).entries[0].text
    assert arrive(DRUGS).unit.slug == "narcotics", "it has two members"
    note(MEMBERS, True)
    assert stood_in_for() == frozenset()


def test_no_unit_stands_in_for_who_reads_about_the_police(house: House) -> None:
    few_were_seen()
    apart = arrive("Constable Anton Jules takes money from the men who sell cocaine in Soufriere")
    assert apart.unit.slug == "standards", "though it has one member"
    assert not TipKey.objects.filter(tip=apart).exclude(unit__slug="standards").exists()


def test_a_duty_unit_that_is_short_itself_stands_in_for_nobody(house: House) -> None:
    few_were_seen()
    assert stood_in_for() == {house.unit("trafficking").pk, house.unit("vulnerable-persons").pk}
    Membership.objects.filter(officer=house.officer("jules"), unit=house.unit("reception")).delete()
    assert stood_in_for() == frozenset()
    assert arrive(GIRL).unit.slug == "trafficking"


def test_they_are_asked_for_once_and_cost_two_queries_while_all_is_well(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    note(MEMBERS, True)
    with django_assert_num_queries(2):
        assert stood_in_for() == frozenset()


def test_a_tip_that_names_the_one_who_is_there_is_the_duty_unit_s_while_the_others_are_away(house: House) -> None:
    """Else nobody who is there could read it, and nobody would know."""
    go_away(officer=house.officer("jules"), until=today() + TOMORROW, by=house.officer("jules"))
    told = "A man they call Reid is bringing in two kilos of cocaine to his mother's house in Micoud"
    assert arrive(DRUGS).unit.slug == "narcotics", "control: reid is there"
    Membership.objects.create(
        officer=house.officer("charles"), unit=house.unit("reception"), generation=1, bundle=b"", row_mac=b""
    )
    tip = arrive(told)
    assert tip.recusals.filter(officer=house.officer("reid")).exists()
    assert tip.unit.slug == "reception"
