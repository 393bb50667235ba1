"""Errands: fetching what lies at the provider, sealing it to the tip, and seeing it deleted there."""

import logging
from collections.abc import Mapping
from contextlib import nullcontext
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from reports import audit, keystore
from reports.clock import in_seconds, this_hour
from reports.gateways.blobs import blobs
from reports.gateways.scanner import Infected, NotChecked
from reports.gateways.twilio import (
    BadReference,
    Deletion,
    ForeignHost,
    Gone,
    Refused,
    TooLarge,
    TwilioFault,
    Unavailable,
)
from reports.intake.broken_off import BROKE_OFF, count_broken_off, until_next_try
from reports.intake.door import NotStored
from reports.intake.errand_kinds import FETCHED, NOT_TAKEN, Handling, handling
from reports.intake.hearing import Unheard, answers_before_hearing, hear
from reports.intake.media import CleanFile, FileRefused, Refusal
from reports.intake.slow_work import Lane, in_turn
from reports.intake.undecided import is_undecided, send_undecided
from reports.keystore import KeyGone
from reports.models import Capsule, Errand, ErrandKind, KeyPurpose, Tip
from reports.signed_row import check_signed
from reports.worker_box import TRIAGE, open_handed
from reports.writing import RecordRoot, write_record

log = logging.getLogger(__name__)
_LEASE = 660.0  # seconds that one try holds an errand; longer than the gateway may fetch and a cleaner may take
_FIRST_WAIT = 25.0  # seconds; a new errand is due in less, a held one only when its lease is nearly over
_UNTIL_TRIAGED = 5.0  # seconds before an errand that waits for its words is looked at again
UNDER_WAY = 20.0  # seconds after which a text has mostly left the provider
_TRIES_TO_FETCH = 12
_LONGEST_WAIT = 3600.0
_NOT_FETCHED = "The tipster sent a file that could not be fetched. It was not kept."
_PROBLEMS = {Gone: "not there yet", Refused: "refused", Unavailable: "unavailable"}  # what the ledger shows
IS_SLOW = Q(kind__in=FETCHED, fetched=False, record__isnull=False)  # it is still to be fetched, cleaned and heard


def run_errand(errand_id: UUID) -> None:
    """Do what is left of one errand; it ends when the provider confirms the deletion. Safe to repeat."""
    if _waits_for_triage(errand_id) or _waits_for_media(errand_id):
        return
    is_slow = Errand.objects.filter(IS_SLOW, pk=errand_id).exists()
    with in_turn(Lane.PROVIDER) if is_slow else nullcontext(True) as is_ours:
        if is_ours:
            _run(errand_id)


def _run(errand_id: UUID) -> None:
    taken = Errand.objects.filter(pk=errand_id, due_at__lt=in_seconds(_FIRST_WAIT))
    if not taken.update(attempts=F("attempts") + 1, due_at=in_seconds(_LEASE)):
        return
    errand = Errand.objects.select_related("record").get(pk=errand_id)
    try:
        content = _content(errand)
    except KeyGone:  # not CannotOpen: the key store's file may only be late on this host, and the lease tries again
        log.error("The key of an errand is gone and it is given up.")
        errand.delete()
        return
    unheard, reference = None, content["reference"]
    try:
        if is_undecided(errand):
            send_undecided(errand, content)  # as an arrival, which brings an errand of its own
            return
        if not errand.fetched:
            unheard = _fetch_once(errand, content)
        _delete_there(errand, reference)
    except BadReference:
        _end(errand)
    except (TwilioFault, FileRefused, NotChecked, NotStored, MemoryError) as problem:
        log.warning("An errand must wait: %s", type(problem).__name__)
        wait = min(_LONGEST_WAIT, 10.0 * 2 ** min(errand.attempts, 10))
        wait = max(wait, until_next_try(errand)) if isinstance(problem, BROKE_OFF) else wait
        word = _PROBLEMS.get(type(problem), "not made safe")
        Errand.objects.filter(pk=errand.pk).update(due_at=in_seconds(wait), problem=word)
    if unheard:  # last, so that neither the recording nor its deletion waits for the engine
        hear(unheard)


