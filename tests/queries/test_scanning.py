"""Opening very many tips: what the plain way reads, in the same order, and what does not open is left out."""

from uuid import uuid4

from reports import keystore
from reports.casework.notes import add_note
from reports.keyring import KeyRing
from reports.models import KeyPurpose, Record, StoredKey, Tip, TipKey
from reports.queries.reading import read_tip
from reports.queries.scanning import Scanner
from reports.sealing.envelope import BOX, ENVELOPE
from reports.sealing.roots import open_root
from reports.triage.conflict import rekey_first
from reports.writing import RecordRoot
from tests.conftest import House
from tests.queries.crowd import crowd


def scanned(ring: KeyRing, *tips: Tip) -> list[list[str]]:
    scanner = Scanner(ring)
    sealed = scanner.fetch([tip.pk.bytes for tip in tips])
    read = dict(scanner.read(sealed, sealed.tips, lambda _: True))
    found = [[one.text for one in scanner.open(sealed, tip.pk.bytes)] for tip in tips]
    assert found == [[one.text for one in read.get(tip.pk.bytes, ())] for tip in tips], "both ways read the same"
    scanner.settle()
    return found


def told(house: House, count: int) -> list[Tip]:
    """Return tips with two notes each, in their order."""
    tips = crowd(house.unit("narcotics"), count)
    for tip in tips:
        for words in ("first note", "second nòt"):
            add_note(tip=Tip.objects.get(pk=tip.pk), text=words, by=house.officer("reid"))
    return tips


def test_it_reads_what_the_tip_s_page_reads_boxed_and_settled(house: House) -> None:
    one, two, three = told(house, 3)
    expected = [[f"Tip {number}", "first note", "second nòt"] for number in (1, 2, 0)]
    assert {bytes(box)[:1] for box in Record.objects.exclude(root_box=None).values_list("root_box", flat=True)} == {BOX}
    assert scanned(house.ring("reid"), two, three, one) == expected
    kept = Record.objects.exclude(root_box=None).values_list("root_box", flat=True)
    assert {bytes(box)[:1] for box in kept} == {ENVELOPE}
    assert not TipKey.objects.filter(settled=None).exists()
    assert scanned(house.ring("reid"), two, three, one) == expected
    read = read_tip(house.ring("reid"), Tip.objects.get(pk=one.pk), by=house.officer("reid"))
    assert [entry.text for entry in read.entries] == expected[2]


def test_what_was_erased_spoiled_or_is_another_unit_s_is_left_out(house: House) -> None:
    whole, erased, spoiled, damaged = told(house, 4)
    (other,) = crowd(house.unit("standards"), 1)
    ring = house.ring("reid")
    scanned(ring, whole, erased, spoiled, damaged)
    keystore.destroy(KeyPurpose.ERASURE, [erased.pk])
    Record.objects.filter(pk=spoiled.pk).update(body=b"\x01" + bytes(600))
    key = TipKey.objects.get(tip=damaged)
    TipKey.objects.filter(pk=key.pk).update(settled=bytes(key.settled or b"")[:-1] + b"\0\0")
    later = ["first note", "second nòt"]
    assert scanned(ring, whole, erased, spoiled, damaged, other) == [["Tip 0", *later], later, later, [], []]
    assert scanned(ring, other, Tip(id=uuid4())) == [[], []]
    StoredKey.objects.filter(id=whole.pk, purpose=KeyPurpose.ERASURE).update(sealed=b"\x01 of another length")
    assert scanned(ring, spoiled, whole) == [later, later]


def test_one_record_is_read_that_is_not_the_tip_s_first(house: House) -> None:
    (tip,) = told(house, 1)
    Record.objects.filter(pk=tip.pk).delete()
    tip.records.get(position=2).delete()
    assert scanned(house.ring("reid"), tip) == [["first note"]]


def test_a_note_whose_key_was_settled_is_carried_along_when_a_tip_is_sealed_anew(house: House) -> None:
    """Triage may do so after somebody read a tip that waited for it."""
    (tip,) = told(house, 1)
    ring = house.ring("reid")
    scanned(ring, tip)
    notes = tip.records.exclude(pk=tip.pk)
    before = {note.pk: open_root(ring.tip_root(tip), note.root_box, tip.pk, note.pk) for note in notes}
    d, erasure = ring.tip_root(tip), keystore.get(KeyPurpose.ERASURE, tip.pk)
    new = rekey_first(tip, tip.records.get(pk=tip.pk), RecordRoot(tip.pk, tip.pk, d, erasure))
    box = bytes(tip.records.exclude(pk=tip.pk)[0].root_box or b"")
    assert (new.root == d, box[:1]) == (False, BOX)
    keys = {note.pk: open_root(new.root, note.root_box, tip.pk, note.pk) for note in tip.records.exclude(pk=tip.pk)}
    assert keys == {note: before[note] for note in keys}
