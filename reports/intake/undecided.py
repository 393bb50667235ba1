"""What a caller said and has neither sent nor deleted yet: it waits for a minute, as an errand that has no record.

The caller sends it, and it goes through the door like anything else; or deletes it, and nothing of it was ever stored;
or hangs up, and nobody decides: then the minute passes and the worker sends it. Whatever comes first counts, for all
three claim the same row of what was seen: what was deleted stays deleted whatever comes late, and what was sent is sent
once. What was said in several parts of one call waits in as many errands, and each knows those before it: whichever is
sent takes them along, in their order and to one tip.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.db.models import Q

from reports import audit, keystore
from reports.clock import in_seconds
from reports.dialogue.mailbox import MailboxKey, find
from reports.dialogue.turns import MailboxBusy
from reports.intake.door import Accepted, NotStored, accept
from reports.intake.ordering import errand_id, order_deletion_once
from reports.intake.repeats import Repeat
from reports.intake.submission import HUNG_UP, READING, ErrandRequest, Submission
from reports.models import AuditEntry, Channel, Errand, ErrandKind, KeyPurpose, Tip
from reports.writing import keep_errand_once

_IN_DANGER = 40.0  # seconds at most that words of danger wait; the menu takes half of it
_MORE = 600.0  # seconds that the next part may take, which is the longest recording
_LAST_STEP = 30.0  # seconds that the last step of a call may take, at the fallback too
IS_UNDECIDED = Q(kind=ErrandKind.RECORDING, record=None, fetched=False)
FINISHED = 60.0  # seconds after which the provider has surely finished a recording, so that "not there" means deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One recording of one call, both by their SIDs, and what is known of it. `joins`: the tip it belongs to.

    `earlier`: what was said before it in the same call and is not decided about either, oldest first.
    """

    call: str = field(repr=False)
    recording: str = field(repr=False)
    language: str
    category: str = ""
    in_danger: bool = False
    joins: UUID | None = None
    earlier: tuple[str, ...] = field(default=(), repr=False)
    self_test: bool = False

    @property
    def parts(self) -> tuple["Said", ...]:
        """All that is decided about together, each by itself."""
        return tuple(replace(self, recording=one, earlier=()) for one in (*self.earlier, self.recording))

    @property
    def repeat(self) -> Repeat:
        """The place of this recording among what was seen, whether it is sent or deleted."""
        return Repeat(f"call:{self.call}:{self.recording}".encode())

    @property
    def waiting(self) -> UUID:
        """The id of the errand as which it waits."""
        return errand_id(self.recording, ErrandKind.RECORDING)

    def content(self) -> dict[str, str]:
        """Return it as an errand's content: all that the worker needs, who has not the pepper of requests."""
        return {
            "reference": self.recording,
            "language": self.language,
            "category": self.category,
            "in_danger": "yes" if self.in_danger else "",
            "joins": str(self.joins or ""),
            **({"self_test": "yes"} if self.self_test else {}),
            "repeat": self.repeat.carried(),
            "earlier": json.dumps([[one.recording, one.repeat.carried(), one.waiting.hex] for one in self.parts[:-1]]),
        }


def hold(said: Said) -> None:
    """Let it wait for the caller's decision, unless that has come."""
    wait = min(settings.DECIDE_SECONDS, _IN_DANGER) if said.in_danger else settings.DECIDE_SECONDS
    if not said.repeat.came_before():
        keep_errand_once(said.waiting, ErrandKind.RECORDING, said.content(), wait=wait, call=_id_of(said.call))


def hold_for_more(said: Said) -> None:
    """Let it wait while more is said. What was said in danger waits no longer than it would."""
    _hold_longer(said, _MORE + settings.DECIDE_SECONDS)


def hold_on(said: Said) -> None:
    """Let it wait as long again: the caller is still there, and is asked once more. Words of danger are not put off."""
    _hold_longer(said, settings.DECIDE_SECONDS)


def _hold_longer(said: Said, seconds: float) -> None:
    hold(said)
    if not said.in_danger:
        due = in_seconds(seconds)
        Errand.objects.filter(pk__in=[one.waiting for one in said.parts], fetched=False).update(due_at=due)


def hurry(call: str) -> None:
    """Let what waits of a call wait no longer than a step that is still on its way: the call is over."""
    soon = in_seconds(_LAST_STEP)
    waiting = Errand.objects.filter(call=_id_of(call), record=None, kind=ErrandKind.RECORDING, fetched=False)
    waiting.filter(due_at__gt=soon).update(due_at=soon)


def _id_of(call: str) -> UUID:
    return errand_id(call, ErrandKind.CALL)