def _waits_for_triage(errand_id: UUID) -> bool:
    """Until an addition is judged nobody knows in which tip it stays: what it brings must go where its words go.

    A tip's first words are not waited for. Whatever becomes of them, they stay in their tip, with all that joined it.
    """
    of_this = Capsule.objects.filter(record__errands__pk=errand_id, record__errands__fetched=False)
    if not of_this.exclude(record=F("record__tip_id")).exists():
        return False
    Errand.objects.filter(pk=errand_id, due_at__lt=in_seconds(_FIRST_WAIT)).update(due_at=in_seconds(_UNTIL_TRIAGED))
    return True


def _waits_for_media(errand_id: UUID) -> bool:
    """A text takes its pictures along when the provider deletes it: first they are fetched."""
    text = Errand.objects.filter(pk=errand_id, kind=ErrandKind.MESSAGE, record__isnull=False).first()
    if text is None:
        return False
    if not Errand.objects.filter(record=text.record_id, kind=ErrandKind.MEDIA, fetched=False).exists():
        return False
    Errand.objects.filter(pk=errand_id, due_at__lt=in_seconds(_FIRST_WAIT)).update(due_at=in_seconds(_UNTIL_TRIAGED))
    return True


def _content(errand: Errand) -> dict[str, str]:
    one_time = keystore.get(KeyPurpose.ONE_TIME, errand.pk)
    labels = ("errand", errand.pk, errand.record_id or "no record")
    return open_handed(TRIAGE, errand.box, one_time, *labels)


def _fetch_once(errand: Errand, content: Mapping[str, str]) -> Unheard | None:
    """Fetch, make safe and seal; what never can be becomes a line in the thread, so that an officer knows.

    Returns a recording that was kept and that a machine may listen to.
    """
    how = handling(errand.kind)
    if how.fetch is None:
        return None
    came, fetched, note = b"", None, ""
    try:
        came = how.fetch(content["reference"])
        fetched = how.clean(came)
    except BROKE_OFF:
        if how.is_spoken or count_broken_off(errand):  # what a caller said is the provider's own file, and is not lost
            raise
        note = how.refused
    except FileRefused as refusal:
        if refusal.reason is Refusal.BUSY:  # this host, not the file
            raise
        note = how.refused
    except Infected:
        note = "A virus was found in a file that the tipster sent. It was not kept."
    except (TooLarge, ForeignHost, BadReference, Refused):
        note = NOT_TAKEN.get(content["reference"], _NOT_FETCHED)
    except Gone:
        if errand.attempts < _TRIES_TO_FETCH:
            raise
        note = "The provider no longer has what the tipster sent."
    return _store(errand, how, fetched, note, came, goes_on="goes_on" in content)


@transaction.atomic
def _store(
    errand: Errand, how: Handling, fetched: CleanFile | None, note: str, came: bytes, *, goes_on: bool
) -> Unheard | None:
    tip = Tip.everything.select_for_update().get(records__errands=errand.pk)  # not its id of before: it may have moved
    check_signed(tip)
    if not Errand.objects.filter(pk=errand.pk, fetched=False).update(fetched=True):
        return None
    came_with = tip.pk if goes_on else tip.records.values_list("pk", flat=True).get(errands=errand.pk)
    root = RecordRoot.fresh(tip.pk)
    told = answers_before_hearing() if fetched and how.is_spoken else {}
    write_record(root, tip=tip, kind=how.record, text=note, answers=told, by=None, at=this_hour())
    if fetched:
        attachment, pieces = root.seal_attachment(fetched.data, fetched.kind, fetched.removed)
        blobs().put(attachment.pk, pieces)
        attachment.save(force_insert=True)
    Tip.everything.filter(pk=tip.pk).add_what_came(came_with)
    audit.enter("media.fetched", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id, kind=errand.kind)
    return Unheard(root=root, sound=came, language=tip.language, came_with=came_with) if told else None


def _delete_there(errand: Errand, reference: str) -> None:
    if handling(errand.kind).delete(reference) == Deletion.TOO_EARLY:
        wait = min(_LONGEST_WAIT, 60.0 * errand.attempts)
        Errand.objects.filter(pk=errand.pk).update(due_at=in_seconds(wait), problem="too early")
        return
    with transaction.atomic():
        tip_id = errand.record.tip_id if errand.record else None
        audit.enter("provider.deleted", by=audit.WORKER, tip=tip_id, kind=errand.kind)
        _end(errand)


def _end(errand: Errand) -> None:
    errand_id = errand.pk  # delete() takes it from the object
    errand.delete()
    keystore.destroy(KeyPurpose.ONE_TIME, [errand_id])
