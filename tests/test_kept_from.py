"""Whom triage found that a tip is to be kept from does not read it by any road that an officer opens later."""

from collections.abc import Callable

import pytest

from reports.called_in import call_in
from reports.casework.refer import NobodyLeft, NotAnswered, inform_unit, refer_tip, spoken_of, ways_on
from reports.casework.splitting import CannotSplit, Chosen, Second, split_tip
from reports.intake.door import accept
from reports.keyring import KeyRing
from reports.models import AuditEntry, Membership, Recusal, Tip, Urgency
from reports.people.enrol import new_officer
from reports.people.places import ask_in
from reports.queries.named import kept_from, told_entries
from tests.arrivals import web
from tests.casework.test_refer import seen_by
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import sign_in
from tests.people.coming_in import hand
from tests.queries.test_added import add
from tests.releases.test_answers import answered

BEATS = "A man name Peter does beat his wife. He live in Ciceron."
NOT_FOR_ONE = f"{BEATS} Don't let Anthea see this."
WISHES = {
    "by a first name": NOT_FOR_ONE,
    "a unit's": f"{BEATS} Not for narcotics eyes please.",
    "a unit feared": f"{BEATS} I fraid to talk to the narcotics people, he have friends there.",
    "a unit spoken of": f"{BEATS} narcotics was here and they laugh with him.",
}
SPOKEN_OF = "Peter in Ciceron does sell cocaine. narcotics was here and they laugh with him."


def seat_anthea(house: House, *slugs: str) -> None:
    """Make an officer who reads for these units alone."""
    password = "long enough for a board"
    keys = [house.ring("reid").unit(house.unit(slug).pk) for slug in slugs]
    new_officer(username="anthea", name="Anthea Bertrand", password=password, unit_keys=keys, by="test")
    house.founded.passwords["anthea"] = password


def refer(house: House, tip: Tip, by: str = "felix") -> None:
    ring, answer = house.ring(by), by == "charles"
    refer_tip(tip=tip, to="narcotics", ring=ring, version=only_tip().version, nothing_against=answer)


def inform(house: House, tip: Tip, by: str = "felix") -> None:
    ring, answer = house.ring(by), by == "charles"
    inform_unit(tip=tip, unit="narcotics", ring=ring, version=only_tip().version, nothing_against=answer)


def split(house: House, tip: Tip) -> None:
    second = Second(unit="narcotics", category="drugs", urgency=Urgency.ROUTINE)
    chosen = Chosen(places=[(tip.pk, 0, len(BEATS))])
    split_tip(tip=tip, chosen=chosen, second=second, ring=house.ring("felix"), version=tip.version, shown=0)


ROADS: dict[str, Callable[[House, Tip], None]] = {"passed on": refer, "for information": inform, "a second tip": split}


@pytest.mark.parametrize("act", ROADS.values(), ids=ROADS.keys())
@pytest.mark.parametrize("text", WISHES.values(), ids=WISHES.keys())
def test_a_unit_of_which_all_are_kept_off_is_handed_no_tip(
    house: House, text: str, act: Callable[[House, Tip], None]
) -> None:
    seat_anthea(house, "narcotics")
    Membership.objects.filter(unit=house.unit("narcotics")).exclude(officer__username="anthea").delete()
    tip = arrive(text)
    assert tip.unit.slug == "vulnerable-persons"
    with pytest.raises((NobodyLeft, CannotSplit)):
        act(house, tip)
    assert seen_by(house, "anthea") == seen_by(house, "anthea", "informed") == []


def test_where_others_are_left_they_read_it(house: House) -> None:
    seat_anthea(house, "narcotics")
    refer(house, arrive(NOT_FOR_ONE))
    assert seen_by(house, "anthea") == []
    assert len(seen_by(house, "reid")) == 1


