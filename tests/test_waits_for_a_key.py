"""Who waits for a unit's key, or is suspended for a while, is kept from what its members are kept from."""

import pytest

from reports.casework.refer import NobodyLeft, inform_unit
from reports.models import CodeKind
from reports.people.codes import give_code
from reports.people.places import ask_in
from reports.people.suspending import reinstate, suspend
from tests.casework.test_refer import seen_by
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.people.coming_in import PASSWORD, come_in, hand
from tests.test_kept_from import BEATS, WISHES, seat_anthea
from tests.triage.test_opened import known

NOT_FOR_NARCOTICS = WISHES["a unit's"]


@pytest.fixture
def of_both(house: House) -> House:
    """Anthea Bertrand reads for narcotics, general and the vulnerable persons' unit, to which its members let her."""
    seat_anthea(house, "narcotics", "general")
    joins(house)
    hand(house.ring("felix"), "anthea", house.unit("vulnerable-persons").pk)
    return house


def joins(house: House, slug: str = "vulnerable-persons") -> None:
    felix = house.make_administrator("felix")
    ask_in(officer=house.officer("anthea"), unit=house.unit(slug).pk, by=felix)


def forgets(house: House) -> None:
    come_in("anthea", give_code(officer=house.officer("anthea"), kind=CodeKind.PASSWORD, by=house.officer("felix")))
    house.founded.passwords["anthea"] = PASSWORD


def test_who_forgot_the_password_and_is_handed_the_other_key_first(of_both: House) -> None:
    forgets(of_both)
    arrive(NOT_FOR_NARCOTICS)
    arrive(BEATS)
    hand(of_both.ring("felix"), "anthea", of_both.unit("vulnerable-persons").pk)
    assert seen_by(of_both, "anthea") == [BEATS]


def test_who_forgot_it_is_shown_nothing_for_information(of_both: House) -> None:
    forgets(of_both)
    hand(of_both.ring("jules"), "anthea", of_both.unit("general").pk)
    tip = arrive(NOT_FOR_NARCOTICS)
    with pytest.raises(NobodyLeft):
        inform_unit(tip=tip, unit="general", ring=of_both.ring("felix"), version=tip.version)
    assert seen_by(of_both, "anthea", "informed") == []


def test_who_reads_for_a_tip_s_unit_while_he_waits_for_the_other(house: House) -> None:
    seat_anthea(house, "general")
    joins(house)
    hand(house.ring("felix"), "anthea", house.unit("vulnerable-persons").pk)
    joins(house, "narcotics")
    arrive(NOT_FOR_NARCOTICS)
    arrive(BEATS)
    assert seen_by(house, "anthea") == [BEATS]


def test_who_was_suspended_when_it_came_reads_on_without_it(of_both: House) -> None:
    felix, anthea = of_both.officer("felix"), of_both.officer("anthea")
    suspend(officer=anthea, by=felix, though_few=True)
    arrive(NOT_FOR_NARCOTICS)
    arrive(BEATS)
    reinstate(officer=anthea, by=felix)
    assert seen_by(of_both, "anthea") == [BEATS]


def test_triage_knows_what_each_will_read_for_and_counts_none_of_it_as_read(of_both: House) -> None:
    units = frozenset({"narcotics", "general", "vulnerable-persons"})
    assert (known("anthea").units, known("anthea").units_later) == (units, frozenset())
    suspend(officer=of_both.officer("anthea"), by=of_both.officer("felix"), though_few=True)
    assert (known("anthea").units, known("anthea").units_later) == (frozenset(), units)
    reinstate(officer=of_both.officer("anthea"), by=of_both.officer("felix"))
    forgets(of_both)
    hand(of_both.ring("jules"), "anthea", of_both.unit("general").pk)
    assert (known("anthea").units, known("anthea").units_later) == (frozenset({"general"}), units - {"general"})
