"""What hooks are told: by the audit trail once it is chained, so that no hook hears of an arrival before its hour ends.

An event is a random id and a kind. Several changes of a kind make one. It is tried for two days, and then forgotten:
a program that was away reads the queue.
"""

import hmac
import json
import logging
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reports.clock import in_seconds, today
from reports.gateways.hooks import post
from reports.hooks.keeping import is_allowed, newest
from reports.models import AuditEntry, Hook, HookEvent, Recusal
from reports.sealing.opening import CannotOpen
from reports.worker_box import RELAY, open_to_worker

log = logging.getLogger(__name__)
TELL: Final = "reports.hooks.tell"
_CHANGES = frozenset({
    "tip.claimed", "tip.released", "tip.moved", "tip.closed", "tip.left_closed", "tip.merged", "tip.unmerged",
    "tip.linked", "tip.unlinked", "tip.looked_at_again", "tipster.asked", "note.added", "outcome.recorded",
    "tip.corrected", "tip.category_set", "tip.handed_over", "tip.left_behind", "tip.officer_left", "tip.ask_again_set",
    "tip.put_back", "tip.leads", "tip.leads_no_more", "case.joined", "case.left", "tip.split", "tip.split_undone",
    "finding.masked", "finding.unmasked", "finding.corrected", "finding.put_back", "finding.wrong_unit",
    "finding.added",
})  # fmt: skip
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "tip.new": frozenset({"tip.triaged", "tip.triage_failed", "tip.referred", "tip.shared", "tip.split_off"}),
    "tip.told_more": frozenset({"tip.added", "tip.first_taken_back"}),
    "tip.changed": _CHANGES,
    "release.ready": frozenset({"release.released"}),
    "release.withdrawn": frozenset({"release.withdrawn"}),
    "tip.erased": frozenset({"tip.erased"}),
}
BACKOFF: Final = (60, 300, 1800, 7200, 6 * 3600, 24 * 3600)  # seconds until the next try
_HELD: Final = 120  # seconds that a sending holds its event
_AT_ONCE: Final = 50


@transaction.atomic
def gather() -> int:
    """Make events of what the trail has new for each hook. Returns how many kinds were new."""
    last, made = newest(), 0
    for hook in Hook.objects.select_for_update().filter(seen__lt=last).order_by("id"):
        kept = Recusal.objects.filter(officer=hook.officer_id).values("tip")  # from who made it, who reads its program
        new = AuditEntry.objects.filter(unit_id=hook.unit_id, sequence__gt=hook.seen, sequence__lte=last)
        new = new.exclude(tip_id__in=kept)
        acts = set(new.values_list("act", flat=True).distinct())
        events = [HookEvent(hook=hook, kind=kind, due_at=timezone.now()) for kind, of in KINDS.items() if acts & of]
        HookEvent.objects.bulk_create(events, ignore_conflicts=True)
        made += len(events)
        hook.seen = last
        hook.save(update_fields=["seen"])
    return made


def due_events() -> list[UUID]:
    """Return the events whose time has come."""
    due = HookEvent.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "id")
    return list(due.values_list("pk", flat=True)[:_AT_ONCE])


def tell(event_id: UUID) -> bool:
    """Tell one event to its hook, and forget it when it was taken. Returns whether it was."""
    event = _hold(event_id)
    if event is None:
        return False
    hook = event.hook
    try:
        said = json.loads(open_to_worker(RELAY, hook.box, "hook", hook.pk, hook.unit_id))
    except CannotOpen:
        log.error("A hook cannot be opened: it is told nothing.")
        return False
    taken = is_allowed(said["address"]) and post(said["address"], *signed(event, bytes.fromhex(said["key"])))
    if taken:
        HookEvent.objects.filter(pk=event.pk).delete()
        Hook.objects.filter(pk=hook.pk, failing_since__isnull=False).update(failing_since=None)
    elif event.tries > len(BACKOFF):
        HookEvent.objects.filter(pk=event.pk).delete()
    else:
        HookEvent.objects.filter(pk=event.pk).update(due_at=in_seconds(BACKOFF[event.tries - 1]))
    if not taken:
        Hook.objects.filter(pk=hook.pk, failing_since__isnull=True).update(failing_since=today())
    return taken


def signed(event: HookEvent, key: bytes) -> tuple[bytes, dict[str, str]]:
    """Return the body of an event, and the headers that sign it as Standard Webhooks says."""
    body = json.dumps({"id": str(event.pk), "kind": event.kind}).encode()
    now = str(int(timezone.now().timestamp()))
    mark = hmac.digest(key, f"{event.pk}.{now}.".encode() + body, sha256)
    return body, {
        "Content-Type": "application/json",
        "webhook-id": str(event.pk),
        "webhook-timestamp": now,
        "webhook-signature": f"v1,{b64encode(mark).decode()}",
    }


@transaction.atomic
def _hold(event_id: UUID) -> HookEvent | None:
    """Take an event for one sending: another worker finds it not due until this one is surely over."""
    waiting = HookEvent.objects.select_for_update(skip_locked=True, of=("self",)).select_related("hook")
    event = waiting.filter(pk=event_id, due_at__lte=timezone.now()).first()
    if event is not None:
        event.tries, event.due_at = event.tries + 1, in_seconds(_HELD)
        event.save(update_fields=["tries", "due_at"])
    return event
