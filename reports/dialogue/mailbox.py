"""The mailbox: what a receipt opens, for reading and as the address of later words."""

import json
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from reports import audit, keystore, vault
from reports.clock import today
from reports.day_keys import waiting_hashes
from reports.dialogue.fading import fade_after_reading, fading_day
from reports.dialogue.file_news import FileNews, file_news
from reports.dialogue.forget import close_line
from reports.dialogue.promises import EndedReward, Promise, ended, promised
from reports.dialogue.standing import state_at_desk
from reports.dialogue.turns import turn_for
from reports.models import Capsule, KeyPurpose, Mailbox, MailboxCopy, RecordKind, Tip
from reports.sealing.envelope import seal
from reports.sealing.keys import KeyPair, derive, pair_from_seed, record_key
from reports.sealing.opening import CannotOpen, open_box, unseal, unseal_by_any
from reports.sealing.receipts import bears_guard, in_likely_order, open_receipt
from reports.sealing.rowmac import RowChanged
from reports.signed_row import check_signed, is_signed

log = logging.getLogger(__name__)
PASS_AGE = 30 * 60  # seconds that an opened mailbox page stays usable


class NoSuchMailbox(Exception):
    """No mailbox belongs to this receipt, or it has ended; which of the two is not told."""


class MailboxEnded(NoSuchMailbox):
    """Its tipster ended it; told only to who has had it open, by the pass of a page."""


@dataclass(frozen=True, slots=True)
class MailboxKey:
    """The address of an opened mailbox: an arrival with this key joins its tip."""

    tip_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the thread as the tipster sees it: an officer's words, news of a file, or that the tipster wrote.

    `copy` is the id of the copy that it was read from; `fades_on` the day on which that is erased, once it was read.
    An officer's words that are erased already are `faded`; `is_shut` is what does not open now, because
    its key is spoilt or it was changed: a backup may mend that.
    """

    from_officer: bool
    day: date
    text: str = field(repr=False)
    file: FileNews | None = None
    copy: UUID | None = None
    fades_on: date | None = None
    faded: bool = False
    is_shut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMailbox:
    """An opened mailbox; `pass_token` opens it again for half an hour.

    `state` is received, new, read (an officer has opened the tip, nobody works on it), open, waiting or closed.
    `unread`: an officer has yet to open what was sent last. `withdrawn`: the tipster asked that it not be used.
    The day on which it is erased, and that a court needs it, are not told: they show what kind of tip it was.
    """

    key: MailboxKey
    state: str
    unread: bool = False
    withdrawn: bool = False
    rewards: tuple[Promise, ...] = ()
    ended_rewards: tuple[EndedReward, ...] = ()
    entries: tuple[Entry, ...] = field(repr=False)
    pass_token: str = field(repr=False)


def open_mailbox(receipt: str) -> OpenMailbox:
    """Open the mailbox of a well-formed receipt. Raises NoSuchMailbox, MailboxBusy."""
    place = _place_of(receipt)
    return _received(place, receipt) if isinstance(place, UUID) else _opened(*place)


def _place_of(receipt: str) -> UUID | tuple[Tip, KeyPair]:
    """Return the tip of a receipt and its keys, or only the tip's id where triage has not taken it up yet."""
    waiting = Capsule.objects.filter(waiting__in=waiting_hashes(receipt)).first()
    if waiting is not None and is_signed(waiting):
        tip_id: UUID = waiting.pk
        return tip_id  # only a first arrival has a receipt, and its record has the tip's own id
    for pepper in in_likely_order(receipt, vault.versions("receipt_pepper")):
        with turn_for(receipt, bears_guard=bears_guard(receipt, pepper)).one():
            keys = open_receipt(receipt, pepper)
        mailbox = Mailbox.objects.filter(lookup=keys.lookup, is_open=True).select_related("tip").first()
        if mailbox is not None:
            _check(mailbox.tip, keys.pair)
            return mailbox.tip, keys.pair
    raise NoSuchMailbox


