"""The first page read aloud, for who reads little: a page of its own with one sound file, loaded when asked for."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FOLDER = "public/audio"  # below static/
SENTENCES = (
    _("Here you can tell the police what you know, without saying who you are."),
    _("If somebody is in danger now, do not write. Call %(emergency)s."),
    _("Write what you know in the large box, as you speak, in any language."),
    _("Leave out your name, and what only you can know."),
    _("Then press Send. You get 20 digits. Write them down."),
    _("With these digits you can come back later, read a question, and answer it."),
    _("If you cannot write, call %(hotline)s."),
    _("To leave this page quickly, press Leave, at the top."),
)


def listen(request: HttpRequest) -> HttpResponse:
    sound = f"{FOLDER}/{get_language()}.mp3" if says_the_same() else ""
    return render(request, "public/listen.html", {"page": "listen", "sentences": list(spoken()), "sound": sound})


def says_the_same() -> bool:
    """Whether the sound of the active language says what stands on the page: of another force it names dead numbers."""
    try:
        said = (settings.BASE_DIR / "static" / FOLDER / f"{get_language()}.txt").read_text()
    except OSError:
        return False
    return said.splitlines() == list(spoken())


def spoken() -> Iterator[str]:
    """Yield what the sound file says, in the language that is active, with this force's numbers."""
    numbers = {"emergency": settings.EMERGENCY_NUMBER, "hotline": settings.HOTLINE_NUMBER}
    return (str(sentence) % numbers for sentence in SENTENCES)