def send(said: Said) -> Accepted:
    """Hand it and what waits before it to the door; sent again, it gets the same answer. Raises NotStored.

    Until `note_heard` its receipt counts as read to nobody.
    """
    accepted = _send(said.content(), said.waiting, hearing=READING)
    if accepted.repeated:  # the worker took its caller for gone
        _note(accepted.receipt, act=READING, is_heard=False)
    return accepted


def note_heard(receipt: str) -> None:
    """Note that a receipt was read out to its caller once, whole.

    Where too many mailboxes are looked for at once, or a database is down, it counts as not heard.
    """
    with suppress(DatabaseError, InterfaceError):
        _note(receipt, act="call.receipt_heard", is_heard=True)


def send_of_gone(said: Said) -> None:
    """Hand the same to the door after the caller hung up, to whom no receipt is read out. Raises NotStored."""
    _send(said.content(), said.waiting, hearing=HUNG_UP)


def discard(said: Said) -> list[bool]:
    """Delete it and what waits before it, at the provider too. False for each part that was sent, by whomever."""
    with transaction.atomic():
        return [_discard(part) for part in said.parts]


def _discard(said: Said) -> bool:
    repeat = said.repeat
    try:
        with transaction.atomic():
            repeat.bare_row().save(force_insert=True)
            order_deletion_once(said.recording, ErrandKind.RECORDING, wait=FINISHED)
    except IntegrityError:
        if not repeat.came_before():
            raise
        return repeat.earlier_answer() is None
    return True


def is_undecided(errand: Errand) -> bool:
    """Return whether an errand is a recording that waits for its caller."""
    return errand.record_id is None and errand.kind == ErrandKind.RECORDING and not errand.fetched


def send_undecided(errand: Errand, content: Mapping[str, str]) -> None:
    """Send what nobody decided about: the caller hung up. Of a tip that is erased it is deleted. Raises NotStored."""
    if content["joins"] and not Tip.objects.filter(pk=content["joins"]).exists():
        Errand.objects.filter(pk=errand.pk).update(fetched=True, due_at=in_seconds(0.0))
        return
    _send(content, errand.pk, hearing=HUNG_UP)


def _note(receipt: str | None, *, act: str, is_heard: bool) -> None:
    """Enter what became of the receipt, for a tip that is flagged as one whose caller has none."""
    try:
        found = find(receipt) if receipt else None
    except MailboxBusy:
        return
    tip = Tip.objects.filter(pk=found.tip_id, unreachable=True).first() if found else None
    if tip is None or AuditEntry.objects.filter(tip_id=tip.pk, act=act).exists():
        return
    with transaction.atomic():
        Tip.objects.filter(pk=tip.pk).update(unreachable=not is_heard)
        audit.enter(act, by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id)


def _send(content: Mapping[str, str], waiting: UUID, *, hearing: str) -> Accepted:
    joins, receipt = content["joins"], None
    for reference, repeat, errand in json.loads(content.get("earlier", "[]")):
        part = {**content, "reference": reference, "repeat": repeat, "joins": joins}
        accepted = _send_part(part, UUID(errand), goes_on=joins != content["joins"], hearing=hearing)
        receipt = receipt or accepted.receipt
        joins = joins or _tip_of(accepted)
    last = _send_part({**content, "joins": joins}, waiting, goes_on=joins != content["joins"], hearing=hearing)
    return replace(last, receipt=receipt, joined=False) if receipt else last


def _tip_of(accepted: Accepted) -> str:
    """Return the id of the tip that was made, or "" where it cannot be known any more. Raises NotStored."""
    try:
        found = find(accepted.receipt) if accepted.receipt else None
    except MailboxBusy as problem:
        raise NotStored from problem  # what is left waits on, and is sent once more
    return str(found.tip_id) if found else ""


def _send_part(content: Mapping[str, str], waiting: UUID, *, goes_on: bool, hearing: str) -> Accepted:
    accepted = accept(
        Submission(
            channel=Channel.CALL,
            answers={"category": content["category"]} if content["category"] else {},
            in_danger=bool(content["in_danger"]),
            language=content["language"],
            self_test="self_test" in content,
            joins=MailboxKey(UUID(content["joins"])) if content["joins"] else None,
            errands=(ErrandRequest(kind=ErrandKind.RECORDING, reference=content["reference"]),),
            repeat_key=Repeat.of(content["repeat"]),
            goes_on=goes_on,
            hearing=hearing,
        )
    )
    try:
        _waits_no_more(waiting)
    except (DatabaseError, InterfaceError):
        return accepted  # it is stored; what waits finds that out by itself
    return accepted


def _waits_no_more(waiting: UUID) -> None:
    """Drop the errand, but not one that was turned into a deletion meanwhile."""
    if Errand.objects.filter(pk=waiting, fetched=False).delete()[0]:
        keystore.destroy(KeyPurpose.ONE_TIME, [waiting])