def may_be_ours(receipt: str) -> bool:
    """Whether a well-formed receipt bears the digits that only this installation makes: of 100 guesses one does.

    While the pepper before is good too, two do.
    """
    return any(bears_guard(receipt, pepper) for pepper in vault.versions("receipt_pepper"))


def find(receipt: str) -> MailboxKey | None:
    """Return the key of the mailbox that a text names by its receipt, or None, unopened. Raises MailboxBusy."""
    try:
        place = _place_of(receipt)
    except NoSuchMailbox:
        return None
    return MailboxKey(place if isinstance(place, UUID) else place[0].pk)


def reopen(pass_token: str) -> OpenMailbox:
    """Open a mailbox again from the token its page carried. Raises NoSuchMailbox, MailboxEnded, MailboxBusy.

    One from before the tip was judged holds no key yet, but the receipt, which finds it from then on.
    """
    tip_id, seed, until, receipt = _read_pass(pass_token)
    tip = Tip.objects.filter(pk=tip_id).first()
    mailbox = Mailbox.objects.filter(tip=tip).first() if tip else None
    if mailbox is not None and not mailbox.is_open:
        raise MailboxEnded
    if tip is None or time.time() > until:
        raise NoSuchMailbox
    if receipt:
        return _found_again(receipt, tip_id)
    if mailbox is None and Capsule.objects.filter(pk=tip_id, waiting__isnull=False).exists():
        return _received(tip_id, "")  # a pass from a host that is not yet upgraded
    if mailbox is None or not seed:
        raise NoSuchMailbox
    pair = pair_from_seed(seed)
    _check(tip, pair)
    return _opened(tip, pair)


def _found_again(receipt: str, tip_id: UUID) -> OpenMailbox:
    opened = open_mailbox(receipt)
    if opened.key.tip_id != tip_id:
        raise NoSuchMailbox
    return opened


def pair_of_pass(pass_token: str) -> tuple[UUID, KeyPair]:
    """Return the tip and the keys of a mailbox that this token has just opened again. Raises NoSuchMailbox."""
    tip_id, seed, _until, _receipt = _read_pass(pass_token)
    if not seed:
        raise NoSuchMailbox
    return tip_id, pair_from_seed(seed)


def read_by_tipster(opened: OpenMailbox) -> OpenMailbox:
    """Note that these entries were shown, and return them with the day on which each is erased."""
    fresh = [entry.copy for entry in opened.entries if entry.copy and entry.fades_on is None]
    fade_after_reading(fresh)
    fades_on = fading_day(today())
    return replace(
        opened,
        entries=tuple(replace(entry, fades_on=fades_on) if entry.copy in fresh else entry for entry in opened.entries),
    )


@transaction.atomic
def end_dialogue(key: MailboxKey) -> None:
    """Close the mailbox for good and destroy the phone's line. The tip itself stays with the police.

    A mailbox that triage has not made yet is made closed: its capsule loses the receipt's hash. The capsule comes
    first, because a worker that is just making the mailbox holds it.
    """
    Capsule.objects.filter(pk=key.tip_id).update(waiting=None)
    Mailbox.objects.filter(tip_id=key.tip_id).update(is_open=False)
    close_line(tip=Tip.objects.get(pk=key.tip_id), act="dialogue.ended", by=audit.TIPSTER)


def _received(tip_id: UUID, receipt: str) -> OpenMailbox:
    key, withdrawn = MailboxKey(tip_id), Tip.objects.filter(pk=tip_id, withdrawn=True).exists()
    token = _pass_token(tip_id, receipt=receipt)
    return OpenMailbox(key=key, state="received", withdrawn=withdrawn, entries=(), pass_token=token)


def _check(tip: Tip, pair: KeyPair) -> None:
    """Raises NoSuchMailbox where the tip's row was changed."""
    try:
        check_signed(tip)
    except RowChanged:
        log.error("The row of a tip was changed: its mailbox stays shut.")
        raise NoSuchMailbox from None
    if bytes(tip.mailbox_key) != pair.public:
        raise NoSuchMailbox


