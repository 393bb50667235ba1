"""Passing a tip on: keys go with it, and never to a unit that it may speak of."""

import pytest

from reports.alerts.roster import may_confirm
from reports.casework.claim import claim_tip
from reports.casework.refer import NobodyLeft, NoSuchWay, NotAnswered, inform_unit, refer_tip, ways_of_copies
from reports.casework.splitting import Chosen
from reports.casework.status import close_tip
from reports.changing import StaleTip
from reports.dialogue.reply import ask_tipster
from reports.keyring import NotYours
from reports.models import AuditEntry, Recusal, Status, Tip, TipKey
from reports.queries.lists import View
from reports.queries.queue import queue_page
from reports.queries.reading import find_tip, read_tip
from reports.sealing.rowmac import RowChanged
from tests.arrivals import triaged_tip, web
from tests.casework.test_splitting import split, words
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive

DRUGS = web("They sell cocaine by the school in Vieux Fort")


def seen_by(house: House, name: str, which: str = "open") -> list[str]:
    return [row.preview for row in queue_page(house.ring(name), View(which=which)).rows]


def told_units() -> set[str]:
    """Return the units that read the one tip for information: its keys and its row say the same."""
    keys = TipKey.objects.filter(informs=True).values_list("unit__slug", "unit")
    assert sorted(only_tip().informed) == sorted(unit for _, unit in keys)
    return {slug for slug, _ in keys}


def refer(house: House, to: str, **more: bool) -> Tip:
    tip = only_tip()
    return refer_tip(tip=tip, to=to, ring=house.ring("reid"), version=tip.version, **more)


def test_the_other_unit_reads_it_and_the_old_one_no_more(house: House) -> None:
    tip, _ = triaged_tip(DRUGS)
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    moved = refer(house, "trafficking")
    assert (moved.unit.slug, moved.status, moved.assigned_to) == ("trafficking", Status.NEW, None)
    assert len(seen_by(house, "felix")) == 1
    assert seen_by(house, "reid") == []
    with pytest.raises(Tip.DoesNotExist):
        find_tip(house.ring("reid"), tip.pk)
    assert TipKey.objects.count() == 1
    read = read_tip(house.ring("felix"), only_tip(), by=house.officer("felix"))
    assert read.entries[0].text.startswith("They sell cocaine")
    ask_tipster(tip=only_tip(), text="Which school?", by=house.officer("felix"))  # the row is signed anew
    assert AuditEntry.objects.get(act="tip.referred").detail == {"to": "trafficking"}


def test_the_old_unit_may_read_on_and_do_nothing(house: House) -> None:
    triaged_tip(DRUGS)
    refer(house, "trafficking", still_reads=True)
    assert seen_by(house, "reid") == []
    assert len(seen_by(house, "reid", "informed")) == 1
    assert told_units() == {"narcotics"}
    tip = find_tip(house.ring("reid"), only_tip().pk)
    assert read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries
    with pytest.raises(NotYours):
        claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)


def test_who_passes_a_tip_to_standards_reads_on_never(house: House) -> None:
    triaged_tip(DRUGS)
    refer(house, "standards", still_reads=True)
    assert seen_by(house, "reid", "informed") == []
    assert told_units() == set()
    assert set(TipKey.objects.values_list("unit__slug", flat=True)) == {"standards"}


def test_another_unit_is_told_and_the_tip_stays(house: House) -> None:
    tip, _ = triaged_tip(DRUGS)
    for _ in range(2):
        inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=only_tip().version)
    assert len(seen_by(house, "reid")) == len(seen_by(house, "felix", "informed")) == 1
    assert seen_by(house, "felix") == seen_by(house, "charles", "informed") == []
    assert told_units() == {"trafficking"}
    refer(house, "trafficking")
    assert told_units() == set()
    assert len(seen_by(house, "felix")) == 1
    assert seen_by(house, "felix", "informed") == []


