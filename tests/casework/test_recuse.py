"""Stepping back: the tip leaves every list, search and count of the officer, and nobody is the last to go."""

import pytest

from reports.alerts.roster import may_confirm
from reports.casework.claim import claim_next, claim_tip
from reports.casework.notes import add_note
from reports.casework.recuse import LastReader, NotNamed, keep_off, named_readers, step_back
from reports.casework.refer import refer_tip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.models import Alert, AlertState, AuditEntry, Recusal, Status, Tip, Urgency
from reports.queries.lists import LISTS, View
from reports.queries.question import read_question
from reports.queries.queue import list_counts, queue_page
from reports.queries.reading import find_tip, read_tip
from reports.queries.search import search
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all


def test_who_stepped_back_sees_and_does_nothing_of_it_any_more(house: House) -> None:
    tip, _ = triaged_tip(web("They sell cocaine by the school in Vieux Fort"))
    reid, ring = house.officer("reid"), house.ring("reid")
    tip = claim_tip(tip=tip, by=reid, version=tip.version)
    step_back(tip=tip, by=reid, version=tip.version)
    assert (only_tip().assigned_to, only_tip().status) == (None, Status.NEW)
    for which in LISTS:
        assert queue_page(ring, View(which=which)).rows == ()
    assert set(list_counts(ring).values()) == {0}
    assert not [
        hit for part in search(ring, read_question("cocaine"), "cocaine", View(which="all")) for hit in part.hits
    ]
    assert claim_next(ring) is None
    with pytest.raises(Tip.DoesNotExist):
        find_tip(ring, tip.pk)
    with pytest.raises(NotYours):
        add_note(tip=only_tip(), text="But I know him", by=reid)
    assert AuditEntry.objects.get(act="tip.recused").detail == {}
    assert len(queue_page(house.ring("jules")).rows) == 1


def test_the_last_reader_cannot_step_back(house: House) -> None:
    tip, _ = triaged_tip(web("They sell cocaine by the school in Vieux Fort"))
    step_back(tip=tip, by=house.officer("reid"), version=tip.version)
    with pytest.raises(LastReader):
        step_back(tip=only_tip(), by=house.officer("jules"), version=only_tip().version)
    assert len(queue_page(house.ring("jules")).rows) == 1


def set_apart(house: House) -> tuple[Tip, Tip]:
    """A tip that Reid works on, and at standards what was added to it of her and the only other one who reads it."""
    tip, receipt = triaged_tip(web("A boy sells stolen phones behind the market in Castries"))
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    words = "Do not tell Marcia Reid, she is his woman, nor Anton Jules, her cousin"
    accept(web(words, joins=open_mailbox(receipt).key))
    triage_all()
    return Tip.objects.get(pk=tip.pk), Tip.objects.get(unit__slug="standards")


def test_standards_keep_a_tip_from_whom_words_that_were_added_to_it_name(house: House) -> None:
    tip, apart = set_apart(house)
    charles, reid, jules = house.ring("charles"), house.officer("reid"), house.officer("jules")
    entries = read_tip(charles, apart, by=charles.officer).entries
    assert named_readers(apart, entries) == {jules.pk: "Anton Jules", reid.pk: "Marcia Reid"}
    before = AuditEntry.objects.filter(tip_id=tip.pk).count()
    with pytest.raises(NotNamed):
        keep_off(tip=apart, officer=house.officer("felix").pk, ring=charles, version=apart.version)
    keep_off(tip=apart, officer=reid.pk, ring=charles, version=apart.version)
    assert tip not in house.ring("reid").tips
    assert tip in house.ring("jules").tips
    held = Tip.objects.get(pk=tip.pk)
    assert (held.assigned_to, held.status) == (None, "new")
    assert AuditEntry.objects.filter(tip_id=tip.pk).count() == before, "on the tip nothing tells of it"
    assert AuditEntry.objects.get(act="tip.kept_off").tip_id == apart.pk
    assert named_readers(apart, entries) == {jules.pk: "Anton Jules"}
    with pytest.raises(NotNamed):
        keep_off(tip=apart, officer=reid.pk, ring=charles, version=apart.version + 1)
    with pytest.raises(LastReader):
        keep_off(tip=apart, officer=jules.pk, ring=charles, version=apart.version + 1)


@pytest.mark.parametrize("how", ["for information", "called for it"])
def test_of_whoever_reads_it_for_information_or_is_called_for_it_too(house: House, how: str) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine by the school in Vieux Fort"))
    reid, charles = house.officer("reid"), house.ring("charles")
    passed = {"to": "trafficking", "ring": house.ring("reid"), "still_reads": how == "for information"}
    refer_tip(tip=tip, version=tip.version, **passed)
    accept(web("Do not tell Marcia Reid, she is his woman", joins=open_mailbox(receipt).key))
    triage_all()
    apart = Tip.objects.get(unit__slug="standards")
    entries = read_tip(charles, apart, by=charles.officer).entries
    Recusal.objects.filter(officer=reid).delete()  # as of one who came to the unit afterwards
    assert (tip in house.ring("reid").tips_for_information) == (how == "for information")
    assert named_readers(apart, entries) == {reid.pk: "Marcia Reid"}
    keep_off(tip=apart, officer=reid.pk, ring=charles, version=apart.version)
    assert tip not in house.ring("reid").tips_for_information
    assert not may_confirm(Tip.objects.get(pk=tip.pk), reid.pk)
    assert may_confirm(Tip.objects.get(pk=tip.pk), house.officer("jules").pk)
    assert named_readers(apart, entries) == {}


def test_whoever_is_the_last_reader_stays_and_another_unit_keeps_nobody_off(house: House) -> None:
    tip, apart = set_apart(house)
    with pytest.raises(NotYours):
        keep_off(tip=apart, officer=house.officer("reid").pk, ring=house.ring("jules"), version=apart.version)
    with pytest.raises(NotNamed):  # its own words name her, and it was set apart from nothing
        keep_off(tip=tip, officer=house.officer("reid").pk, ring=house.ring("jules"), version=tip.version)
    Recusal.objects.create(tip=tip, officer=house.officer("jules"))
    with pytest.raises(LastReader):
        keep_off(tip=apart, officer=house.officer("reid").pk, ring=house.ring("charles"), version=apart.version)
    assert tip in house.ring("reid").tips


def test_where_she_saw_to_its_danger_others_are_called(house: House) -> None:
    tip, apart = set_apart(house)
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.IMMEDIATE)
    reid = house.officer("reid")
    Alert.objects.create(tip=tip, state=AlertState.CONFIRMED, confirmed_by=reid, borne_out=True)
    keep_off(tip=apart, officer=reid.pk, ring=house.ring("charles"), version=apart.version)
    assert Alert.objects.get(pk=tip.pk).is_running
