"""Lines: how a phone is known again without its number being kept in the clear."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from hmac import compare_digest
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.conf import settings
from django.utils import timezone

from reports import keystore, vault
from reports.clock import in_seconds, this_hour, today
from reports.dialogue.standing import state_of
from reports.models import KeyPurpose, Line, Silence
from reports.sealing.envelope import seal, seal_to
from reports.sealing.keys import derive, new_key
from reports.sealing.opening import CannotOpen, unseal
from reports.signed_row import is_signed, sign_row
from reports.worker_box import RELAY, open_to_worker

_PEPPER = "receipt_pepper"
_LINE, _WISH = "line lookup", "silence lookup"  # so that no wish can be laid beside a line
_PADDING = 32  # every number has the same sealed size
_TEXT_PADDING = 256  # and every text that is kept
# Seconds: the webhook and its fallback have fifteen each, and what was answered then leaves the provider.
ANSWERED_WITHIN = 60.0
UNTAGGED = "1"  # stands for the tag in addresses that an earlier release gave
_SILENCE_LASTS = timedelta(hours=25)  # from the hour that has begun: a day at least


class NotSure(Exception):
    """Whether a phone has a line cannot be told: the key of its epoch is spoilt."""


def find_line(number: str) -> Line | None:
    """Return the line of a phone number (E.164), hashed under this epoch's key or the last one's.

    Where one of them does not open, a phone of that epoch is a stranger: its words are worth more than its line.
    """
    return next(filter(is_signed, find_lines(number)), None)


def find_lines(number: str) -> list[Line]:
    """The same with all lines, the newest first, also those that are not as they were signed.

    A phone has two where nobody saw the first when it got the other: texts at once at the turn of an epoch or a pepper,
    or before and while a key is spoilt. No hash may outlive its epoch, so the database cannot forbid it.
    """
    return _find(number, _epochs())


def find_surely(number: str) -> list[Line]:
    """The same for who wants to be forgotten or left alone: raises NotSure rather than take them for a stranger."""
    epochs = _epochs()
    if not (lines := _find(number, epochs)) and epochs.spoilt:
        raise NotSure
    return lines


def _epochs() -> keystore.Found:
    return keystore.get_many(KeyPurpose.EPOCH, [_epoch_id(today()), _epoch_id(_last_epoch(today()))])


def _find(number: str, epochs: keystore.Found) -> list[Line]:
    lookups = _lookups(number, epochs)
    found = Line.objects.filter(lookup__in=lookups).select_related("tip") if lookups else ()
    return sorted(found, key=lambda line: (-line.last_day.toordinal(), lookups.index(bytes(line.lookup))))


def is_idle(line: Line) -> bool:
    """Return whether a line was silent for so long that the phone may be somebody else's by now."""
    return line.last_day < today() - timedelta(days=settings.LINE_DAYS)


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """What a phone's line tells: its tip's language ("" while nobody knows), where the tip stands, and whether the
    tipster wants no texts, or has `stopped` them at the provider, or is owed the receipt, or has left the tip by NEW.

    `is_answered`: the receipt that is owed was in an answer of which the provider has not told yet. `state` is received
    until the tip is triaged, then new, open, waiting or closed.
    """

    language: str
    state: str
    silent: bool
    stopped: bool
    is_owed: bool
    is_answered: bool
    renewed: bool
    tip_id: UUID


@dataclass(frozen=True, slots=True)
class Met:
    """A phone that texts. `is_silent`: it asked to be sent nothing, whether it has told something or not.
    `has_hidden`: it may have a line that nobody can see, for the key of an epoch is spoilt.
    """

    known: KnownPhone | None
    is_silent: bool
    has_hidden: bool
    wishes: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def may_be_silent(self) -> bool:
        """Whether a phone without a line that we see may have asked for silence all the same."""
        return self.has_hidden and self.known is None

    @property
    def must_not_ring(self) -> bool:
        return self.is_silent or self.may_be_silent

    def is_silent_by_now(self) -> bool:
        """Return whether a stranger has asked for silence since, with a text that was taken at the same time."""
        return _is_wished(self.wishes)


