"""Reading: only by the unit, always with an entry, and nothing that was swapped."""

from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from reports import keystore
from reports.casework.notes import add_note
from reports.casework.refer import inform_unit
from reports.gateways.blobs import blobs
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.keystore import KeyGone
from reports.models import Attachment, AuditEntry, KeyPurpose, Record, Tip
from reports.queries.reading import find_tip, read_attachment, read_tip
from reports.sealing.opening import CannotOpen
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.spoilt import spoil
from tests.uploads import held_photo


def test_a_read_tip_holds_words_answers_findings_and_files(house: House) -> None:
    triaged_tip(
        web("Cocaine at the jetty", answers={"place": "Soufriere"}, files=(held_photo(removed=("place", "camera")),))
    )
    read = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    [entry] = read.entries
    assert (entry.text, entry.answers) == ("Cocaine at the jetty", {"place": "Soufriere"})
    assert entry.findings
    assert [(file.kind, file.removed) for file in entry.attachments] == [("image/jpeg", ("place", "camera"))]
    assert "Cocaine" not in repr(read)
    assert not read.erased


def test_every_reading_leaves_an_entry_with_the_readers_name(house: House) -> None:
    tip, _ = triaged_tip(web(files=(held_photo(),)))
    reid, ring = house.officer("reid"), house.ring("reid")
    file = read_tip(ring, tip, by=reid).entries[0].attachments[0]
    read_attachment(ring, tip, file.id, by=reid)
    acts = AuditEntry.objects.filter(actor=f"officer:{reid.pk}").order_by("at").values_list("act", "tip_id")
    assert list(acts) == [("tip.read", tip.pk), ("file.read", tip.pk)]


def test_an_officer_outside_the_unit_sees_that_nothing_is_there(house: House) -> None:
    tip, _ = triaged_tip(web(files=(held_photo(),)))
    ring, charles = house.ring("charles"), house.officer("charles")
    for missing in (tip.pk, uuid4()):
        with pytest.raises(Tip.DoesNotExist):
            find_tip(ring, missing)
    with pytest.raises(NotYours):
        read_tip(ring, tip, by=charles)
    with pytest.raises(NotYours):
        read_attachment(ring, tip, Attachment.objects.get().pk, by=charles)
    acts = AuditEntry.objects.filter(actor=f"officer:{charles.pk}").values_list("act", flat=True)
    assert list(acts) == ["tip.refused", "tip.refused"]


def test_reception_loses_a_tip_when_it_is_routed(house: House) -> None:
    accept(web("They force girls to work in the bar and hold their passports"))
    ring = house.ring("reid")
    assert read_tip(ring, only_tip(), by=house.officer("reid")).entries
    triage_all()
    assert only_tip().unit.slug == "trafficking"
    with pytest.raises(NotYours):
        read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert read_tip(house.ring("felix"), only_tip(), by=house.officer("felix")).entries


def test_a_unit_written_into_the_row_gives_that_unit_no_key(house: House) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(unit=house.unit("standards"))
    with pytest.raises(NotYours):
        read_tip(house.ring("charles"), find_tip(house.ring("charles"), tip.pk), by=house.officer("charles"))


def test_a_file_of_another_tip_is_not_found_through_mine(house: House) -> None:
    one, _ = triaged_tip(web("Cocaine"))
    accept(web("Cocaine again", files=(held_photo(),)))
    triage_all()
    with pytest.raises(Attachment.DoesNotExist):
        read_attachment(house.ring("reid"), one, Attachment.objects.get().pk, by=house.officer("reid"))


@pytest.mark.parametrize("how", ["swapped", "cut", "other"])
def test_a_file_that_was_swapped_or_cut_does_not_open(house: House, how: str) -> None:
    tip, _ = triaged_tip(web(files=(held_photo(), held_photo(b"another"))))
    one, two = Attachment.objects.all()
    sealed = {name: blobs().get(name) for name in (one.pk, two.pk)}
    if how == "swapped":
        Attachment.objects.filter(pk=one.pk).update(header=bytes(two.header))
    else:
        blobs().delete(one.pk)
        blobs().put(one.pk, [sealed[one.pk][:-1] if how == "cut" else sealed[two.pk]])
    with pytest.raises(CannotOpen):
        read_attachment(house.ring("reid"), tip, one.pk, by=house.officer("reid"))