def test_the_duty_unit_is_called_without_them(house: House) -> None:
    seat_anthea(house, "reception")
    tip = arrive(NOT_FOR_ONE)
    Recusal.objects.all().delete()  # as if she had joined since
    Tip.objects.update(urgency=Urgency.IMMEDIATE)
    tip = only_tip()
    call_in(tip, house.ring("felix"))
    tip.save()
    assert seen_by(house, "anthea", "informed") == []
    assert len(seen_by(house, "reid", "informed")) == 1


def test_who_joins_the_unit_of_such_a_tip_does_not_come_to_read_it(house: House) -> None:
    seat_anthea(house, "narcotics")
    kept, other = arrive(NOT_FOR_ONE), arrive(BEATS)
    ask_in(officer=house.officer("anthea"), unit=kept.unit_id, by=house.officer("felix"))
    hand(house.ring("felix"), "anthea", kept.unit_id)
    assert set(house.ring("anthea").tips) == {other}
    assert Recusal.objects.get().tip_id == kept.pk


@pytest.mark.parametrize("text", [text for name, text in WISHES.items() if name != "by a first name"])
def test_who_joins_a_unit_that_a_tip_is_kept_from_later_is_kept_off_too(house: House, text: str) -> None:
    kept, other = arrive(text), arrive(BEATS)
    seat_anthea(house, "narcotics")
    Membership.objects.filter(unit=house.unit("narcotics")).exclude(officer__username="anthea").delete()
    with pytest.raises(NobodyLeft):
        refer_tip(tip=kept, to="narcotics", ring=house.ring("felix"), version=kept.version)
    ask_in(officer=house.officer("anthea"), unit=kept.unit_id, by=house.officer("felix"))
    hand(house.ring("felix"), "anthea", kept.unit_id)
    assert set(house.ring("anthea").tips) == {other}


@pytest.mark.parametrize("first", ["vulnerable-persons", "narcotics"])
def test_who_waits_for_both_units_is_kept_off_whichever_comes_first(house: House, first: str) -> None:
    kept, other = arrive(WISHES["a unit's"]), arrive(BEATS)
    seat_anthea(house, "general")
    anthea, by = house.officer("anthea"), {"vulnerable-persons": "felix", "narcotics": "reid"}
    for slug, name in by.items():
        ask_in(officer=anthea, unit=house.unit(slug).pk, by=house.officer(name))
    for slug in sorted(by, key=lambda slug: slug != first):
        hand(house.ring("jules" if slug == "narcotics" else "felix"), "anthea", house.unit(slug).pk)
    tips = set(house.ring("anthea").tips)
    assert (kept in tips, other in tips) == (False, True)


def test_whom_an_agency_s_answer_keeps_off_is_kept_off_later_too(house: House) -> None:
    keys = [house.ring("felix").unit(house.unit("vulnerable-persons").pk)]
    new_officer(username="anthea", name="Anthea Bertrand", password="long enough", unit_keys=keys, by="test")
    house.founded.passwords["anthea"] = "long enough"
    one = answered(house, "A seizure came of it. Don't let Anthea see this.")
    triage_all()
    tip, ring = only_tip(), house.ring("reid")
    assert not Recusal.objects.exists(), "she did not read it"
    inform_unit(tip=tip, unit="vulnerable-persons", ring=ring, version=tip.version)
    assert len(seen_by(house, "felix", "informed")) == 1
    assert seen_by(house, "anthea", "informed") == []
    assert "Anthea" not in sign_in(house, "felix").get(f"/desk/tips/{one.tip_id}").text, "what it wrote stays masked"


def test_a_unit_that_an_agency_s_answer_tells_of_is_shown_no_tip(house: House) -> None:
    answered(house, "The vulnerable persons unit was here and they laugh with him.")
    triage_all()
    tip, ring = only_tip(), house.ring("reid")
    with pytest.raises(NobodyLeft):
        inform_unit(tip=tip, unit="vulnerable-persons", ring=ring, version=tip.version)


