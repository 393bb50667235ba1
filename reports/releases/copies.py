"""Writing a release copy, having it checked by a colleague, releasing it, and taking it back.

Only the unit that works on the tip may do so, not one that reads it for information.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reports import audit
from reports.as_seen import as_seen
from reports.keyring import KeyRing, require_member
from reports.models import AuditEntry, Mention, Officer, Record, RecordKind, Recusal, Release, ReleaseState, Tip
from reports.queries.reading import ReadEntry, read_record
from reports.signed_row import check_signed
from reports.two_persons import is_here
from reports.writing import RecordRoot, write_record

LONGEST = 20_000


class ReleaseRefused(Exception):
    """The copy cannot be kept or moved on like this; `reason` says why: one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CopyChanged(Exception):
    """A colleague wrote in the copy since the officer's page was made."""


class _Unchanged(Exception):
    """The words are those that stand there: who changed nothing is no writer of them."""


REASONS = (
    "no_words", "brackets", "no_translation", "own_copy", "writer_gone", "not_a_draft", "not_waiting", "not_released",
    "not_compared", "not_weighed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The words of a copy, and of its translation into English where the tip was told in another language.

    As a reader sees them: none has a sign that nobody sees.
    """

    text: str = field(repr=False)
    translation: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name in ("text", "translation"):
            object.__setattr__(self, name, as_seen(getattr(self, name)))


def draft_copy(copy: Copy, *, tip: Tip, by: Officer) -> Release:
    """Seal a new draft to the tip. Raises ReleaseRefused, NotYours, RowChanged."""
    _check(copy)
    with transaction.atomic():
        locked = Tip.objects.select_for_update().get(pk=tip.pk)
        require_member(locked, by)
        check_signed(locked)
        record = write_record(
            RecordRoot.fresh(locked.pk),
            tip=locked,
            kind=RecordKind.RELEASE,
            text=copy.text,
            answers={"translation": copy.translation},
            by=by,
            at=timezone.now(),
        )
        made = Release.objects.create(record=record, made_by=by, translated_by=by if copy.translation else None)
        audit.enter("release.drafted", by=by, tip=locked.pk, unit=locked.unit_id, release=str(made.pk))
    return made


def edition(release: Release) -> str:
    """Return what tells the words of a copy from those before: each writing seals them anew, even the same ones."""
    return blake2b(bytes(release.record.body), digest_size=16, person=b"tipline-edition").hexdigest()


def change_copy(release: Release, copy: Copy, *, ring: KeyRing, seen: str | None = None) -> str:
    """Write a draft anew: who changes the text is its writer, who changes the translation its translator.

    `seen` is the edition that the officer's page showed, None for who saw no page; the new one is returned. The same
    words sent twice are no collision. Raises CopyChanged, ReleaseRefused, NotYours.
    """
    _check(copy)
    moving = _moving(release, ReleaseState.DRAFT, "not_a_draft", "release.changed", ring.officer)
    with suppress(_Unchanged), moving as now:
        root, entry = read_record(ring, now.record)
        before = _copy_of(entry)
        if copy == before:
            raise _Unchanged
        _same(now, seen)
        if copy.text != before.text:
            now.made_by = ring.officer
        if copy.translation != before.translation:
            now.translated_by = ring.officer if copy.translation else None
        said = {"text": copy.text, "answers": {"translation": copy.translation}}
        now.record.body = root.seal_part(json.dumps(said).encode(), "body")
        now.record.save(update_fields=["body"])
    return edition(now)


def send_to_check(release: Release, *, ring: KeyRing, weighed: bool = False) -> None:
    """Give a draft to the colleagues of the unit. Raises ReleaseRefused, NotYours.

    `weighed`: the officer said that each warning was weighed, and how many people could know this.
    """
    with _moving(release, ReleaseState.DRAFT, "not_a_draft", "release.sent", ring.officer, weighed=weighed) as locked:
        copy = opened(locked, ring)
        if "[" in copy.text + copy.translation:
            raise ReleaseRefused("brackets")
        if locked.record.tip.language not in ("", "en", "unsure") and not copy.translation:
            raise ReleaseRefused("no_translation")
        locked.state = ReleaseState.WAITING


def send_back(release: Release, *, by: Officer) -> None:
    """Make it a draft again. Raises ReleaseRefused, NotYours."""
    with _moving(release, ReleaseState.WAITING, "not_waiting", "release.sent_back", by) as locked:
        locked.state = ReleaseState.DRAFT


def release_copy(release: Release, *, by: Officer, seen: str | None = None, weighed: bool = False) -> None:
    """Release what colleagues wrote and translated, as it was read; `weighed` as in `send_to_check`.

    Whoever once changed it may not: a colleague's comma makes nobody the reader of his own words.

    Raises CopyChanged, ReleaseRefused, NotYours.
    """
    with _moving(release, ReleaseState.WAITING, "not_waiting", "release.released", by, weighed=weighed) as locked:
        _same(locked, seen)
        if by.pk in hands(locked):
            raise ReleaseRefused("own_copy")
        if not all(is_here(one) for one in (locked.made_by, locked.translated_by) if one):
            raise ReleaseRefused("writer_gone")
        locked.state, locked.checked_by = ReleaseState.RELEASED, by


def withdraw(release: Release, *, by: Officer) -> None:
    """Take a copy back, whatever its state: nobody reads or exports it any more. Raises ReleaseRefused, NotYours."""
    state = ReleaseState(release.state)
    if state == ReleaseState.WITHDRAWN:
        raise ReleaseRefused("not_released")
    with _moving(release, state, "not_released", "release.withdrawn", by) as locked:
        locked.state = ReleaseState.WITHDRAWN


def opened(release: Release, ring: KeyRing) -> Copy:
    """Return a copy's words; the caller audits. Raises KeyGone, NotYours, CannotOpen."""
    return _copy_of(read_record(ring, release.record)[1])


def _copy_of(entry: ReadEntry) -> Copy:
    return Copy(text=entry.text, translation=entry.answers.get("translation", ""))


@contextmanager
def _moving(
    release: Release, state: ReleaseState, reason: str, act: str, by: Officer, *, weighed: bool = False
) -> Iterator[Release]:
    """Lock a copy that is in this state, for an officer of the tip's own unit; then save and audit it."""
    with transaction.atomic():
        locked = Release.objects.select_for_update().get(pk=release.pk)
        # Asked once the row is ours: beside the lock it would be the record of before we waited for it.
        locked.record = Record.objects.select_related("tip").get(pk=locked.record_id)
        tip = locked.record.tip
        require_member(tip, by)
        if locked.state != state:
            raise ReleaseRefused(reason)
        yield locked
        locked.save()
        _call_colleagues(locked)
        entry = audit.entry(act, by=by, tip=tip.pk, unit=tip.unit_id, release=str(locked.pk))
        entry.detail |= {"weighed": "yes"} if weighed else {}
        entry.save(force_insert=True)


def _call_colleagues(release: Release) -> None:
    """Let those who may check a waiting copy find it among their mentions; of any other nobody is called."""
    Mention.objects.filter(record=release.record_id).delete()
    if release.state == ReleaseState.WAITING:
        tip = release.record.tip
        gone = Recusal.objects.filter(tip=tip).values("officer")
        others = Officer.objects.filter(is_active=True, memberships__unit=tip.unit_id).exclude(pk__in=gone).distinct()
        others = others.exclude(pk__in=hands(release))
        Mention.objects.bulk_create(Mention(record=release.record, officer=one) for one in others)


def hands(release: Release) -> set[UUID]:
    """Return all who wrote or translated a copy; the row keeps the last alone, the trail each of them."""
    wrote = AuditEntry.objects.filter(act__in=("release.drafted", "release.changed"), detail__release=str(release.pk))
    actors = wrote.filter(tip_id=release.record.tip_id).values_list("actor", flat=True)
    found = {UUID(actor.removeprefix("officer:")) for actor in actors}
    return found | {pk for pk in (release.made_by_id, release.translated_by_id) if pk}


def _same(release: Release, seen: str | None) -> None:
    if seen is not None and edition(release) != seen:
        raise CopyChanged


def _check(copy: Copy) -> None:
    if not copy.text.strip():
        raise ReleaseRefused("no_words")