def _waits(tip: Tip) -> bool:
    """Tell whether something was added that is not judged yet, so that nobody can have read it."""
    return tip.records.filter(capsule__isnull=False).exclude(kind__in=[RecordKind.TIP, RecordKind.FEEDBACK]).exists()


def _opened(tip: Tip, pair: KeyPair) -> OpenMailbox:
    return OpenMailbox(
        key=MailboxKey(tip.pk),
        state=state_at_desk(tip),
        unread=tip.has_news or _waits(tip),
        withdrawn=tip.withdrawn,
        rewards=promised(pair),
        ended_rewards=ended(pair),
        entries=_files_as_sent(_entries(tip, pair)),
        pass_token=_pass_token(tip.pk, pair.private),
    )


def _entries(tip: Tip, pair: KeyPair) -> Iterator[Entry]:
    shown = [RecordKind.QUESTION, RecordKind.ADDITION, RecordKind.FILE]
    records = list(tip.records.filter(kind__in=shown).defer("body", "findings").order_by("position"))
    copies = {copy.pk: copy for copy in MailboxCopy.objects.filter(record__in=records)}
    erasures = keystore.get_many(KeyPurpose.ERASURE, copies)
    for record in records:
        day = timezone.localdate(record.at)
        if record.pk not in copies:
            if record.kind != RecordKind.FILE:
                asked = record.kind == RecordKind.QUESTION
                yield Entry(from_officer=asked, day=day, text="", faded=asked)
            continue
        is_file, fades = record.kind == RecordKind.FILE, copies[record.pk].fades_on
        try:
            copy = copies[record.pk]
            key = copy_key(copy, tip.pk, pair, erasures.opened(record.pk))
            words = unseal(key, copy.body, *copy_labels(copy, tip.pk))
        except keystore.KeyGone:
            continue
        except CannotOpen:  # the other words are still the tipster's to read
            log.error("A copy in a mailbox cannot be opened.")
            yield Entry(from_officer=not is_file, day=day, text="", is_shut=True)
        else:
            text, file = ("", file_news(words)) if is_file else (words.decode(), None)
            yield Entry(from_officer=not is_file, day=day, text=text, file=file, copy=record.pk, fades_on=fades)


def _files_as_sent(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Files that stand together in the order in which they were sent, whichever was made safe first."""
    return tuple(
        each
        for is_file, run in groupby(entries, key=lambda entry: entry.file is not None)
        for each in (sorted(run, key=lambda entry: entry.file.place if entry.file else (0, 0)) if is_file else run)
    )


def copy_key(copy: MailboxCopy, tip_id: UUID, pair: KeyPair, erasure: bytes) -> bytes:
    """Return the key that a copy's words are sealed under. Raises CannotOpen."""
    root = open_box(pair, copy.root_box, "mailbox root", tip_id, copy.pk)
    return record_key(root, erasure, tip_id, copy.pk, "mailbox")


def copy_labels(copy: MailboxCopy, tip_id: UUID) -> tuple[str | UUID, ...]:
    return "mailbox", tip_id, copy.pk


def _read_pass(pass_token: str) -> tuple[UUID, bytes, float, str]:
    try:
        sealed = urlsafe_base64_decode(pass_token)
        plain = json.loads(unseal_by_any(_pass_keys(), sealed, "mailbox pass", padding=128))
        return UUID(plain["tip"]), bytes.fromhex(plain["seed"]), float(plain["until"]), str(plain.get("receipt", ""))
    except (CannotOpen, ValueError, KeyError, TypeError):
        raise NoSuchMailbox from None


def _pass_keys() -> list[bytes]:
    return [derive(pepper, "mailbox pass") for pepper in vault.versions("request_pepper")]


def _pass_token(tip_id: UUID, seed: bytes = b"", receipt: str = "") -> str:
    plain = {"tip": str(tip_id), "seed": seed.hex(), "until": time.time() + PASS_AGE}
    plain |= {"receipt": receipt} if receipt else {}
    sealed = seal(_pass_keys()[0], json.dumps(plain).encode(), "mailbox pass", padding=128)
    return urlsafe_base64_encode(sealed)
