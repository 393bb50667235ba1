"""What a tipster reads about his photo: why it was refused, or what was removed from it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.intake.media import CleanPhoto, PhotoRefused, Refusal, clean_photo
from reports.public.sending import Sent

SENTENCES: dict[Refusal, Promise] = {
    Refusal.EMPTY: _("The photo arrived empty. Choose it again, or send without it."),
    Refusal.TOO_LARGE: _("The photo is larger than 20 MB. Choose a smaller one, or send without it."),
    Refusal.TOO_MANY_PIXELS: _("The picture has too many pixels for us. Choose a smaller one, or send without it."),
    Refusal.TOO_LONG: _("The file is too long for us. Choose a shorter one, or send without it."),
    Refusal.UNKNOWN_FORMAT: _(
        "This is not a photo we can read. Choose a JPEG, PNG, WebP, HEIC or GIF, or send without it."
    ),
    Refusal.DAMAGED: _("The photo is damaged and cannot be opened. Choose it again or another, or send without it."),
    Refusal.LOCKED: _("This file is locked with a password, so we cannot read it. Send without it."),
    Refusal.BUSY: _("Too many photos are arriving just now. Choose it again in a minute, or send without it."),
}
CHOOSE_AGAIN = _("Your photo is not kept while you correct the form: please choose it again.")
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


def photos_of(sent: Sent) -> tuple[CleanPhoto, ...]:
    """The sent photo made clean, if there is one. Raises PhotoRefused."""
    if sent.photo_too_large:
        raise PhotoRefused(Refusal.TOO_LARGE)
    if sent.photo_empty:
        raise PhotoRefused(Refusal.EMPTY)
    return (clean_photo(sent.photo),) if sent.photo else ()


def removed_words(photos: tuple[CleanPhoto, ...]) -> list[Promise]:
    return [WORDS[word] for photo in photos for word in photo.removed if word in WORDS]
