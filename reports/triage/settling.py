"""What a judgement makes of a tip's row: its place in the queue, its unit, its mailbox.

Nothing here is saved but by `save_mailbox`.
"""

from collections.abc import Collection
from uuid import UUID

from reports import vault
from reports.models import Capsule, Category, Mailbox, Status, Tip, TriageState, Turn, Urgency
from reports.models.due import due, due_no_later
from reports.retention import opened_again
from reports.sealing.manifest import UnitKey
from reports.sealing.receipts import ReceiptKeys, in_likely_order, open_receipt
from reports.signed_row import sign_row
from reports.triage.assessment import Assessment
from reports.triage.standing_in import works_for

JUNK = 0.9  # from here on the queue sorts a tip down within its urgency; under 1 % of real tips come so far


def describe(tip: Tip, assessment: Assessment) -> None:
    """Set category and language."""
    tip.category = assessment.categories[0] if assessment.categories[0] in Category.values else Category.OTHER
    tip.language = assessment.language


def describe_heard(tip: Tip, assessment: Assessment) -> None:
    """Set category and language by a machine's transcript of a call, where nobody has said or settled anything yet."""
    if tip.category == Category.OTHER and tip.status == Status.NEW and tip.assigned_to_id is None:
        describe(tip, assessment)


def sort(tip: Tip, assessment: Assessment, turn: Turn, *, is_first: bool) -> None:
    """Set a judged tip's place in the queue. Urgency only rises; what is not a tip's first words pulls nothing down.

    In a flood a first look has put last, within their urgency, copies, and what its sender alone calls danger.
    """
    was_last = turn == Turn.COPY or (turn == Turn.JUNK and tip.urgency == Urgency.IMMEDIATE)
    told = Urgency[assessment.urgency.upper()]
    tip.urgency = min(tip.urgency, told)
    # Later words of a merged tip leave it closed, but not when in danger.
    if tip.status == Status.CLOSED and told == Urgency.IMMEDIATE and not is_first:
        opened_again(tip)
        tip.status, tip.outcome = Status.OPEN if tip.assigned_to_id else Status.NEW, ""
        tip.due_at = due(tip)
    is_junk = was_last or (assessment.junk >= JUNK and tip.urgency != Urgency.IMMEDIATE)
    tip.looks_junk = is_junk and (is_first or tip.looks_junk)
    if tip.status == Status.NEW:
        tip.due_at = due_no_later(tip)
    if is_first:  # of words that wait, or that nobody could judge, nobody knows more by later ones
        tip.triage = TriageState.DONE
    tip.version += 1


def unit_of(assessment: Assessment, lacking: Collection[UUID]) -> UnitKey:
    """Return the unit that a tip goes to: the one it is routed to, or who works in its place (`stood_in_for`).

    It stays with reception where a step failed, so that nobody can tell whether it names an officer.
    """
    units = vault.manifest().units
    slug = "reception" if assessment.cannot_tell and not assessment.conflict_of_interest else assessment.unit
    return works_for(units.get(slug, units["reception"]), lacking)


def moves(tip: Tip, unit: UnitKey, assessment: Assessment) -> bool:
    """Tell whether a tip leaves reception for `unit`: unless somebody at reception was faster.

    A tip that speaks of the police moves on in any case.
    """
    reception = vault.manifest().units["reception"]
    stays = tip.unit_id != reception.unit_id or unit == reception or tip.assigned_to_id is not None
    return assessment.conflict_of_interest or not stays


def move(tip: Tip, unit: UnitKey) -> None:
    """Give a tip to a unit; whoever had claimed it loses it."""
    tip.unit_id = unit.unit_id
    tip.assigned_to, tip.was_taken_on = None, False
    tip.status = Status.NEW if tip.status == Status.OPEN else tip.status


def receipt_keys(receipt: str) -> ReceiptKeys:
    """Return what a receipt opens, by the pepper under which it was minted. Slow on purpose."""
    return open_receipt(receipt, in_likely_order(receipt, vault.versions("receipt_pepper"))[0])


def save_mailbox(tip: Tip, capsule: Capsule, receipt: str) -> None:
    """Make the mailbox that a tip's receipt opens, and save it."""
    new_mailbox(tip, capsule, receipt_keys(receipt)).save(force_insert=True)


def new_mailbox(tip: Tip, capsule: Capsule, keys: ReceiptKeys) -> Mailbox:
    """Return a tip's mailbox; the tip's row, whose unit is settled, gets the mailbox's key and is signed.

    A capsule without the receipt's fast hash says that the tipster has ended it already.
    """
    tip.mailbox_key = keys.pair.public
    sign_row(tip)
    return Mailbox(tip_id=tip.pk, lookup=keys.lookup, is_open=capsule.waiting is not None)
