"""Letting the duty unit open a tip that an officer finds to be immediate, as the worker does where words make it so.

The officer's session hands over the key. Of the duty unit's members nobody whom the tip may name comes to read it.
"""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.db import transaction

from reports import audit
from reports.alarm import is_worked_on, standing_by
from reports.keyring import KeyRing
from reports.models import Tip, TriageState, Urgency
from reports.queries.named import members_in, named_in, seated_in
from reports.queries.reading import UNREADABLE
from reports.sealing.manifest import UnitKey
from reports.sealing.rowmac import RowChanged
from reports.signed_people import members_of
from reports.signed_row import check_signed
from reports.taking_off import readers_left, take_off
from reports.wall import whole_house
from reports.writing import informing_key


@whole_house()  # the key is another unit's
def call_in(tip: Tip, ring: KeyRing) -> None:
    """Give the duty unit the key of a tip whose row the caller holds, and saves. Raises NotYours, CannotOpen.

    Not where nobody works on it, and not where the row is not the signed one: its unit may have been standards. That
    one rings all the same.
    """
    duty = standing_by(tip)
    if duty is None or duty.unit_id in tip.informed or not is_worked_on(tip):
        return
    with suppress(RowChanged):
        check_signed(tip)
        _hand(tip, duty, ring.tip_root(tip), named_in(ring, tip, [duty.unit_id]))


def call_in_if_it_opens(tip: Tip, ring: KeyRing) -> None:
    """Do so where it can be done: what nobody can open helps nobody, and what the officer does is done all the same."""
    with suppress(*UNREADABLE):
        call_in(tip, ring)


def call_in_where_lacking(tip: Tip, ring: KeyRing) -> None:
    """Do so for a tip that somebody of its unit reads, where no officer's session was there when it needed the key.

    Such was opened again by its tipster's words or by undoing an act on several, or told of danger later.
    """
    if tip.urgency != Urgency.IMMEDIATE or tip.triage == TriageState.WAITING or tip.unit_id not in ring.unit_ids:
        return
    duty = standing_by(tip)
    if duty is None or duty.unit_id in tip.informed:
        return
    with transaction.atomic():
        held = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
        before = list(held.informed)
        call_in_if_it_opens(held, ring)
        if held.informed != before:
            held.save(update_fields=["informed"])
            audit.enter("tip.shared", by=ring.officer, tip=tip.pk, unit=tip.unit_id, to=settings.DUTY_UNIT)
    tip.informed = held.informed


def call_in_for_words(tip: Tip, words: str, d: bytes, kept: Collection[UUID]) -> None:
    """Give it the key of a tip that an officer just made of some words; the caller is beyond the wall.

    `kept`: from whom triage found that it is to be kept, besides those whose names stand there.
    """
    duty = standing_by(tip)
    if duty:
        _hand(tip, duty, d, members_in(words, [duty.unit_id]) | seated_in([duty.unit_id], kept))
        tip.save(update_fields=["informed"])


def _hand(tip: Tip, duty: UnitKey, d: bytes, named: Collection[UUID]) -> None:
    """Nobody is handed a key whom it helps nothing: where all of the duty unit are kept off, it is not given."""
    new = set(named) - members_of([tip.unit_id])
    if readers_left(tip, new, unit=duty.unit_id):
        take_off(tip, new)
        informing_key(tip, duty, d).save(force_insert=True)
