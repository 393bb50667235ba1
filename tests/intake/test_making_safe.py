"""Uploads made safe by the worker: once, whole, only when the words beside them are judged, and gone as they came."""

from uuid import UUID

import pytest
from django.db import OperationalError
from pytest_django import Settings

from reports import keystore
from reports.clock import in_seconds
from reports.dialogue.mailbox import MailboxKey, open_mailbox
from reports.gateways.blobs import blobs
from reports.intake import making_safe as room
from reports.intake.door import accept
from reports.intake.making_safe import UNSAFE, make_safe
from reports.intake.uploads import HeldFile
from reports.lifecycle.erasure import erase_tip
from reports.models import Attachment, AuditEntry, Errand, KeyPurpose, MailboxCopy, Record, RecordKind, StoredKey, Tip
from reports.models.rights import Role
from reports.queries.reading import read_attachment, read_tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.gateways.clamd import VIRUS, running_clamd
from tests.intake.test_receiving import no_file_larger_than
from tests.management.held import Taken, impatient, taken
from tests.uploads import held_raw, voice
from tipline.standalone.place import free_port

__all__ = ["taken"]


def sent(held: HeldFile, *, triaged: bool = True) -> UUID:
    """Send a tip with this file; return its errand's id."""
    accept(web("Cocaine at the jetty", files=(held,)))
    if triaged:
        triage_all()
    return Errand.objects.get().pk


def due(errand: UUID) -> None:
    Errand.objects.filter(pk=errand).update(due_at=in_seconds(-1))


def is_over(held: HeldFile) -> bool:
    """Whether nothing is left of an upload as it came."""
    keys = StoredKey.objects.filter(purpose=KeyPurpose.ONE_TIME)
    return not (Errand.objects.exists() or keys.exists() or blobs().has(held.blob))


def lines(house: House) -> list[str]:
    """What an officer reads in the thread after the tip itself."""
    return [entry.text for entry in read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries[1:]]


def test_a_sound_is_disguised_sealed_to_the_tip_and_gone_as_it_came(house: House) -> None:
    held = held_raw()
    make_safe(sent(held))
    assert is_over(held)
    attachment = Attachment.objects.get()
    assert attachment.pk != held.blob
    assert attachment.record.kind == RecordKind.FILE
    ring, reid = house.ring("reid"), house.officer("reid")
    data, kind = read_attachment(ring, only_tip(), attachment.pk, by=reid)
    assert kind == "audio/mpeg"
    assert data != voice()
    [said] = read_tip(ring, only_tip(), by=reid).entries[1:]
    assert said.attachments[0].removed == ("voice",)
    assert only_tip().has_news is False  # it was just read
    assert AuditEntry.objects.filter(act="file.made_safe", actor="worker").count() == 1


def test_the_mailbox_tells_what_became_of_it(house: House) -> None:
    _, receipt = triaged_tip(web("Cocaine at the jetty", files=(held_raw(),)))
    make_safe(Errand.objects.get().pk)
    [entry] = open_mailbox(receipt).entries
    assert entry.file is not None
    assert (entry.file.media, entry.file.refused, entry.file.removed) == ("sound", "", ("voice",))
    assert not entry.from_officer


def test_what_cannot_be_made_safe_is_told_on_both_sides_and_not_kept(house: House) -> None:
    held = held_raw(b"ID3 no sound at all")
    _, receipt = triaged_tip(web("Cocaine at the jetty", files=(held,)))
    make_safe(Errand.objects.get().pk)
    assert is_over(held)
    assert lines(house) == [UNSAFE]
    [entry] = open_mailbox(receipt).entries
    assert entry.file is not None
    assert entry.file.refused == "damaged"
    assert not Attachment.objects.exists()


def test_a_file_waits_until_the_words_beside_it_are_judged(house: House) -> None:
    """Before that nobody knows which unit may see it, and no mailbox can be told."""
    held = held_raw()
    errand = sent(held, triaged=False)
    make_safe(errand)
    assert Errand.objects.get().attempts == 0
    assert blobs().has(held.blob)
    triage_all()
    make_safe(errand)
    assert is_over(held)
    assert MailboxCopy.objects.count() == 1


def test_a_file_of_an_addition_waits_for_that_addition(house: House) -> None:
    tip, _ = triaged_tip()
    held = held_raw()
    accept(web("More", joins=MailboxKey(tip.pk), files=(held,)))
    make_safe(Errand.objects.get().pk)
    assert blobs().has(held.blob)
    triage_all()
    make_safe(Errand.objects.get().pk)
    assert is_over(held)


def test_a_file_about_the_police_follows_its_words_to_another_unit(house: House) -> None:
    triaged_tip()
    held = held_raw()
    accept(web("Corporal Joseph takes bribes", joins=MailboxKey(only_tip().pk), files=(held,)))
    errand = Errand.objects.get().pk
    triage_all()
    make_safe(errand)
    apart = Tip.objects.get(unit__slug="standards")
    assert Attachment.objects.get().record.tip_id == apart.pk
    assert not MailboxCopy.objects.exists()
    assert is_over(held)


def test_doing_it_twice_makes_one_file(house: House) -> None:
    held = held_raw()
    errand = sent(held)
    make_safe(errand)
    make_safe(errand)
    assert Attachment.objects.count() == 1


