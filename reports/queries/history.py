"""What was done to a tip, and by whom.

Tipsters' and the worker's entries are kept to the hour and have random ids, so that nobody learns the minute of an
arrival. Inside an hour their order is therefore not known. They are put into the order in which such acts follow each
other by nature, before officers' exact entries of that hour; faces have to say that this order is not a record.
"""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q

from reports import audit
from reports.keyring import KeyRing
from reports.models import AuditEntry, Membership, Recusal, Split, Tip, TriageState, Unit
from reports.models.choices import APART, IN_PLACE_OF
from reports.models.kept import ONE, Kept
from reports.models.raw import ids, plain_rows
from reports.models.tip import ids_of
from reports.queries.references import cases_left_by, erased_among, left_by

MOST = 500
_OF_NEWER = frozenset({"tip.told_again", "tip.left_closed"})  # which name a newer tip of the same
READINGS = frozenset({"tip.read", "file.read", "release.read", "draft.kept", "draft.dropped"})
_BY_NATURE = (
    "tip.arrived",
    "tip.taken_down",
    "call.hung_up",
    "call.reading",
    "call.receipt_heard",
    "tip.added",
    "tip.first_taken_back",
    "text.came_late",
    "text.unanswered",
    "text.withheld",
    "tip.triage_failed",
    "tip.triaged",
    "alert.everybody",
    "alert.confirmed",
    "alert.called_off",
    "media.fetched",
    "recording.heard",
    "provider.deleted",
    "text.sent",
    "line.silenced",
    "line.opened",
    "line.receipt_given",
    "line.forgotten",
    "line.renewed",
    "line.opted_out",
    "line.stopped",
    "line.held",
    "line.unanswered",
    "line.reached",
    "line.idle",
    "dialogue.ended",
    "tip.erased",
)
_LOST_BY = (
    "text.unanswered",
    "text.withheld",
    "text.came_late",
    "call.hung_up",
    "call.reading",
    "line.forgotten",
    "line.renewed",
    "line.opted_out",
    "line.stopped",
    "line.held",
    "line.unanswered",
    "line.idle",
    "dialogue.ended",
)
_BETWEEN_UNITS = frozenset(
    {"tip.referred", "tip.shared", "release.given_unit", "tip.split", "macro.made", "macro.dropped"}
)
_ENTRY = tuple(one.attname for one in AuditEntry._meta.concrete_fields)
_NAMES = "SELECT id, name FROM officer WHERE id = ANY(%s::uuid[])"
_RANKS = {act: rank for rank, act in enumerate(_BY_NATURE)}


def history_of(tip_id: UUID, ring: KeyRing, *, most: int = MOST, readings: bool = True) -> list[AuditEntry]:
    """Return the newest `most` entries of a tip, oldest first; without plain readings if so asked.

    `ring` is that of who reads it. That somebody of standards or oversight tried to open the tip would tell that they
    have heard of it, and that somebody of its own unit did, or a reader who is kept from it, that it names them: these
    are told to these two alone. What was done because of another tip is kept from whoever that one
    is kept from, or it would hint at it, and once that one is erased from everybody; that a newer one tells of the
    same, or nothing new, is told to who may read that. Nor is anybody told of a case that is no case for him.
    """
    newest = [_entry(values) for values in _newest(max(most, MOST), readings=readings).rows({ONE: tip_id})]
    return _in_order(_of_others(_told(newest, tip_id, ring.unit_ids), ring))[-most:]


@lru_cache
def _newest(most: int, *, readings: bool) -> Kept:
    entries = AuditEntry.objects.filter(tip_id=ONE)
    if not readings:
        entries = entries.exclude(act__in=READINGS)
    return Kept.of(entries.order_by("-at", "id").values_list(*_ENTRY)[:most])


def _entry(values: tuple[Any, ...]) -> AuditEntry:
    entry = AuditEntry.from_db("default", _ENTRY, values)
    entry.detail = json.loads(str(entry.detail))
    return entry


def _told(entries: list[AuditEntry], tip_id: UUID, units: Collection[UUID]) -> list[AuditEntry]:
    """Leave out whom the tip refused, where that tells who has heard of it or is kept from it."""
    refused = {entry.actor for entry in entries if entry.act == "tip.refused"}
    if not refused or Unit.objects.filter(pk__in=units, purpose__in=APART).exists():
        return entries
    own = Tip.everything.filter(pk=tip_id).values("unit")
    places = Membership.objects.filter(Q(unit__purpose__in=APART) | Q(unit__in=own))
    gone = Recusal.objects.filter(tip=tip_id).values_list("officer_id", flat=True)
    stepped_back = {entry.actor for entry in entries if entry.act == "tip.recused"}
    quiet = {f"officer:{officer}" for officer in (*places.values_list("officer_id", flat=True), *gone)} - stepped_back
    return [entry for entry in entries if entry.act != "tip.refused" or entry.actor not in quiet]