def test_standards_pass_on_what_only_speaks_of_a_unit(house: House) -> None:
    tip = arrive(SPOKEN_OF)
    assert tip.unit.slug == "standards"
    refer(house, tip, by="charles")
    assert len(seen_by(house, "jules")) == len(seen_by(house, "reid")) == 1
    assert AuditEntry.objects.get(act="tip.referred").actor == f"officer:{house.officer('charles').pk}"


def test_standards_show_it_for_information_too(house: House) -> None:
    inform(house, arrive(SPOKEN_OF), by="charles")
    assert len(seen_by(house, "jules", "informed")) == 1
    assert AuditEntry.objects.filter(act="tip.shared").exists()


def test_from_there_it_goes_round_by_no_other_unit(house: House) -> None:
    seat_anthea(house, "narcotics")
    tip = arrive(SPOKEN_OF)
    ring = house.ring("charles")
    refer_tip(tip=tip, to="vulnerable-persons", ring=ring, version=tip.version, nothing_against=True)
    with pytest.raises(NobodyLeft):
        refer(house, only_tip())


def test_who_is_named_or_not_to_know_reads_nothing_that_standards_pass_on(house: House) -> None:
    seat_anthea(house, "narcotics")
    tip = arrive(f"{SPOKEN_OF} Don't let Anthea see this.")
    refer(house, tip, by="charles")
    assert seen_by(house, "anthea") == []
    assert len(seen_by(house, "reid")) == 1


@pytest.mark.parametrize(
    "text", ["The narcotics squad sells what they seize, I saw it.", "Peter sells cocaine. Not for narcotics eyes."]
)
def test_whoever_answers_for_it_passes_it_to_no_unit_that_it_accuses_or_that_is_not_to_know(
    house: House, text: str
) -> None:
    tip = arrive(text)
    assert tip.unit.slug == "standards"
    for act in (refer, inform):
        with pytest.raises(NobodyLeft):
            act(house, tip, by="charles")


def test_who_joins_a_unit_that_is_accused_reads_nothing_that_standards_pass_on(house: House) -> None:
    tip = arrive("The narcotics squad sells what they seize, I saw it.")
    seat_anthea(house, "narcotics")
    with pytest.raises(NobodyLeft):
        refer(house, tip, by="charles")


def warned_of(ring: KeyRing, tip: Tip) -> list[str]:
    told, _is_whole = told_entries(ring, tip)
    return [unit.slug for unit in spoken_of(ways_on(tip), told, kept_from(told))]


def test_oversight_is_warned_before_standards_read_what_speaks_of_them(house: House) -> None:
    tip = arrive("Professional Standards already decided before I reach. The man there showed my complaint around.")
    ring = house.ring("charles")
    assert tip.unit.slug == "oversight"
    assert warned_of(ring, tip) == ["standards"]
    page = sign_in(house, "charles").get(f"/desk/tips/{tip.pk}").text
    assert "It speaks of people who read for Professional Standards." in page
    refer_tip(tip=tip, to="standards", ring=ring, version=tip.version)
    assert only_tip().unit.slug == "standards"


def test_standards_are_warned_before_oversight_read_what_speaks_of_them(house: House) -> None:
    tip = arrive("I wrote to oversight. Constable Reid take money, and oversight laugh with him and lose my papers.")
    assert tip.unit.slug == "standards"
    assert "oversight" in warned_of(house.ring("charles"), tip)


def test_the_page_warns_whoever_could_pass_it_to_them(house: House) -> None:
    seat_anthea(house, "narcotics")
    tip, warning = arrive(SPOKEN_OF), "Pass it on to them only if nothing is said against them."
    desk = sign_in(house, "charles")
    page = desk.get(f"/desk/tips/{tip.pk}").text
    assert page.count(warning) == 2
    assert "who read for " in page
    other = arrive("Constable Reid takes money from a man in Vieux Fort")
    assert warning not in desk.get(f"/desk/tips/{other.pk}").text


