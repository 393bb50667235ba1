"""Erasing a tip: its keys first, which no backup brings back, then rows and blobs."""

from uuid import UUID

from django.db import transaction

from reports import audit, keystore
from reports.clock import today
from reports.gateways.blobs import blobs
from reports.models import Attachment, Dispatch, Erasure, Errand, KeyPurpose, Line, Officer, Record, Tip


def erase_tip(*, tip_id: UUID, by: Officer | str) -> None:
    """Destroy every key of a tip, then all that is stored of it; the audit trail and the erasure's entry stay.

    Safe to repeat after a crash, and for a tip whose rows are back from a backup. The tip's row is held meanwhile, so
    that no arrival brings a key that is then missed.
    """
    with transaction.atomic():
        Tip.objects.select_for_update().filter(pk=tip_id).first()
        _destroy_keys(tip_id)
        for name in Attachment.objects.filter(record__tip_id=tip_id).values_list("pk", flat=True):
            blobs().delete(name)
        for upload in Errand.objects.filter(record__tip_id=tip_id).values_list("blob", flat=True):
            if upload:
                blobs().delete(upload)
        Erasure.objects.get_or_create(tip_id=tip_id, defaults={"day": today()})
        if Tip.objects.filter(pk=tip_id).delete()[0]:
            audit.enter("tip.erased", by=by, tip=tip_id)


def _destroy_keys(tip_id: UUID) -> None:
    """Destroy them in the key store, which commits at once."""
    records = list(Record.objects.filter(tip_id=tip_id).values_list("pk", flat=True))
    lines = list(Line.objects.filter(tip_id=tip_id).values_list("pk", flat=True))
    handed = [*Errand.objects.filter(record__tip_id=tip_id).values_list("pk", flat=True)]
    handed += Dispatch.objects.filter(record__tip_id=tip_id).values_list("pk", flat=True)
    keystore.destroy(KeyPurpose.ERASURE, records)
    keystore.destroy(KeyPurpose.FINGERPRINT, [tip_id])
    keystore.destroy(KeyPurpose.LINE, lines)
    keystore.destroy(KeyPurpose.ONE_TIME, [*records, *handed])