def _of_others(entries: list[AuditEntry], ring: KeyRing) -> list[AuditEntry]:
    """Leave out what tells of another tip that is none of the reader's business."""
    others = {other for entry in entries if (other := entry.detail.get("other"))}
    left = (left_by(ring.officer) & others) | erased_among(others) if others else set()
    newer = {other for entry in entries if entry.act in _OF_NEWER and (other := entry.detail.get("other"))}
    read = {other for other in newer if ring.tips.filter(pk__range=ids_of(other)).exists()}
    hidden = cases_left_by(ring.officer) if any("case" in entry.detail for entry in entries) else set()

    def is_told(entry: AuditEntry) -> bool:
        other = entry.detail.get("other")
        if entry.detail.get("case") in hidden:
            return False
        return not other or (other not in left and (entry.act not in _OF_NEWER or other in read))

    return [entry for entry in entries if is_told(entry)]


def lost_by(tip_id: UUID) -> str:
    """Return since which act no text reaches a tip's phone; "" where one hour holds several."""
    newest = AuditEntry.objects.filter(tip_id=tip_id, act__in=_LOST_BY).order_by("-at", "id")
    acts = {(hour_of(entry), entry.act) for entry in newest[:MOST]}
    last = [act for hour, act in acts if hour == max(hour for hour, _ in acts)]
    return last[0] if len(last) == 1 else ""


def waits_for_start(tip: Tip) -> bool:
    """Return whether a tip's phone has stopped all texts, and the receipt is kept for it until it writes START."""
    if not tip.lines.filter(stopped=True, renewed=False).exists():
        return False
    kept_or_given = AuditEntry.objects.filter(tip_id=tip.pk, act__in=("line.held", "line.receipt_given"))
    return set(kept_or_given.values_list("act", flat=True)) == {"line.held"}


def nobody_has_receipt(tip: Tip) -> bool:
    """Return whether it is certain that nobody can open a tip's mailbox, and no phone goes on with it.

    A caller who hung up heard nothing of the receipt, a text with it did not arrive, or nobody could be answered. Where
    it is only likely, as of one who heard a part, this is False. A phone that has stopped all texts reads nothing, but
    START may bring it a receipt that is still kept.
    """
    if not tip.unreachable or tip.lines.filter(stopped=False).exists() or waits_for_start(tip):
        return False
    if not tip.mailbox_key and (tip.triage == TriageState.DONE or Split.objects.filter(tip=tip).exists()):
        return True  # it was made of words of another tip
    got = {"line.receipt_given", "line.reached"}
    of_receipt = (*_LOST_BY, "call.receipt_heard", *got)
    acts = set(AuditEntry.objects.filter(tip_id=tip.pk, act__in=of_receipt).values_list("act", flat=True))
    if "call.hung_up" in acts:
        return acts.isdisjoint({"call.reading", "call.receipt_heard"})
    return acts in ({"text.came_late"}, {"text.unanswered"}) or ("line.unanswered" in acts and acts.isdisjoint(got))


def hour_of(entry: AuditEntry) -> datetime:
    """Return the hour that an entry belongs to."""
    return entry.at.replace(minute=0, second=0, microsecond=0)


def is_kept_to_the_hour(entry: AuditEntry) -> bool:
    """Return whether nobody knows when in its hour this happened."""
    return not entry.actor.startswith("officer:") or entry.act in audit.TO_THE_HOUR


def actor_names(entries: list[AuditEntry]) -> dict[str, str]:
    """Return what to call each actor of these entries: an officer's name, or the actor's own word.

    The officers and units whom details speak of are named too, by `officer:` with the id and by slug.
    """
    people = {entry.actor.removeprefix("officer:") for entry in entries if entry.actor.startswith("officer:")}
    people |= {entry.detail[who] for entry in entries for who in ("officer", "officer_was") if entry.detail.get(who)}
    rows = plain_rows("default", _NAMES, ids(*map(UUID, people))) if people else ()
    names = {f"officer:{officer}": name for officer, name in rows}
    slugs = {entry.detail["to"] for entry in entries if entry.act in _BETWEEN_UNITS and entry.detail.get("to")}
    slugs |= {entry.detail[IN_PLACE_OF] for entry in entries if entry.detail.get(IN_PLACE_OF)}
    units = Unit.objects.filter(slug__in=slugs).values_list("slug", "name") if slugs else ()
    return {entry.actor: entry.actor for entry in entries} | names | dict(units)


def _in_order(entries: Iterable[AuditEntry]) -> list[AuditEntry]:
    def place(entry: AuditEntry) -> tuple[datetime, bool, int, datetime]:
        vague = is_kept_to_the_hour(entry)
        return hour_of(entry), not vague, _RANKS.get(entry.act, len(_RANKS)) if vague else 0, entry.at

    return sorted(entries, key=place)
