"""Who is named in words that lie sealed, as an officer's session finds it."""

import pytest

from reports import audit
from reports.casework.refer import inform_unit
from reports.models import KeyPurpose, Membership, Recusal, Tip
from reports.queries import named
from reports.queries.named import is_one_left_out, named_in, naming, opened_before
from reports.queries.reading import read_tip
from reports.releases.feedback import AgencyAnswer, take_answer
from reports.signed_people import sign
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive
from tests.releases.handed import given, pair
from tests.spoilt import spoil


def test_members_who_bear_a_name_of_the_words_or_of_an_answer_are_told_but_for_who_asks(house: House) -> None:
    tip = arrive("They sell cocaine by the school", answers={"person.1.name": "felix and a man name reid"})
    assert tip.unit.slug == "narcotics"
    units = [house.unit(slug).pk for slug in ("narcotics", "trafficking")]
    assert named_in(house.ring("reid"), tip, units) == {house.officer("felix").pk}
    assert named_in(house.ring("reid"), tip, units[:1]) == set()


def test_all_tips_are_looked_through_slice_by_slice(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named, "_SLICE", 1)
    about, _, damaged = (arrive(f"{who} sell cocaine by the school") for who in ("Charles", "They", "He"))
    spoil(KeyPurpose.ERASURE, damaged.pk)
    found, shut = naming(house.ring("reid"), Tip.objects.all(), house.officer("charles"))
    assert (found, shut) == ({about.pk}, {damaged.pk})
    assert not Recusal.objects.exists()


def test_what_an_agency_answered_is_looked_through_as_well(house: House) -> None:
    take_answer(AgencyAnswer(used=True, text="felix told the captain"), **pair(given(house)))
    triage_all()
    tip, felix = Tip.objects.get(), house.officer("felix")
    assert named_in(house.ring("reid"), tip, [house.unit("trafficking").pk]) == {felix.pk}
    assert naming(house.ring("reid"), Tip.objects.all(), felix) == ({tip.pk}, set())
    entries = read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries
    assert not is_one_left_out(tip, entries)
    Recusal.objects.create(tip=tip, officer=felix)
    assert is_one_left_out(tip, entries)


def test_standards_are_told_who_opened_a_tip_before_it_was_kept_from_them(house: House) -> None:
    tip = arrive("Constable Anton Jules takes money at the jetty", triaged=False)
    for name in ("reid", "jules", "jules"):
        read_tip(house.ring(name), tip, by=house.officer(name))
    triage_all()
    tip, charles = Tip.objects.select_related("unit").get(), house.officer("charles")
    entries = read_tip(house.ring("charles"), tip, by=charles).entries
    found = opened_before(tip, entries)
    assert [(one.name, one.is_named) for one in found] == [("Anton Jules", True), ("Marcia Reid", False)]
    assert found[0].first < found[0].last
    assert found[1].first == found[1].last
    Recusal.objects.create(tip=tip, officer=charles)
    told = [(one.name, one.is_named) for one in opened_before(tip, entries)]
    assert (charles.name, False) in told, "who stepped back has read it, too"


def test_who_reads_such_a_tip_for_information_is_not_said_to_read_it_no_more(house: House) -> None:
    tip = arrive("Constable Anton Jules takes money at the jetty")
    oversight, felix = house.unit("oversight"), house.officer("felix")
    place = Membership(officer=felix, unit=oversight, generation=1, bundle=b"")
    sign(place)
    place.save()
    charles = house.ring("charles")
    inform_unit(tip=tip, unit="oversight", ring=charles, version=tip.version)
    audit.enter("tip.read", by=felix, tip=tip.pk)
    tip = Tip.objects.select_related("unit").get()
    entries = read_tip(charles, tip, by=charles.officer).entries
    assert opened_before(tip, entries) == []
    Recusal.objects.create(tip=tip, officer=felix)
    assert [one.name for one in opened_before(tip, entries)] == [felix.name]