WRONGLY_APART = {
    "thanks to an officer": "Officer Reid was so kind to my mother. The man who cheated her is a roofer called Paul.",
    "asks a unit": "Dites à la brigade des stups de fouiller la cave du garage à Dennery, pas la maison",
    "told before": "I told the police at the station last week about my stolen boat, now I saw it painted green",
    "against police": "They throwing bottles at the police jeep each time it pass by the bridge in Marchand",
    "police long ago": "He used to be police in Barbados long ago, now he sells guns out of the tyre shop",
}


@pytest.mark.parametrize("text", WRONGLY_APART.values(), ids=WRONGLY_APART.keys())
@pytest.mark.parametrize("to", ["narcotics", "general"])
def test_what_accuses_nobody_leaves_standards_by_the_answer_of_who_read_it(house: House, text: str, to: str) -> None:
    tip, ring = arrive(text), house.ring("charles")
    assert tip.unit.slug == "standards"
    for act, way in ((refer_tip, "to"), (inform_unit, "unit")):
        with pytest.raises(NotAnswered):
            act(tip=tip, ring=ring, version=tip.version, **{way: to})
    refer_tip(tip=tip, to=to, ring=ring, version=tip.version, nothing_against=True)
    assert only_tip().unit.slug == to
    assert len(seen_by(house, "jules")) == 1
    entry = AuditEntry.objects.get(act="tip.referred")
    assert entry.detail == {"to": to, "answered": "nothing_against_police"}
    assert entry.actor == f"officer:{house.officer('charles').pk}"


def test_whom_it_names_does_not_read_it_there_either(house: House) -> None:
    tip = arrive(WRONGLY_APART["thanks to an officer"])
    refer_tip(tip=tip, to="narcotics", ring=house.ring("charles"), version=tip.version, nothing_against=True)
    assert seen_by(house, "reid") == []
    assert len(seen_by(house, "jules")) == 1


def test_it_is_shown_for_information_by_the_same_answer(house: House) -> None:
    tip = arrive(WRONGLY_APART["against police"])
    inform_unit(tip=tip, unit="narcotics", ring=house.ring("charles"), version=tip.version, nothing_against=True)
    assert AuditEntry.objects.get(act="tip.shared").detail == {"to": "narcotics", "answered": "nothing_against_police"}
    assert len(seen_by(house, "jules", "informed")) == 1


def test_copies_of_a_tip_about_the_police_are_for_standards_and_oversight_alone(house: House) -> None:
    triaged_tip(web("Constable Reid takes money from the drug men in Vieux Fort"))
    assert only_tip().unit.slug == "standards"
    assert {unit.slug for unit in ways_of_copies(only_tip())} == {"oversight"}


def test_a_tip_goes_to_no_unit_that_is_none_and_not_where_it_is(house: House) -> None:
    triaged_tip(web("Constable Reid takes money from the drug men in Vieux Fort"))
    tip = only_tip()
    for to in ("nowhere", "standards"):
        with pytest.raises(NoSuchWay):
            refer_tip(tip=tip, to=to, ring=house.ring("charles"), version=tip.version, nothing_against=True)


def test_a_closed_tip_a_stale_page_and_a_stranger_move_nothing(house: House) -> None:
    tip, _ = triaged_tip(DRUGS)
    with pytest.raises(StaleTip):
        refer_tip(tip=tip, to="trafficking", ring=house.ring("reid"), version=99)
    with pytest.raises(NotYours):
        refer_tip(tip=tip, to="trafficking", ring=house.ring("felix"), version=tip.version)
    close_tip(tip=tip, reason="nothing", by=house.officer("reid"), version=tip.version)
    with pytest.raises(NoSuchWay):
        refer(house, "trafficking")
    assert only_tip().unit.slug == "narcotics"


def test_keys_that_somebody_put_there_are_handed_to_nobody(house: House) -> None:
    tip, _ = triaged_tip(DRUGS)
    Tip.objects.update(mailbox_key=bytes(32))
    with pytest.raises(RowChanged):
        refer_tip(tip=only_tip(), to="trafficking", ring=house.ring("reid"), version=tip.version)