def test_while_one_worker_holds_an_errand_another_leaves_it(house: House) -> None:
    errand = sent(held_raw())
    Errand.objects.update(due_at=in_seconds(600), attempts=1)
    make_safe(errand)
    assert not Attachment.objects.exists()
    assert Errand.objects.get().attempts == 1


@pytest.mark.parametrize("killed_in", ["clean", "_store", "_end"])
def test_a_worker_killed_anywhere_loses_nothing_and_doubles_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, killed_in: str
) -> None:
    """SystemExit ends the act as a kill does: nothing of ours runs after it."""
    held = held_raw()
    errand = sent(held)

    def killed(*args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(room, killed_in, killed)
        with pytest.raises(SystemExit):
            make_safe(errand)
    assert blobs().has(held.blob)
    due(errand)
    make_safe(errand)
    assert is_over(held)
    assert Attachment.objects.count() == 1
    assert Record.objects.filter(kind=RecordKind.FILE).count() == 1


def test_a_file_that_takes_every_worker_down_with_it_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    held = held_raw()
    errand = sent(held)

    def killed(*args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(room, "clean", killed)
        for _ in range(room._DEATHS):
            due(errand)
            with pytest.raises(SystemExit):
                make_safe(errand)
    due(errand)
    make_safe(errand)
    assert is_over(held)
    assert lines(house) == [UNSAFE]


def test_a_full_disk_keeps_the_upload_for_later(house: House) -> None:
    held = held_raw()
    errand = sent(held)
    with no_file_larger_than(1000):
        for _ in range(room._DEATHS + 2):
            due(errand)
            make_safe(errand)
    assert blobs().has(held.blob)
    assert not Record.objects.filter(kind=RecordKind.FILE).exists()
    due(errand)
    make_safe(errand)
    assert is_over(held)
    assert Attachment.objects.count() == 1


def test_a_virus_is_told_and_not_kept(house: House, settings: Settings) -> None:
    held = held_raw(voice() + VIRUS)
    errand = sent(held)
    with running_clamd() as clamd:
        settings.CLAMAV = clamd.address
        make_safe(errand)
    assert is_over(held)
    assert lines(house) == [UNSAFE]


def test_a_scanner_that_cannot_be_reached_is_waited_for(house: House, settings: Settings) -> None:
    held = held_raw()
    errand = sent(held)
    settings.CLAMAV = f"127.0.0.1:{free_port()}"
    make_safe(errand)
    assert blobs().has(held.blob)
    settings.CLAMAV = ""
    due(errand)
    make_safe(errand)
    assert is_over(held)


@pytest.mark.parametrize("how", ["gone", "changed", "cut", "another"])
def test_a_sealed_upload_that_was_tampered_with_is_not_kept(house: House, how: str) -> None:
    held = held_raw()
    errand = sent(held)
    sealed = bytearray(blobs().get(held.blob))
    blobs().delete(held.blob)
    sealed[5000] ^= how == "changed"
    if how == "another":
        sealed = bytearray(blobs().get(held_raw().blob))
    if how != "gone":
        blobs().put(held.blob, [bytes(sealed[:-1] if how == "cut" else sealed)])
    make_safe(errand)
    assert is_over(held)
    assert lines(house) == [UNSAFE]


def test_an_erased_tip_takes_its_uploads_with_it(house: House) -> None:
    held = held_raw()
    errand = sent(held)
    erase_tip(tip_id=only_tip().pk, by="a test")
    assert is_over(held)
    make_safe(errand)
    assert not Attachment.objects.exists()


def test_a_tip_erased_while_its_upload_is_cleaned_keeps_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    held = held_raw()
    errand = sent(held)
    hold = room.hold

    def erased_meanwhile(*args: object) -> HeldFile:
        erase_tip(tip_id=only_tip().pk, by="a test")
        made = hold(*args)  # type: ignore[arg-type]
        copies.append(made)
        return made

    copies: list[HeldFile] = []
    monkeypatch.setattr(room, "hold", erased_meanwhile)
    make_safe(errand)
    assert is_over(held)
    assert not blobs().has(copies[0].blob)
    assert not StoredKey.objects.filter(purpose=KeyPurpose.ERASURE).exists()


def test_an_upload_whose_key_is_gone_is_given_up(house: House) -> None:
    held = held_raw()
    errand = sent(held)
    keystore.destroy(KeyPurpose.ONE_TIME, [errand])
    make_safe(errand)
    assert is_over(held)


def test_the_errand_names_its_blob_and_nothing_else_in_the_clear(house: House) -> None:
    held = held_raw()
    sent(held)
    errand = Errand.objects.get()
    assert errand.blob == held.blob
    assert held.key not in bytes(errand.box)
    assert held.key.hex().encode() not in bytes(errand.box)


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_a_key_store_that_is_held_or_away_costs_no_file(taken: Taken) -> None:
    errand = sent(held_raw())
    locked = taken(Role.INTAKE, "LOCK TABLE stored_key", "keystore")
    for _ in range(room._DEATHS + 1):
        due(errand)
        with impatient(), pytest.raises(OperationalError):
            make_safe(errand)
    locked.connection.rollback()
    due(errand)
    make_safe(errand)
    assert Attachment.objects.get().record.kind == RecordKind.FILE