def test_a_body_of_another_record_does_not_open(house: House) -> None:
    tip, _ = triaged_tip()
    one = add_note(tip=tip, text="One", by=house.officer("reid"))
    two = add_note(tip=tip, text="Two", by=house.officer("reid"))
    Record.objects.filter(pk=one.pk).update(body=bytes(two.body), root_box=bytes(two.root_box or b""))
    read = read_tip(house.ring("reid"), tip, by=house.officer("reid"))
    assert (read.spoilt, [entry.record for entry in read.entries][1:]) == (1, [two])


def test_a_record_whose_key_was_destroyed_is_left_out(house: House) -> None:
    tip, _ = triaged_tip()
    note = add_note(tip=tip, text="One", by=house.officer("reid"))
    keystore.destroy(KeyPurpose.ERASURE, [note.pk])
    assert len(read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries) == 1
    keystore.destroy(KeyPurpose.ERASURE, [tip.pk])
    assert read_tip(house.ring("reid"), tip, by=house.officer("reid")).erased


def test_a_file_whose_key_was_destroyed_is_gone(house: House) -> None:
    tip, _ = triaged_tip(web(files=(held_photo(),)))
    keystore.destroy(KeyPurpose.ERASURE, [tip.pk])
    with pytest.raises(KeyGone):
        read_attachment(house.ring("reid"), tip, Attachment.objects.get().pk, by=house.officer("reid"))


def test_reading_takes_the_news_off(house: House) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(has_news=True)
    ring = house.ring("reid")
    read_tip(ring, find_tip(ring, tip.pk), by=ring.officer)
    assert not only_tip().has_news


def test_reading_takes_the_same_few_statements_for_a_short_thread_and_a_long_one(house: House) -> None:
    tip, _ = triaged_tip()
    read_tip(house.ring("reid"), tip, by=house.officer("reid"))  # settles the key
    counts = []
    for _ in range(2):
        ring, reid = house.ring("reid"), house.officer("reid")
        with CaptureQueriesContext(connection) as main, CaptureQueriesContext(connections["keystore"]) as keys:
            read_tip(ring, tip, by=reid)
        counts.append((len(main), len(keys)))
        for number in range(6):
            add_note(tip=tip, text=f"Note {number}", by=reid)
    assert counts == [(4, 2), (4, 2)]  # the second: the register of people, which a page asks in the gate


def test_who_reads_for_information_takes_no_news_from_who_works_on_it(house: House) -> None:
    tip, _ = triaged_tip(web("They sell cocaine at the jetty in Soufriere"))
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    for reader, is_left in (("felix", True), ("reid", False)):
        Tip.objects.update(has_news=True)
        read_tip(house.ring(reader), only_tip(), by=house.officer(reader))
        assert only_tip().has_news is is_left


def test_one_spoilt_key_costs_its_own_words_alone(house: House) -> None:
    tip, _ = triaged_tip(web("Cocaine at the jetty"))
    ring, reid = house.ring("reid"), house.officer("reid")
    add_note(tip=tip, text="Seen it myself", by=reid)
    note = Record.objects.get(position=1)
    spoil(KeyPurpose.ERASURE, note.pk)
    read = read_tip(ring, tip, by=reid)
    assert [entry.text for entry in read.entries] == ["Cocaine at the jetty"]
    assert (read.spoilt, read.erased) == (1, False)
    spoil(KeyPurpose.ERASURE, tip.pk)
    with pytest.raises(CannotOpen):  # never told as erased: a backup may bring it back
        read_tip(ring, tip, by=reid)
    keystore.destroy(KeyPurpose.ERASURE, [tip.pk, note.pk])
    assert read_tip(ring, tip, by=reid).erased