def test_standards_get_it_alone_whoever_was_told_of_it_before(house: House) -> None:
    tip, _ = triaged_tip(web("A man in the yard next door is shooting at people now, please come quick"))
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    assert set(tip.keys.values_list("unit__slug", flat=True)) == {"major-crime", "reception", "trafficking"}
    assert told_units() == {"reception", "trafficking"}
    refer(house, "standards")
    assert told_units() == set()
    assert set(tip.keys.values_list("unit__slug", flat=True)) == {"standards"}
    assert not may_confirm(only_tip(), house.officer("reid"))


BEATS = "A man name jules does beat his wife. He live in Ciceron."


def test_who_may_be_named_does_not_read_what_a_colleague_passes_on(house: House) -> None:
    tip = arrive(BEATS)
    assert tip.unit.slug == "vulnerable-persons"
    refer_tip(tip=tip, to="narcotics", ring=house.ring("felix"), version=tip.version)
    assert seen_by(house, "jules") == []
    assert len(seen_by(house, "reid")) == 1
    assert not may_confirm(only_tip(), house.officer("jules"))
    assert not AuditEntry.objects.filter(act="tip.recused").exists(), "the trail is read by more"


def test_who_may_be_named_does_not_read_it_for_information_either(house: House) -> None:
    tip = arrive(BEATS)
    inform_unit(tip=tip, unit="narcotics", ring=house.ring("felix"), version=tip.version)
    assert seen_by(house, "jules", "informed") == []
    assert len(seen_by(house, "reid", "informed")) == 1


def test_a_tip_goes_to_no_unit_of_which_everybody_may_be_named(house: House) -> None:
    tip = arrive(BEATS.replace("jules", "charles"))
    for act in (inform, refer_it):
        with pytest.raises(NobodyLeft):
            act(house, tip, "standards")
    assert not Recusal.objects.exists()
    assert only_tip().unit.slug == "vulnerable-persons"


def inform(house: House, tip: Tip, to: str) -> None:
    inform_unit(tip=tip, unit=to, ring=house.ring("felix"), version=only_tip().version)


def refer_it(house: House, tip: Tip, to: str) -> None:
    refer_tip(tip=tip, to=to, ring=house.ring("felix"), version=only_tip().version)


def test_what_goes_to_standards_is_told_to_nobody_above_who_may_be_named(house: House) -> None:
    for name in ("jules", "reid"):
        house.make_administrator(name)
    tip = arrive(BEATS)
    refer_tip(tip=tip, to="standards", ring=house.ring("felix"), version=tip.version)
    assert set(Recusal.objects.values_list("officer__username", flat=True)) == {"jules"}


def test_words_of_a_tip_of_standards_leave_it_by_the_answer_of_who_read_it(house: House) -> None:
    tip = arrive("Constable Reid takes money from the drug men in Vieux Fort. They sell it by the school.")
    assert tip.unit.slug == "standards"
    chosen = Chosen(places=[(tip.pk, 60, 80)])
    with pytest.raises(NotAnswered):
        split(house, tip, to="narcotics", by="charles", chosen=chosen)
    assert split(house, tip, to="oversight", by="charles", chosen=chosen).unit.slug == "oversight"
    made = split(house, tip, to="narcotics", by="charles", chosen=chosen, nothing_against=True)
    assert words(house, made, "jules").text == "They sell it by the "
    with pytest.raises(Tip.DoesNotExist):  # whom the first names reads nothing of the second
        find_tip(house.ring("reid"), made.pk)
    kept = [
        AuditEntry.objects.get(tip_id=one.pk, act=act).detail
        for one, act in ((tip, "tip.split"), (made, "tip.split_off"))
    ]
    assert [one["answered"] for one in kept] == ["nothing_against_police"] * 2
