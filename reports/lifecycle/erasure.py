"""Erasing a tip: its keys first, which no backup brings back, then rows and blobs."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from reports import audit, keystore
from reports.clock import today
from reports.gateways.blobs import blobs
from reports.models import (
    Attachment,
    AuditEntry,
    Case,
    CaseTip,
    CloseReason,
    Dispatch,
    Draft,
    Erasure,
    Errand,
    KeyPurpose,
    Line,
    Officer,
    Record,
    Release,
    ReleaseState,
    Tip,
)
from reports.retention import stopping
from reports.tallying import tally_erased


class TipHeld(Exception):
    """A legal hold on it or on the tip that leads it, or one asked for lately, stops the erasure."""


def erase_tip(*, tip_id: UUID, by: Officer | str) -> None:
    """Destroy every key of a tip, then all that is stored of it; the audit trail and the erasure's entry stay.

    Raises TipHeld, but not for a tip that was erased before: its hold came back with its rows.

    Safe to repeat after a crash, and for a tip whose rows are back from a backup. The tip's row is held meanwhile, so
    that no arrival brings a key that is then missed, and no hold is confirmed.
    """
    with transaction.atomic():
        tip = Tip.everything.select_for_update().filter(pk=tip_id).first()
        if _is_kept(tip_id) and not Erasure.objects.filter(tip_id=tip_id).exists():
            raise TipHeld
        _destroy_keys(tip_id)
        for name in Attachment.objects.filter(record__tip_id=tip_id).values_list("pk", flat=True):
            blobs().delete(name)
        for upload in Errand.objects.filter(record__tip_id=tip_id).values_list("blob", flat=True):
            if upload:
                blobs().delete(upload)
        cases = list(CaseTip.objects.filter(tip_id=tip_id).values_list("case_id", flat=True))
        Erasure.objects.get_or_create(tip_id=tip_id, defaults={"day": today()})
        if tip:
            _tell(tip, by)
            if not (tip.self_test or _was_taken_back(tip)):
                tally_erased(tip)
            tip.delete()
        Case.objects.filter(pk__in=cases, entries=None).delete()  # its title may tell what the tip told


def _is_kept(tip_id: UUID) -> bool:
    return stopping(today()).filter(Q(tip=tip_id) | Q(tip__led__tip=tip_id)).exists()


def _tell(tip: Tip, by: Officer | str) -> None:
    """Enter it for the tip's unit, and that its released copies are good no more, so that hooks tell who holds one."""
    released = Release.objects.filter(record__tip=tip, state=ReleaseState.RELEASED).order_by("pk")
    for copy_id in released.values_list("pk", flat=True):
        audit.enter("release.withdrawn", by=by, tip=tip.pk, unit=tip.unit_id, release=str(copy_id))
    audit.enter("tip.erased", by=by, tip=tip.pk, unit=tip.unit_id)


def _was_taken_back(tip: Tip) -> bool:
    """Return whether it is a second tip that an officer made and took back: it never was one."""
    undone = AuditEntry.objects.filter(tip_id=tip.pk, act="tip.split_undone")
    return not tip.mailbox_key and tip.outcome == CloseReason.DUPLICATE and undone.exists()


def _destroy_keys(tip_id: UUID) -> None:
    """Destroy them in the key store, which commits at once."""
    records = list(Record.objects.filter(tip_id=tip_id).values_list("pk", flat=True))
    records += Draft.objects.filter(tip_id=tip_id).values_list("pk", flat=True)
    lines = list(Line.objects.filter(tip_id=tip_id).values_list("pk", flat=True))
    handed = [*Errand.objects.filter(record__tip_id=tip_id).values_list("pk", flat=True)]
    handed += Dispatch.objects.filter(record__tip_id=tip_id).values_list("pk", flat=True)
    keystore.destroy(KeyPurpose.ERASURE, records)
    keystore.destroy(KeyPurpose.FINGERPRINT, [tip_id])
    keystore.destroy(KeyPurpose.LINE, lines)
    keystore.destroy(KeyPurpose.ONE_TIME, [*records, *handed, *lines])
