"""Proposing a tip for a reward. In the clear this is a note like any other: nothing says that it speaks of a reward.

The proposal goes to the board in a box and names no tip. The promise goes along in it, in a box to the tip's mailbox:
once the board agrees it lies with the voucher, and only the receipt can tell whose it is.

A sum can be shared between the tipsters of a tip and of those that are worked on in it: one proposal, and a voucher for
each. The note lies with the tip that leads.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports import vault
from reports.changing import changing
from reports.clock import today
from reports.keyring import KeyRing
from reports.models import (
    AuditEntry,
    Mailbox,
    Merge,
    Officer,
    Outcome,
    ProposalState,
    Record,
    RecordKind,
    RewardProposal,
    Tip,
    Unit,
    UnitPurpose,
)
from reports.models.choices import REWARD
from reports.queries.reading import ReadEntry, read_record
from reports.rewards.tariff import Award, award_for, has_class
from reports.sealing.envelope import seal_to
from reports.sealing.manifest import UnitKey
from reports.signed_people import members_of
from reports.signed_row import check_signed
from reports.voucher import SLIP, fresh_number, new_promise
from reports.writing import RecordRoot, write_record

BOX, SIZE = "reward proposal", 4096  # bytes: every proposal has the same
VOTES = 2  # of one mind, for a decision; never the proposer's
_WEEKEND = 2  # days
MOST = 4  # tipsters who share: so many promises go into a proposal


class CannotPropose(Exception):
    """The tip cannot be proposed; `reason` says why: one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS = (
    "no_rewards",
    "boards_own",
    "board_knows",
    "no_mailbox",
    "is_led",
    "no_award",
    "no_worth",
    "too_few",
    "too_few_apart",
    "proposed_already",
    "not_shared",
)


def propose_reward(
    *, tip: Tip, ring: KeyRing, version: int | None, shared_with: Collection[UUID] = ()
) -> RewardProposal:
    """Propose what the tariff gives, in equal shares where it is `shared_with` tips that this one leads.

    Raises CannotPropose, NotYours, StaleTip, RowChanged, KeyGone, CannotOpen.
    """
    by = ring.officer
    with changing(tip, act="note.added", by=by, version=version) as changed:
        award = _award(changed)
        if _nobody_could_decide(by):
            raise CannotPropose("too_few")
        others = [one for one in can_share(ring, changed) if one.pk in shared_with]
        if len(others) != len(set(shared_with)) or len(others) >= MOST:
            raise CannotPropose("not_shared")
        if _was_proposed(ring, changed):
            raise CannotPropose("proposed_already")
        for one in (changed, *others):
            check_signed(one)
            if _board_knows(one):
                raise CannotPropose("board_knows")
        units = {unit for one in (changed, *others) for unit in (one.unit_id, *one.informed)}
        knowing = _who_knows(units, (changed, *others))
        if knowing and len(members_of([board().pk]) - knowing - {by.pk}) < VOTES:
            raise CannotPropose("too_few_apart")
        proposal = _proposal(award, changed, others, by, {"apart": _told(knowing), "units": _told(units)})
        words = f"Proposed to the board for a reward, as {proposal.number}"
        shared = f", shared with {', '.join(one.reference for one in others)}" if others else ""
        write_record(
            RecordRoot.fresh(changed.pk),
            tip=changed,
            kind=RecordKind.NOTE,
            text=f"{words}{shared}.",
            answers={REWARD: proposal.number},
            by=by,
            at=timezone.now(),
        )
    return proposal


def can_share(ring: KeyRing, tip: Tip) -> list[Tip]:
    """Return the tips that are worked on in this one, and whose tipsters can be told of a reward."""
    return list(_led(ring, tip).filter(mailbox__is_open=True).exclude(mailbox_key=b"").order_by("pk"))


def _was_proposed(ring: KeyRing, tip: Tip) -> bool:
    """Whether a proposal stands for it, or for a tip that it leads."""
    rows = (each for one in (tip, *_led(ring, tip)) for each in proposals_of(one, ring))
    return any(row.state != ProposalState.REFUSED for row in rows)


def _led(ring: KeyRing, tip: Tip) -> QuerySet[Tip]:
    """The tips that are worked on in this one: what came of them is this one's."""
    return ring.tips.filter(merge__into=tip, unit=tip.unit_id).select_related("unit")


def last_proposal(entries: Iterable[ReadEntry]) -> RewardProposal | None:
    """Return the last proposal of an opened tip, or None."""
    return next(reversed(_proposals(entries)), None)


def proposals_of(tip: Tip, ring: KeyRing) -> list[RewardProposal]:
    """Return the proposals of a tip. Raises NotYours, CannotOpen and what else reading a note raises."""
    return _proposals(_notes(tip, ring))


