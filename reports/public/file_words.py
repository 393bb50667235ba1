"""What is said of files: why one was not kept, what was taken out of it, what it is called."""

from collections.abc import Mapping

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.intake.media import MediaKind, Refusal
from reports.intake.uploads import Limit
from reports.island import nearest

TOO_MUCH = _(
    "What you sent is far too large, so nothing of it was stored. We cannot show your words again: please write them "
    "once more, and shorter."
)
DROPPED = _(
    "Your files are far too large, so none of those you chose just now was kept. Your words are still here: send them "
    "without files, or choose smaller ones."
)
TOO_MUCH_LEFT = _(
    "What you sent is far too large, so nothing of it is sent yet. What we could keep stands below: read it once more, "
    "and make it shorter."
)
BROKE_OFF = _(
    "What you sent broke off on the way, so nothing of it is sent yet. What arrived stands below: read it once more, "
    "for the end may be missing. A file that is not listed did not arrive: choose it again, or send without it."
)
UNREADABLE = _("What you sent arrived broken, and nothing of it was stored. Please write it once more.")
CHOSEN_NOW = _("number %(place)d of those chosen just now")
TOLD_POLICE = {"place": _("the village it was made near"), "time": _("the day and time")}
"""What a tick let a file tell. Of the place not even the village is named where whoever has the receipt can read it."""
NEAR = _("near %(village)s")
GONE = _(
    "File %(number)s cannot be sent from here any more: it was sent before, or waited too long. Choose it again, or "
    "send without it."
)
HELD_LOST = _(
    "The files that this page held were lost on the way, so none of them is sent. Choose them again, or send without "
    "them."
)
SENTENCES: dict[Refusal | Limit, Promise] = {
    Refusal.EMPTY: _("File %(number)s arrived empty. Choose it again, or send without it."),
    Refusal.TOO_LARGE: _(
        "File %(number)s is too large. A photo or PDF may have 20 MB. Choose a smaller one, or send without it."
    ),
    Refusal.TOO_MANY_PIXELS: _(
        "File %(number)s is a picture with too many pixels for us. Choose a smaller one, or send without it."
    ),
    Refusal.TOO_LONG: _("File %(number)s is too long for us. Choose a shorter one, or send without it."),
    Refusal.UNKNOWN_FORMAT: _(
        "File %(number)s is of a kind that we cannot read. We take photos as JPEG, PNG, GIF, HEIC or WebP, videos as "
        "MP4, MOV, 3GP, AVI or WebM, sound as MP3, M4A, WAV, OGG, AMR or FLAC, and PDF. Choose another, or send "
        "without it."
    ),
    Refusal.DAMAGED: _(
        "File %(number)s is damaged and cannot be opened. Choose it again or another, or send without it."
    ),
    Refusal.LOCKED: _("File %(number)s is locked with a password, so we cannot read it. Send without it."),
    Refusal.BUSY: _(
        "Too many files are arriving just now, so file %(number)s was not kept. Choose it again in a minute, or send "
        "without it."
    ),
    Limit.TOO_MANY: _("We can take 10 files, so file %(number)s was not kept. Send without it, or take out another."),
    Limit.TOO_MUCH: _(
        "All files together may have 100 MB, so file %(number)s was not kept. Choose a smaller one, or send without it."
    ),
    Limit.INFECTED: _("A virus was found in file %(number)s, so it was not kept. Send without it."),
    Limit.NOT_CHECKED: _(
        "File %(number)s could not be checked for viruses just now, so it was not kept. Choose it again in a few "
        "minutes, or send without it."
    ),
    Limit.NO_ROOM: _(
        "We cannot keep files at this moment, so file %(number)s was not kept. Choose it again in a few minutes, or "
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
    Refusal.BUSY: _("We tried for half a day and could not finish. A shorter one may do."),
    "lost": _("Something went wrong on our side."),
}
# What can have been taken out of a file.
WORDS: dict[str, Promise] = {
    "place": _("the place where it was taken"),
    "date": _("the day and time"),
    "camera": _("the phone or camera"),
    "serial": _("the number of the camera"),
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


def why_refused(reason: Refusal | Limit, number: int, media: str, size: int, chosen: int) -> str:
    """The sentence about a file that was not kept."""
    return str(SENTENCES[reason] % {"number": named(number, media, size, chosen)})


def named(number: int, media: str, size: int, chosen: int = 0) -> str:
    """Return what its sender can know a file by, whose name nobody reads: "2 (Photo, 3.1 MB)".

    `chosen` is its place among those chosen together just now.
    """
    told = [str(NAMES[media])] if media in NAMES else []
    told += [filesizeformat(size)] if size else []
    told += [str(CHOSEN_NOW % {"place": chosen})] if chosen and chosen != number else []
    return f"{number} ({', '.join(told)})" if told else str(number)


def near(told: Mapping[str, str]) -> str:
    """Return a file's place by the nearest village, nothing where there is none: its degrees would show the house."""
    village = nearest(told.get("place", ""))
    return NEAR % {"village": village} if village else ""