def meet(number: str) -> Met:
    """Look a phone up, asking the key store once; None is known of a stranger, a withheld number and an idle line."""
    if not number:
        return Met(known=None, is_silent=False, has_hidden=False)
    lines = _find(number, epochs := _epochs())
    known = _known(lines)
    wishes = () if known else tuple(_lookups(number, epochs, what=_WISH))
    is_silent = known.silent if known else _is_wished(wishes) or any(one.silent for one in lines if not is_signed(one))
    return Met(known=known, is_silent=is_silent, has_hidden=bool(epochs.spoilt), wishes=wishes)


def known_phone(number: str) -> KnownPhone | None:
    """Return what is known of a phone."""
    return meet(number).known


def _known(lines: list[Line]) -> KnownPhone | None:
    """Of two lines it is the newer one, and the wish for silence of either."""
    line = next(filter(is_signed, lines), None)
    if line is None or is_idle(line):
        return None
    return KnownPhone(
        language=line.tip.language,
        state=state_of(line.tip),
        silent=any(one.silent for one in lines),
        stopped=line.stopped,
        is_owed=line.receipt is not None,
        is_answered=line.answer_due is not None,
        renewed=line.renewed,
        tip_id=line.tip_id,
    )


def keep_silence(number: str) -> None:
    """Note for a day that a phone without a tip is to be sent nothing: no matter what it tells, or whether it does."""
    with suppress(CannotOpen):  # of this epoch's key: its line is destroyed or silenced all the same
        epoch = keystore.get_or_put(KeyPurpose.EPOCH, _epoch_id(today()), new_key())
        wish = Silence(lookup=_lookup(epoch, number, what=_WISH), until=this_hour() + _SILENCE_LASTS)
        Silence.objects.bulk_create([wish], update_conflicts=True, unique_fields=["lookup"], update_fields=["until"])


def end_silence(number: str) -> None:
    """Keep that no more."""
    Silence.objects.filter(lookup__in=_lookups(number, _epochs(), what=_WISH)).delete()


def _is_wished(lookups: Collection[bytes]) -> bool:
    return bool(lookups) and Silence.objects.filter(lookup__in=lookups, until__gt=timezone.now()).exists()


def new_line(
    number: str, tip_id: UUID, *, silent: bool = False, owed: str = "", answer: str = ""
) -> tuple[Line, list[tuple[KeyPurpose, UUID, bytes]]]:
    """Return an unsaved line for `number`, and its own keys for the key store.

    `owed`: the text with the receipt, which is not sent before it is asked for; or it goes out now as the answer with
    the tag `answer`, and is sent if the provider never takes that. Raises CannotOpen.
    """
    line_id, key = uuid4(), new_key()
    epoch = keystore.get_or_put(KeyPurpose.EPOCH, _epoch_id(today()), new_key())
    line = Line(id=line_id, tip_id=tip_id, lookup=_lookup(epoch, number), last_day=today(), silent=silent)
    sign_row(line)
    line.number = _sealed(line, key, number, "line", padding=_PADDING)
    keys = [(KeyPurpose.LINE, line_id, key)]
    if owed:  # under a key that dies when it was sent, while the line lives on
        one_time = new_key()
        line.receipt = _sealed(line, one_time, owed, "line receipt", padding=_TEXT_PADDING)
        keys.append((KeyPurpose.ONE_TIME, line_id, one_time))
    if owed and answer:
        line.answer_due, line.answer_mark = in_seconds(ANSWERED_WITHIN), mark_of(key, answer)
    return line, keys


def answer_tag(sid: str) -> str:
    """Return what names the answer to a text in the address for its news, whenever that text is taken again.

    Only who has the line's own key can tell whose it is: the provider keeps addresses, and numbers beside them.
    """
    return derive(vault.secret(_PEPPER), "answer tag", sid).hex()[:32]


