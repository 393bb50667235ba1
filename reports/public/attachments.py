"""Files beside a tipster's words: taken from any form, listed with what was removed, and refused in one sentence each.

`take` reads a form, `gathered` joins what it brought to what the page held before, `listed` says it in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.dialogue.mailbox import FileNews
from reports.intake.media import MediaKind, Refusal
from reports.intake.receiving import FarTooMuch, NoForm, Unreadable, receive
from reports.intake.submission import MAX_TEXT, clean_text
from reports.intake.uploads import MOST_FILES, MOST_TOGETHER, HeldFile, Limit, let_go
from reports.public.carried import CarriedRefused, carry, uncarry

TOO_MUCH = _(
    "What you sent is far too large, so we read nothing of it and stored nothing. We cannot show your words again: "
    "please write them once more, with smaller files or none."
)
UNREADABLE = _("What you sent arrived broken, and nothing of it was stored. Please write it once more.")
GONE = _("File %(number)d is not kept any more, because it waited too long. Choose it again, or send without it.")
SENTENCES: dict[Refusal | Limit, Promise] = {
    Refusal.EMPTY: _("File %(number)d arrived empty. Choose it again, or send without it."),
    Refusal.TOO_LARGE: _(
        "File %(number)d is too large. A photo or PDF may have 20 MB. Choose a smaller one, or send without it."
    ),
    Refusal.TOO_MANY_PIXELS: _(
        "File %(number)d is a picture with too many pixels for us. Choose a smaller one, or send without it."
    ),
    Refusal.TOO_LONG: _("File %(number)d is too long for us. Choose a shorter one, or send without it."),
    Refusal.UNKNOWN_FORMAT: _(
        "File %(number)d is not a photo, PDF, video or sound that we can read. Choose another, or send without it."
    ),
    Refusal.DAMAGED: _(
        "File %(number)d is damaged and cannot be opened. Choose it again or another, or send without it."
    ),
    Refusal.LOCKED: _("File %(number)d is locked with a password, so we cannot read it. Send without it."),
    Refusal.BUSY: _(
        "Too many files are arriving just now, so file %(number)d was not kept. Choose it again in a minute, or send "
        "without it."
    ),
    Limit.TOO_MANY: _("We can take 10 files, so file %(number)d was not kept. Send without it, or take out another."),
    Limit.TOO_MUCH: _(
        "All files together may have 100 MB, so file %(number)d was not kept. Choose a smaller one, or send without it."
    ),
    Limit.INFECTED: _("A virus was found in file %(number)d, so it was not kept. Send without it."),
    Limit.NOT_CHECKED: _(
        "File %(number)d could not be checked for viruses just now, so it was not kept. Choose it again in a few "
        "minutes, or send without it."
    ),
    Limit.NO_ROOM: _(
        "We cannot keep files at this moment, so file %(number)d was not kept. Choose it again in a few minutes, or "
        "send without it."
    ),
}
# Why a file that was made safe after it was sent was not kept after all; where no reason helps, none is given.
WHY: dict[str, Promise] = {
    Refusal.DAMAGED: _("It is damaged, or not what it seems to be."),
    Refusal.TOO_LONG: _("It is too long for us."),
    Refusal.TOO_LARGE: _("It is too large for us."),
    Refusal.LOCKED: _("It is locked with a password."),
    Refusal.UNKNOWN_FORMAT: _("We cannot read this kind of file."),
    Limit.INFECTED: _("A virus was found in it."),
    "lost": _("Something went wrong on our side."),
}
# What can have been taken out of a file.
WORDS: dict[str, Promise] = {
    "place": _("the place where it was taken"),
    "date": _("the day and time"),
    "camera": _("the phone or camera"),
    "owner": _("a name"),
    "comment": _("notes and descriptions"),
    "editing": _("the history of editing"),
    "preview": _("a hidden small picture"),
    "more_pictures": _("further pictures in the same file"),
    "attached_data": _("hidden data behind the picture, such as a short video"),
    "software": _("the program it was made with"),
    "active": _("links, forms and programs inside it"),
    "tracks": _("subtitles, chapters or further tracks"),
    "voice": _("the sound of the voice: it is disguised"),
}
NAMES: dict[str, Promise] = {
    MediaKind.IMAGE: _("Photo"),
    MediaKind.PDF: _("PDF"),
    MediaKind.VIDEO: _("Video"),
    MediaKind.SOUND: _("Sound"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a form brought: the words by field, the files that are held now, and a sentence for each that is not.

    `refused` has the files' places among those sent together, from 1. `removing` and `telling` are the places, from 0,
    of files that the page held already and whose ticks say "remove" and "tell the police place and time". `problem` is
    what was wrong with the whole; then nothing came.
    """

    words: Mapping[str, str] = field(repr=False)
    held: tuple[HeldFile, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()
    removing: frozenset[int] = frozenset()
    telling: frozenset[int] = frozenset()
    problem: str = ""
    status: int = 400

    @property
    def has_files(self) -> bool:
        return bool(self.held or self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All files of a page now, and the sentences about those that it does not hold.

    `telling` are the places, from 0 and as they are now, of files that may tell the police where and when.
    """

    held: tuple[HeldFile, ...]
    refused: tuple[str, ...]
    telling: frozenset[int] = frozenset()

    @property
    def digests(self) -> tuple[bytes, ...]:
        """What makes two sendings the same: the bytes that came, not the names they lie under."""
        return tuple(held.digest for held in self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A held file in words. `place` and `time` are what it told of them, if anything; `waits`: it is cleaned later.

    `telling`: the tipster has ticked that the police may have them.
    """

    position: int
    name: Promise
    size: str
    removed: tuple[Promise, ...]
    place: str = field(repr=False)
    time: str = field(repr=False)
    waits: bool
    telling: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSaid:
    """What became of a file after it was sent, in words."""

    name: Promise
    kept: bool
    why: Promise | str
    removed: tuple[Promise, ...]
    place: str = field(repr=False)
    time: str = field(repr=False)


def take(request: HttpRequest) -> Taken:
    """Read a form with files. Never raises for anything a browser can send; the request must not be read yet."""
    try:
        received = receive(request)
    except FarTooMuch:
        return Taken(words={}, problem=str(TOO_MUCH), status=413)
    except NoForm:
        return Taken(words={}, problem=str(UNREADABLE), status=415)
    except Unreadable:
        return Taken(words={}, problem=str(UNREADABLE))
    words = {name: _cleaned(str(value)) for name, value in received.words.items()}
    refused = ((one.position, SENTENCES[one.reason] % {"number": one.position}) for one in received.refused)
    return Taken(
        words=words,
        held=received.held,
        refused=tuple(refused),
        removing=frozenset(_places(received.words.getlist("remove"))),
        telling=frozenset(_places(received.words.getlist("tell"))),
    )


def gathered(before: Iterable[HeldFile], taken: Taken) -> Gathered:
    """Join the files that the page held to those that came now, as far as ten files and 100 MB go."""
    stay = [(place, held) for place, held in enumerate(before) if place not in taken.removing]
    telling = frozenset(now for now, (place, _held) in enumerate(stay) if place in taken.telling)
    kept = [held for _place, held in stay]
    refused = [sentence for _place, sentence in taken.refused]
    for held in taken.held:
        number = len(kept) + 1
        if len(kept) >= MOST_FILES:
            reason = Limit.TOO_MANY
        elif sum(each.size for each in kept) + held.size > MOST_TOGETHER:
            reason = Limit.TOO_MUCH
        else:
            kept.append(held)
            continue
        let_go([held])
        refused.append(SENTENCES[reason] % {"number": number})
    return Gathered(held=tuple(kept), refused=tuple(refused), telling=telling)


def without_gone(held: Iterable[HeldFile], gone: Iterable[object]) -> Gathered:
    """What is left of a page's files when the door says that some are gone (`FilesGone.blobs`)."""
    names, files = set(gone), list(held)
    sentences = (GONE % {"number": number} for number, each in enumerate(files, 1) if each.blob in names)
    return Gathered(held=tuple(each for each in files if each.blob not in names), refused=tuple(sentences))


def carried_files(held: Iterable[HeldFile]) -> str:
    """Return what a hidden field `held` carries to the next page: the files' keys, sealed."""
    files = [each.to_dict() for each in held]
    return carry({"files": files}) if files else ""


def files_carried(words: Mapping[str, str]) -> tuple[HeldFile, ...]:
    """Return the files of a page's field `held`; none where it is missing, too old or not ours."""
    try:
        files = uncarry(words["held"])["files"]
        return tuple(map(HeldFile.from_dict, files)) if isinstance(files, list) else ()
    except (CarriedRefused, KeyError, ValueError):
        return ()


def listed(held: Iterable[HeldFile], telling: Iterable[int] = ()) -> list[Listed]:
    """Say in words what a page holds. `telling` are the places, from 0, of files that may tell place and time."""
    ticked = set(telling)
    return [
        Listed(
            position=place,
            name=NAMES[each.media],
            size=filesizeformat(each.size),
            removed=tuple(removed_words([each])),
            place=each.told.get("place", ""),
            time=each.told.get("time", ""),
            waits=each.raw,
            telling=place in ticked,
        )
        for place, each in enumerate(held)
    ]


def said_of(news: FileNews) -> FileSaid:
    """Put news of a file into words."""
    return FileSaid(
        name=NAMES[news.media],
        kept=not news.refused,
        why=WHY.get(news.refused, ""),
        removed=tuple(WORDS[code] for code in news.removed if code in WORDS),
        place=news.told.get("place", ""),
        time=news.told.get("time", ""),
    )


def told_answers(held: Iterable[HeldFile], telling: Iterable[int]) -> dict[str, str]:
    """Return the answers that a tipster gives by letting files tell where and when: `file.1.place`, `file.1.time`."""
    wanted = set(telling)
    return {
        f"file.{place + 1}.{name}": value
        for place, each in enumerate(held)
        if place in wanted
        for name, value in each.told.items()
    }


def removed_words(files: Iterable[HeldFile]) -> list[Promise]:
    """What was taken out of these files, each thing once."""
    codes = dict.fromkeys(code for held in files for code in held.removed)
    return [WORDS[code] for code in codes if code in WORDS]


def _places(values: Iterable[object]) -> Iterator[int]:
    for value in values:
        text = str(value)
        if text.isascii() and text.isdigit() and len(text) < 3:
            yield int(text)


def _cleaned(value: str) -> str:
    """The text without NULs and broken characters. One that is too long stays whole, for the form to say so."""
    plain = value.replace("\r\n", "\n")
    return clean_text(plain) if len(plain) <= MAX_TEXT else plain.replace("\0", "")
