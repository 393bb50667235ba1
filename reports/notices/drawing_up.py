"""Drawing up a notice: one officer writes it, a colleague publishes it, and either takes it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db import transaction

from reports import audit
from reports.as_seen import as_seen, in_one_line
from reports.clock import today
from reports.models import Category, Notice, NoticeKind, NoticeState, Officer
from reports.notices.editions import changed_since, edition, parts_of
from reports.spoken_code import spoken_code
from reports.two_persons import is_here

LONGEST_DAYS = 90
LANGUAGES = ("en", "acf", "fr", "es", "ht")


class NoticeRefused(Exception):
    """The notice cannot be kept or published like this; `reason` says why: one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS = (
    "no_words", "no_picture_words", "last_day", "own_draft", "writer_gone", "not_a_draft", "not_published", "changed",
)  # fmt: skip


class NoticeChanged(NoticeRefused):
    """Somebody changed the notice after the officer's page was made; `parts` says what (reports.notices.editions)."""

    def __init__(self, notice: Notice, parts: tuple[str, ...]) -> None:
        super().__init__("changed")
        self.notice, self.parts = notice, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """What an officer wrote. `words` are (title, text) by language; `picture` is a small JPEG or nothing."""

    kind: NoticeKind
    category: Category
    words: Mapping[str, tuple[str, str]]
    last_day: date
    picture: bytes = field(default=b"", repr=False)
    picture_words: str = ""


@transaction.atomic
def draw_up(draft: NoticeDraft, *, by: Officer) -> Notice:
    """Keep a new draft, which the public does not see. Raises NoticeRefused."""
    draft = _as_seen(draft)
    _check(draft)
    notice = Notice(number=_free_number(), made_by=by)
    _fill(notice, draft)
    notice.save(force_insert=True)
    audit.enter("notice.drawn_up", by=by, notice=notice.number)
    return notice


@transaction.atomic
def change(notice: Notice, draft: NoticeDraft, *, by: Officer, seen: str | None = None) -> Notice:
    """Change a draft; who changes it is then its author. An empty picture leaves the one that is there.

    `seen` is the edition that the officer's page showed; without it that of `notice`. Raises NoticeRefused.
    """
    locked, draft = _locked(notice), _as_seen(draft)
    _check(draft, has_picture=locked.picture is not None)
    if locked.state != NoticeState.DRAFT:
        raise NoticeRefused("not_a_draft")
    _same(locked, edition(parts_of(notice)) if seen is None else seen)
    _fill(locked, draft)
    locked.made_by = by
    locked.save()
    audit.enter("notice.changed", by=by, notice=locked.number)
    return locked


@transaction.atomic
def publish(notice: Notice, *, by: Officer, seen: str | None = None) -> Notice:
    """Show a colleague's draft to everybody, as it was read; `seen` as in `change`. Raises NoticeRefused."""
    locked = _locked(notice)
    if locked.state != NoticeState.DRAFT:
        raise NoticeRefused("not_a_draft")
    _same(locked, edition(parts_of(notice)) if seen is None else seen)
    if locked.made_by_id == by.pk:
        raise NoticeRefused("own_draft")
    if not is_here(locked.made_by):
        raise NoticeRefused("writer_gone")
    if locked.last_day < today():
        raise NoticeRefused("last_day")
    locked.state, locked.published_by, locked.published_day = NoticeState.PUBLISHED, by, today()
    locked.save()
    audit.enter("notice.published", by=by, notice=locked.number)
    return locked


@transaction.atomic
def take_down(notice: Notice, *, by: Officer, seen: str | None = None) -> Notice:
    """Take a notice down: its picture is deleted, its words stay at the desk. Raises NoticeRefused.

    With `seen` it is thrown away only as the officer's page showed it; what is published comes down without, too.
    """
    locked = _locked(notice)
    if locked.state == NoticeState.ENDED:
        raise NoticeRefused("not_published")
    if seen is not None:
        _same(locked, seen)
    locked.state, locked.picture, locked.picture_words = NoticeState.ENDED, None, ""
    locked.save()
    audit.enter("notice.taken_down", by=by, notice=locked.number)
    return locked


def _locked(notice: Notice) -> Notice:
    return Notice.objects.select_for_update().get(pk=notice.pk)


def _same(notice: Notice, seen: str) -> None:
    if parts := changed_since(parts_of(notice), seen):
        raise NoticeChanged(notice, parts)


def _as_seen(draft: NoticeDraft) -> NoticeDraft:
    words = {language: (in_one_line(title), as_seen(text)) for language, (title, text) in draft.words.items()}
    return replace(draft, words=words, picture_words=in_one_line(draft.picture_words))


def _check(draft: NoticeDraft, *, has_picture: bool = False) -> None:
    if not all(part.strip() for part in draft.words.get("en", ("", ""))):
        raise NoticeRefused("no_words")
    if (draft.picture or has_picture) and not draft.picture_words.strip():
        raise NoticeRefused("no_picture_words")
    if not today() <= draft.last_day <= today() + timedelta(days=LONGEST_DAYS):
        raise NoticeRefused("last_day")


def _fill(notice: Notice, draft: NoticeDraft) -> None:
    notice.kind, notice.category, notice.last_day = draft.kind, draft.category, draft.last_day
    told = {language: draft.words.get(language, ("", "")) for language in LANGUAGES}
    notice.words = {
        language: {"title": title.strip(), "text": text.strip()}
        for language, (title, text) in told.items()
        if title.strip() and text.strip()
    }
    notice.picture = draft.picture or notice.picture
    notice.picture_words = draft.picture_words.strip() if notice.picture else ""


def _free_number() -> str:
    while True:
        number = spoken_code(4)
        if not Notice.objects.filter(number=number).exists():
            return number