def mark_of(line_key: bytes, tag: str) -> bytes:
    """Return what a line knows the tag of its answer by."""
    return derive(line_key, "answer mark", tag)


def is_about(line: Line, tag: str) -> bool:
    """Return whether news is of the text that brought this line's receipt last."""
    if line.answer_mark is None:
        return tag == UNTAGGED
    try:
        return compare_digest(mark_of(keystore.get(KeyPurpose.LINE, line.pk), tag), line.answer_mark)
    except (keystore.KeyGone, CannotOpen):
        return False


def forget_receipt(line: Line) -> None:
    """Destroy the key of the receipt that a line keeps; its row is the caller's to change."""
    keystore.destroy(KeyPurpose.ONE_TIME, [line.pk])


def number_of(line: Line) -> str:
    """Return the number behind a line, for the relay worker about to send. Raises KeyGone, CannotOpen.

    The number is sealed for its tip: a line that somebody moved to another tip in the database does not open.
    """
    return _opened(line, keystore.get(KeyPurpose.LINE, line.pk), line.number, "line", padding=_PADDING)


def owed_to(line: Line) -> str:
    """Return the text with the receipt that a line keeps, for the relay worker. Raises KeyGone, CannotOpen."""
    try:
        key = keystore.get(KeyPurpose.ONE_TIME, line.pk)
    except keystore.KeyGone:  # one that was kept before receipts had keys of their own lies under the line's
        key = keystore.get(KeyPurpose.LINE, line.pk)
    return _opened(line, key, line.receipt or b"", "line receipt", padding=_TEXT_PADDING)


def keep_line(line: Line, number: str) -> None:
    """Note that a line was used today, and hash its number under this epoch's key and the pepper in force.

    So a line that lives is always found under this epoch or the last one, by the next text and by FORGET.
    """
    epoch = keystore.get_or_put(KeyPurpose.EPOCH, _epoch_id(today()), new_key())
    line.lookup = _lookup(epoch, number)
    sign_row(line)
    Line.objects.filter(pk=line.pk).update(last_day=today(), lookup=line.lookup, row_mac=line.row_mac)


def destroy_lines(ids: Collection[UUID]) -> None:
    """Destroy lines: the keys first, then the rows."""
    keystore.destroy(KeyPurpose.LINE, ids)
    keystore.destroy(KeyPurpose.ONE_TIME, ids)
    Line.objects.filter(pk__in=ids).delete()


def _sealed(line: Line, key: bytes, plain: str, what: str, *, padding: int) -> bytes:
    """Seal something under a key that dies with the line or before it, and then to the relay worker."""
    labels = (what, line.pk, line.tip_id)
    return seal_to(vault.manifest().relay, seal(key, plain.encode(), *labels, padding=padding), *labels)


def _opened(line: Line, key: bytes, sealed: bytes | memoryview, what: str, *, padding: int) -> str:
    labels = (what, line.pk, line.tip_id)
    return unseal(key, open_to_worker(RELAY, sealed, *labels), *labels, padding=padding).decode()


def _lookups(number: str, epochs: keystore.Found, what: str = _LINE) -> list[bytes]:
    return [_lookup(key, number, pepper, what=what) for key in epochs.values() for pepper in vault.versions(_PEPPER)]


def _lookup(epoch_key: bytes, number: str, pepper: bytes | None = None, what: str = _LINE) -> bytes:
    """Hash a number under two keys, for numbers are few: key files open the epoch's, and every host has those."""
    return derive(pepper or vault.secret(_PEPPER), what, epoch_key, number)


def _epoch_id(day: date) -> UUID:
    return uuid5(NAMESPACE_URL, f"tipline:epoch:{day.year}-{(day.month - 1) // 3}")


def _last_epoch(day: date) -> date:
    return date(day.year - 1, 12, 1) if day.month <= 3 else date(day.year, day.month - 3, 1)
