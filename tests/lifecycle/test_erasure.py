"""Erasure: what was destroyed stays unreadable, with every password and every old row."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model

from reports import keystore
from reports.casework.notes import add_note
from reports.dialogue.lines import number_of, owed_to
from reports.dialogue.mailbox import NoSuchMailbox, open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.gateways.blobs import blobs
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.keystore import KeyGone
from reports.lifecycle.erasure import erase_tip
from reports.models import (
    Attachment,
    AuditEntry,
    Capsule,
    Dispatch,
    Erasure,
    ErrandKind,
    Fingerprint,
    KeyPurpose,
    Line,
    Mailbox,
    MailboxCopy,
    Record,
    StoredKey,
    Tip,
    TipKey,
)
from reports.queries.queue import queue_page
from reports.queries.reading import read_attachment, read_tip
from reports.writing import new_errand
from tests.arrivals import sms, triaged_tip, web
from tests.conftest import FIRST, House, only_tip, triage_all
from tests.uploads import held_photo

OF_A_TIP = (Tip, TipKey, Record, Attachment, Mailbox, MailboxCopy, Fingerprint, Line, Capsule, Dispatch)


@dataclass
class Backup:
    """Every row and blob of the one tip, as yesterday's backup of the main database holds them."""

    tip: Tip
    receipt: str
    rows: list[Model]
    blobs: dict[UUID, bytes]

    def restore(self) -> None:
        """Put them back, as a restore would."""
        for row in self.rows:
            row.save_base(raw=True, force_insert=True)
        for name, sealed in self.blobs.items():
            blobs().put(name, [sealed])


@pytest.fixture
def backup(house: House) -> Backup:
    """A tip by text with everything a tip can have: photo, note, question under way, a later text not yet judged."""
    tip, receipt = triaged_tip(sms("Zabriko at the jetty", files=(held_photo(),)))
    add_note(tip=tip, text="Known", by=house.officer("reid"))
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    queue_page(house.ring("reid"))
    accept(sms("The blue one"))
    rows = [row for model in OF_A_TIP for row in model._default_manager.all()]
    assert {type(row) for row in rows} == set(OF_A_TIP)
    return Backup(only_tip(), receipt, rows, {row.pk: blobs().get(row.pk) for row in Attachment.objects.all()})


def test_every_key_row_and_blob_of_a_tip_goes_and_no_other(backup: Backup) -> None:
    accept(web("Another tip"))
    other = set(StoredKey.objects.values_list("pk", flat=True)) & {
        (Tip.objects.exclude(pk=backup.tip.pk).get().pk, purpose) for purpose in KeyPurpose.values
    }
    erase_tip(tip_id=backup.tip.pk, by="test")
    left = StoredKey.objects.exclude(
        purpose__in=[KeyPurpose.EPOCH, KeyPurpose.REPEAT, KeyPurpose.WAITING, KeyPurpose.PEOPLE, KeyPurpose.SEARCH]
    )
    assert set(left.values_list("pk", flat=True)) == other
    assert Tip.objects.count() == Record.objects.count() == 1
    assert not Attachment.objects.exists()
    for name in backup.blobs:
        with pytest.raises(FileNotFoundError):
            blobs().get(name)


def test_restored_rows_stay_unreadable_with_every_officers_password(house: House, backup: Backup) -> None:
    erase_tip(tip_id=backup.tip.pk, by="test")
    backup.restore()
    for first in FIRST:
        ring, officer = house.ring(first.username), house.officer(first.username)
        assert all(not row.preview for row in queue_page(ring).rows)
        try:
            read = read_tip(ring, backup.tip, by=officer)
        except NotYours:
            continue
        assert read.erased
        for name in backup.blobs:
            with pytest.raises(KeyGone):
                read_attachment(ring, backup.tip, name, by=officer)
    assert not [entry for entry in open_mailbox(backup.receipt).entries if entry.text]
    with pytest.raises(KeyGone):
        number_of(Line.objects.get())