def test_the_duty_unit_is_called_to_a_second_tip_without_them(house: House) -> None:
    seat_anthea(house, "reception")
    tip = arrive(NOT_FOR_ONE)
    Recusal.objects.all().delete()  # as if she had joined since
    second = Second(unit="vulnerable-persons", category="domestic_abuse", urgency=Urgency.IMMEDIATE)
    chosen = Chosen(places=[(tip.pk, 0, len(BEATS))])
    made = split_tip(tip=tip, chosen=chosen, second=second, ring=house.ring("felix"), version=tip.version, shown=0)
    assert made.informed == [house.unit("reception").pk]
    assert list(Recusal.objects.filter(tip=made).values_list("officer__username", flat=True)) == ["anthea"]


@pytest.mark.parametrize("others", [False, True], ids=["alone", "with a colleague"])
def test_who_sits_in_standards_too_reads_of_his_unit_where_nobody_else_would(house: House, *, others: bool) -> None:
    password = "long enough for a board"
    keys = [house.ring("charles").unit(house.unit("standards").pk)]
    for name, seats in (("anthea", [*keys, house.ring("reid").unit(house.unit("narcotics").pk)]), ("bella", keys)):
        if name == "anthea" or others:
            new_officer(username=name, name=f"{name.title()} Bertrand", password=password, unit_keys=seats, by="test")
    Membership.objects.filter(unit=house.unit("standards"), officer=house.officer("charles")).delete()
    tip = arrive(WISHES["a unit spoken of"])
    refer_tip(tip=tip, to="standards", ring=house.ring("felix"), version=tip.version)
    is_off = Recusal.objects.filter(tip=tip, officer__username="anthea").exists()
    assert is_off == others


def test_words_copied_from_an_accusation_open_no_way_to_the_accused(house: House) -> None:
    text = "The narcotics squad sells what they seize, I saw it."
    tip = arrive(text)
    ring = house.ring("charles")
    second = Second(unit="standards", category="drugs", urgency=Urgency.ROUTINE)
    chosen = Chosen(places=[(tip.pk, 0, len(text))])
    made = split_tip(tip=tip, chosen=chosen, second=second, ring=ring, version=tip.version, shown=0)
    with pytest.raises(NobodyLeft):
        refer_tip(tip=made, to="narcotics", ring=ring, version=made.version, nothing_against=True)


def test_police_who_are_only_told_of_can_be_passed_on(house: House) -> None:
    tip = arrive("Two policemen sat in a marked vehicle by the jerk stand last month and watched.")
    ring = house.ring("charles")
    assert tip.unit.slug == "standards"
    assert kept_from(told_entries(ring, tip)[0]).tells_of_police
    assert "tells of police whom nobody knows" in sign_in(house, "charles").get(f"/desk/tips/{tip.pk}").text
    with pytest.raises(NotAnswered):
        refer_tip(tip=tip, to="general", ring=ring, version=tip.version)
    assert refer_tip(tip=tip, to="general", ring=ring, version=tip.version, nothing_against=True).unit.slug == "general"


@pytest.mark.parametrize(
    "more", ["Constable Reid takes money from Peter.", "It is Anton of narcotics, he takes money."]
)
def test_what_is_added_against_police_to_a_tip_that_others_are_shown_is_a_tip_of_its_own(
    house: House, more: str
) -> None:
    receipt = accept(web(SPOKEN_OF)).receipt
    triage_all()
    tip = only_tip()
    ring = house.ring("charles")
    inform_unit(tip=tip, unit="vulnerable-persons", ring=ring, version=tip.version, nothing_against=True)
    add(receipt, more)
    triage_all()
    assert sorted(one.unit.slug for one in Tip.objects.all()) == ["standards", "standards"]
    assert "takes money" not in sign_in(house, "felix").get(f"/desk/tips/{tip.pk}").text
