"""Files beside a tipster's words: taken from any form, listed with what was removed, and refused in one sentence each.

`take` reads a form, `gathered` joins what it brought to what the page held before, `listed` says it in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import override

from reports.dialogue.file_news import FileNews
from reports.intake.media import CUT
from reports.intake.receiving import FarTooMuch, NoForm, Unreadable, receive
from reports.intake.submission import MAX_TEXT, clean_text
from reports.intake.uploads import MOST_FILES, MOST_TOGETHER, HeldFile, Limit, RefusedFile, let_go
from reports.public.carried import CarriedRefused, carry, uncarry
from reports.public.file_words import (
    BROKE_OFF,
    DROPPED,
    GONE,
    HELD_LOST,
    NAMES,
    TOLD_POLICE,
    TOO_MUCH,
    TOO_MUCH_LEFT,
    UNREADABLE,
    WHY,
    WORDS,
    named,
    near,
    why_refused,
)

type Tick = tuple[int, str]
"""A file by its place on the page, from 0, and what of it the police may be told: "place" or "time"."""
TOLD = ("place", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a form brought: the words by field, the files that are held now, and a sentence for each that is not.

    `refused` has the files' places among those sent together, from 1; `dropped`: none of these was even looked at.
    `removing` are the places, from 0, of files that the page held already and whose tick says "remove"; `telling` are
    the ticks that say "tell the police". `problem` is what was wrong with the whole; then `words` are those that came
    before it, if any did.
    """

    words: Mapping[str, str] = field(repr=False)
    held: tuple[HeldFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    dropped: bool = False
    removing: frozenset[int] = frozenset()
    telling: frozenset[Tick] = frozenset()
    problem: str = ""
    status: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All files of a page now, and the sentences about those that it does not hold.

    `telling` has the files' places as they are now.
    """

    held: tuple[HeldFile, ...]
    refused: tuple[str, ...]
    telling: frozenset[Tick] = frozenset()

    @property
    def digests(self) -> tuple[bytes, ...]:
        """What makes two sendings the same: the bytes that came, not the names they lie under."""
        return tuple(held.digest for held in self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A held file in words. `place` and `time` are what it may tell of them, if anything; `waits`: it is cleaned later.

    `place` names a village, `exact` is the place as the file had it, in degrees. `number` is what the page calls it,
    `position` its place among those held, from 0. `telling`: which of the two the police may have. `cut`: it broke off.
    """

    position: int
    number: int
    name: Promise
    size: str
    removed: tuple[Promise, ...]
    place: str = field(repr=False)
    exact: str = field(repr=False)
    time: str = field(repr=False)
    waits: bool
    telling: frozenset[str]
    cut: bool = False

    @property
    def told(self) -> tuple[Promise, ...]:
        """What the police are told of it, in words."""
        return tuple(TOLD_POLICE[what] for what in TOLD if what in self.telling)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSaid:
    """What became of a file after it was sent, in words; `place` and `exact` as in Listed, once they were asked for.

    `tells`: it told something, and nobody asked yet.
    """

    name: Promise
    number: int
    size: str
    kept: bool
    why: Promise | str
    removed: tuple[Promise, ...]
    tells: bool
    place: str = field(repr=False)
    exact: str = field(repr=False)
    time: str = field(repr=False)


def take(request: HttpRequest) -> Taken:
    """Read a form with files. Never raises for anything a browser can send; the request must not be read yet."""
    problem: Promise | str = ""
    status = 400
    try:
        received = receive(request)
    except NoForm:
        return Taken(words={}, problem=str(UNREADABLE), status=415)
    except FarTooMuch as spoiled:  # the story itself may be what is too much
        received, status = spoiled.received, 413
        problem = TOO_MUCH_LEFT if "text" in received.words else TOO_MUCH
    except Unreadable as spoiled:
        received, problem = spoiled.received, BROKE_OFF
    words = {name: _cleaned(str(value)) for name, value in received.words.items()}
    if not words:  # no page of ours is without a word
        let_go(received.held)
        return Taken(words={}, problem=str(TOO_MUCH if received.dropped or status > 400 else UNREADABLE), status=status)
    return Taken(
        words=words,
        held=received.held,
        refused=received.refused,
        dropped=received.dropped,
        removing=frozenset(_places(received.words.getlist("remove"))),
        telling=frozenset(_ticks(received.words.getlist("tell"))),
        problem=str(problem),
        status=status,
    )


def gathered(before: Iterable[HeldFile], taken: Taken) -> Gathered:
    """Join the files that the page held to those that came now, as far as ten files and 100 MB go.

    All files are counted through, those that are not kept too, so that one page never has two of the same number.
    """
    files = _numbered(before)
    counted = max((each.number for each in files), default=0)
    stay = [(place, held) for place, held in enumerate(files) if place not in taken.removing]
    telling = _moved(taken.telling, (place for place, _held in stay))
    kept = [held for _place, held in stay]
    refused = [str(DROPPED)] if taken.dropped else []
    refused += [
        why_refused(one.reason, counted + one.position, one.media, one.size, one.position) for one in taken.refused
    ]
    for place, came in enumerate(taken.held, 1):
        number = counted + (came.number or place)
        held = replace(came, number=number)
        if len(kept) >= MOST_FILES:
            reason = Limit.TOO_MANY
        elif sum(each.size for each in kept) + held.size > MOST_TOGETHER:
            reason = Limit.TOO_MUCH
        else:
            kept.append(held)
            continue
        let_go([held])
        refused.append(why_refused(reason, number, held.media, held.size, number - counted))
    return Gathered(held=tuple(kept), refused=tuple(refused), telling=telling)


def _numbered(files: Iterable[HeldFile]) -> list[HeldFile]:
    """The files with their numbers; those of a page of an earlier release, which knew none, get their places."""
    return [replace(each, number=each.number or place) for place, each in enumerate(files, 1)]


def without_gone(held: Iterable[HeldFile], gone: Iterable[object], telling: Iterable[Tick] = ()) -> Gathered:
    """What is left of a page's files when the door says that some are gone (`FilesGone.blobs`), and of their ticks."""
    names, files = set(gone), _numbered(held)
    sentences = (GONE % {"number": named(each.number, each.media, each.size)} for each in files if each.blob in names)
    left = [place for place, each in enumerate(files) if each.blob not in names]
    return Gathered(
        held=tuple(files[place] for place in left),
        refused=tuple(sentences),
        telling=_moved(telling, left),
    )


def _moved(telling: Iterable[Tick], left: Iterable[int]) -> frozenset[Tick]:
    """The ticks of the files that are left, each with its file's place as it is now."""
    now = {place: at for at, place in enumerate(left)}
    return frozenset((now[place], what) for place, what in telling if place in now)


def carried_files(held: Iterable[HeldFile]) -> str:
    """Return what a hidden field `held` carries to the next page: the files' keys, sealed."""
    files = [each.to_dict() for each in held]
    return carry({"files": files}) if files else ""


def brought(taken: Taken) -> Gathered:
    """Join what a form brought to the files of its field `held`; say so where that field cannot be read any more."""
    sealed = taken.words.get("held", "")
    try:
        files = uncarry(sealed)["files"] if sealed else []
        before = tuple(map(HeldFile.from_dict, files if isinstance(files, list) else []))
    except (CarriedRefused, KeyError, ValueError, TypeError):
        left = gathered((), taken)
        return replace(left, refused=(str(HELD_LOST), *left.refused))
    return gathered(before, taken)


def listed(held: Iterable[HeldFile], telling: Iterable[Tick] = ()) -> list[Listed]:
    """Say in words what a page holds."""
    ticked = set(telling)
    drawn = [
        Listed(
            position=place,
            number=each.number,
            name=NAMES[each.media],
            size=filesizeformat(each.size),
            removed=tuple(removed_words([each])),
            place=near(each.told),
            exact=each.told.get("place", ""),
            time=each.told.get("time", ""),
            waits=each.raw,
            telling=frozenset(what for what in TOLD if (place, what) in ticked),
            cut=CUT in each.removed,
        )
        for place, each in enumerate(_numbered(held))
    ]
    return [replace(each, telling=frozenset(what for what in each.telling if getattr(each, what))) for each in drawn]


def said_of(news: FileNews) -> FileSaid:
    """Put news of a file into words."""
    return FileSaid(
        name=NAMES[news.media],
        number=news.number,
        size=filesizeformat(news.size) if news.size else "",
        kept=not news.refused,
        why=WHY.get(news.refused, ""),
        removed=tuple(WORDS[code] for code in news.removed if code in WORDS),
        tells=news.tells,
        place=near(news.told),
        exact=news.told.get("place", ""),
        time=news.told.get("time", ""),
    )


def told_answers(held: Iterable[HeldFile], telling: Iterable[Tick]) -> dict[str, str]:
    """Return the answers that a tipster gives by letting files tell where and when: `file.1.place`, `file.1.time`.

    The place is its nearest village, in the officers' language.
    """
    wanted = set(telling)
    with override(settings.LANGUAGE_CODE):
        return {
            f"file.{place + 1}.{name}": value
            for place, each in enumerate(held)
            for name, value in ({**each.told, "place": near(each.told)}).items()
            if value and (place, name) in wanted
        }


def removed_words(files: Iterable[HeldFile]) -> list[Promise]:
    """What was taken out of these files, each thing once."""
    return [WORDS[code] for code in dict.fromkeys(code for held in files for code in held.removed) if code in WORDS]


def _places(values: Iterable[object]) -> Iterator[int]:
    for value in values:
        text = str(value)
        if text.isascii() and text.isdigit() and len(text) < 3:
            yield int(text)


def _ticks(values: Iterable[object]) -> Iterator[Tick]:
    """Read "0.place" and "0.time"; a page of an earlier release has one tick for both, "0"."""
    for value in values:
        place, _dot, what = str(value).partition(".")
        for number in _places([place]):
            yield from ((number, each) for each in TOLD if what in ("", each))


def _cleaned(value: str) -> str:
    """The text without NULs and broken characters. One that is too long stays whole, for the form to say so."""
    plain = value.replace("\r\n", "\n")
    return clean_text(plain) if len(plain) <= MAX_TEXT else plain.replace("\0", "")