def can_propose(tip: Tip) -> Award:
    """Return what the tariff gives where a proposal could be made at all. Raises CannotPropose."""
    return _award(tip)


def board() -> Unit:
    """Return the unit whose members decide: oversight."""
    return Unit.objects.get(purpose=UnitPurpose.OVERSIGHT)


def board_key() -> UnitKey:
    """Return the key to which proposals are sealed."""
    return vault.manifest().units[board().slug]


def next_monday(day: date) -> date:
    """Return the Monday that no day betrays: of a weekend's proposal the one after, for hours would tell it."""
    monday = day + timedelta(days=7 - day.weekday())
    return monday if (monday - day).days > _WEEKEND else monday + timedelta(days=7)


def _who_knows(units: Collection[UUID], tips: Collection[Tip]) -> set[UUID]:
    """Return the members of the board who can open one of these tips or ever did anything with it: they abstain."""
    members = members_of([board().pk])
    names = {f"officer:{pk}": pk for pk in members}
    did = Q(tip_id__in=[one.pk for one in tips])
    for one in tips:
        did |= Q(act="list.read", detail__tips__contains=one.reference)
    acted = AuditEntry.objects.filter(did, actor__in=list(names)).values_list("actor", flat=True).distinct()
    return (members_of(units) & members) | {names[actor] for actor in acted}


def _who_had_a_hand(tips: Collection[Tip], by: Officer) -> list[UUID]:
    """Return who may not pay: the proposer, and who wrote what came of these tips, struck or not, the last first."""
    wrote = Outcome.everything.filter(tip__in=tips, officer__isnull=False).order_by("-at").values_list("officer")
    return list(dict.fromkeys((by.pk, *(officer for (officer,) in wrote))))


def _told(ids: Iterable[UUID]) -> list[str]:
    return sorted(one.hex for one in ids)


def _proposal(
    award: Award, tip: Tip, others: Collection[Tip], by: Officer, knowing: dict[str, list[str]]
) -> RewardProposal:
    barred = _who_had_a_hand((tip, *others), by)
    slips = [seal_to(bytes(one.mailbox_key), new_promise(barred), SLIP).hex() for one in (tip, *others)]
    amount = award.amount // len(slips) // 10 * 10 if others else award.amount
    told: dict[str, Any] = {"by": str(by.pk), "class": award.code, "usefulness": award.usefulness, "amount": amount}
    proposal = RewardProposal(number=fresh_number(RewardProposal), shown_from=next_monday(today()))
    box = json.dumps(told | knowing | {"slip": slips[0], "others": slips[1:]}).encode().ljust(SIZE)
    proposal.box = seal_to(board_key().public, box, BOX, proposal.pk)
    proposal.save(force_insert=True)
    return proposal


def _award(tip: Tip) -> Award:
    if not settings.REWARD_PLACES:
        raise CannotPropose("no_rewards")
    if tip.unit.purpose == UnitPurpose.OVERSIGHT:  # its members have read it, and would know whom they pay
        raise CannotPropose("boards_own")
    if not tip.mailbox_key or not Mailbox.objects.filter(tip=tip, is_open=True).exists():
        raise CannotPropose("no_mailbox")
    if Merge.objects.filter(tip=tip).exists():  # what is worked on in another would be paid there and here
        raise CannotPropose("is_led")
    award = award_for(tip)
    if award is None:
        raise CannotPropose("no_worth" if has_class(tip) else "no_award")
    return award


def _nobody_could_decide(by: Officer) -> bool:
    """Return whether a member of the board proposes, and too few others are left to be of one mind."""
    members = members_of([board().pk])
    return by.pk in members and len(members) <= VOTES


def _board_knows(tip: Tip) -> bool:
    """Return whether oversight reads the tip, was told of it, or had it once: it would know whom it pays."""
    entries = AuditEntry.objects.filter(tip_id=tip.pk)
    told = Q(unit_id=board().pk) | Q(act="tip.shared", detail__to=board().slug)
    return board().pk in tip.informed or entries.filter(told).exists()


def _notes(tip: Tip, ring: KeyRing) -> list[ReadEntry]:
    records = Record.objects.filter(tip=tip, kind=RecordKind.NOTE).select_related("tip").order_by("position")
    return [read_record(ring, record)[1] for record in records]


def _proposals(entries: Iterable[ReadEntry]) -> list[RewardProposal]:
    numbers = [entry.answers[REWARD] for entry in entries if REWARD in entry.answers]
    made = RewardProposal.objects.filter(number__in=numbers).defer("box") if numbers else ()
    found = {proposal.number: proposal for proposal in made}
    return [found[number] for number in numbers if number in found]