def test_neither_words_nor_fingerprint_of_restored_rows_reach_triage(backup: Backup) -> None:
    erase_tip(tip_id=backup.tip.pk, by="test")
    backup.restore()
    triage_all()
    assert not Capsule.objects.exists()
    accept(web("Zabriko at the jetty"))
    triage_all()
    assert AuditEntry.objects.filter(act="tip.triaged", tip_id=Tip.objects.exclude(pk=backup.tip.pk).get().pk).exists()


def test_erasing_again_after_a_restore_takes_the_rows_away_again(backup: Backup) -> None:
    for _ in range(2):
        erase_tip(tip_id=backup.tip.pk, by="test")
        assert not Tip.objects.exists()
        backup.restore()
    erase_tip(tip_id=backup.tip.pk, by="test")
    erase_tip(tip_id=backup.tip.pk, by="test")
    assert Erasure.objects.count() == 1
    assert AuditEntry.objects.filter(act="tip.erased").count() == 3


def test_the_keys_go_first_so_that_a_crash_leaves_rows_and_no_words(
    house: House, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Erasure.objects, "get_or_create", crash)
        with pytest.raises(SystemExit):
            erase_tip(tip_id=backup.tip.pk, by="test")
    assert Tip.objects.exists()
    assert not StoredKey.objects.filter(purpose=KeyPurpose.ERASURE).exists()
    assert read_tip(house.ring("reid"), backup.tip, by=house.officer("reid")).erased
    erase_tip(tip_id=backup.tip.pk, by="test")
    assert not Tip.objects.exists()


def test_the_receipt_of_an_erased_tip_opens_nothing(backup: Backup) -> None:
    erase_tip(tip_id=backup.tip.pk, by="test")
    with pytest.raises(NoSuchMailbox):
        open_mailbox(backup.receipt)


def test_a_receipt_that_waits_for_its_phone_dies_with_the_tip(house: House) -> None:
    accept(sms(silent=True, owed="{receipt}"))
    line = Line.objects.get()
    erase_tip(tip_id=line.tip_id, by="test")
    with pytest.raises(KeyGone):
        owed_to(line)


def test_the_trail_and_the_list_of_erasures_stay(backup: Backup) -> None:
    before = AuditEntry.objects.count()
    erase_tip(tip_id=backup.tip.pk, by="test")
    assert AuditEntry.objects.count() == before + 1
    assert Erasure.objects.get().tip_id == backup.tip.pk


def test_a_key_destroyed_is_no_longer_in_the_table_under_any_name(backup: Backup) -> None:
    sealed = bytes(StoredKey.objects.get(pk=(backup.tip.pk, KeyPurpose.ERASURE)).sealed)
    keystore.destroy(KeyPurpose.ERASURE, [backup.tip.pk])
    assert sealed not in [bytes(row) for row in StoredKey.objects.values_list("sealed", flat=True)]
    with pytest.raises(KeyGone):
        keystore.get(KeyPurpose.ERASURE, backup.tip.pk)


@pytest.mark.parametrize("said_yes", [False, True])
def test_the_command_wants_a_yes(backup: Backup, said_yes: bool, capsys: pytest.CaptureFixture[str]) -> None:
    command: Callable[[], object] = lambda: call_command("erase_tip", str(backup.tip.pk), yes=said_yes)  # noqa: E731
    if said_yes:
        errand, _ = new_errand(backup.tip.pk, ErrandKind.MESSAGE, "SM1", wait=0)
        errand.save(force_insert=True)
        with pytest.raises(CommandError, match="still lie"):
            command()
        errand.delete()
        command()
        assert "Erased" in capsys.readouterr().out
    else:
        with pytest.raises(CommandError):
            command()
    assert Tip.objects.exists() != said_yes
    assert connection.is_usable()


def test_an_id_that_no_tip_has_is_told_and_noted(house: House) -> None:
    """Who mistypes it at night would else believe that the right one is gone."""
    triaged_tip()
    wrong = uuid4()
    with pytest.raises(CommandError, match="look at the ID again"):
        call_command("erase_tip", str(wrong), yes=True)
    assert Tip.objects.count() == 1
    assert Erasure.objects.get().tip_id == wrong
    call_command("erase_tip", str(wrong), yes=True)  # once more, as after a crash
