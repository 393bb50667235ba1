"""Notes: for the unit only, sealed like everything else."""

import pytest

from reports.casework.claim import claim_tip
from reports.casework.notes import EmptyNote, add_note
from reports.changing import StaleTip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import AuditEntry, Record, Tip
from reports.queries.reading import read_tip
from reports.sealing.keys import new_pair
from reports.sealing.rowmac import RowChanged
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all


def test_a_note_is_read_by_the_unit_and_never_by_the_tipster(house: House) -> None:
    tip, receipt = triaged_tip()
    record = add_note(tip=tip, text="Zabriko is known", by=house.officer("reid"))
    read = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert read.entries[-1].text == "Zabriko is known"
    assert open_mailbox(receipt).entries == ()
    assert b"abriko" not in bytes(record.body)
    assert AuditEntry.objects.get(act="note.added").detail == {"version": tip.version + 1}


def test_a_note_from_before_triage_moves_on_with_the_tip(house: House) -> None:
    accept(web("They force girls to work in the bar and hold their passports"))
    add_note(tip=only_tip(), text="I know this bar", by=house.officer("reid"))
    triage_all()
    assert only_tip().unit.slug == "trafficking"
    read = read_tip(house.ring("felix"), only_tip(), by=house.officer("felix"))
    assert [entry.text for entry in read.entries][-1] == "I know this bar"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_note_is_not_kept(house: House, text: str) -> None:
    tip, _ = triaged_tip()
    with pytest.raises(EmptyNote):
        add_note(tip=tip, text=text, by=house.officer("reid"))


def test_a_note_is_not_sealed_to_a_planted_key(house: House) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(public_key=new_pair().public)
    with pytest.raises(RowChanged):
        add_note(tip=tip, text="words", by=house.officer("reid"))
    assert Record.objects.count() == 1


def test_a_note_does_not_clash_with_what_a_colleague_did_but_is_not_kept_twice(house: House) -> None:
    tip, _ = triaged_tip()
    seen, reid = tip.version, house.officer("reid")
    claim_tip(tip=tip, by=house.officer("jules"), version=seen)
    add_note(tip=tip, text="Known house", by=reid, version=seen)
    with pytest.raises(StaleTip):
        add_note(tip=tip, text="Known house", by=reid, version=seen)
    assert Record.objects.filter(kind="note").count() == 1
