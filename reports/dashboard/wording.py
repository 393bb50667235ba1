"""How the desk says things: ages in hours, never in minutes, and plain words for what triage and the trail store."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reports.clock import is_day_alone, this_hour
from reports.models import Status, Tip
from reports.models.due import is_past

Words = str | Promise

LANGUAGES: dict[str, Words] = {
    "en": gettext_lazy("English"),
    "acf": gettext_lazy("Kwéyòl"),
    "fr": gettext_lazy("French"),
    "es": gettext_lazy("Spanish"),
    "ht": gettext_lazy("Haitian Creole"),
}
_REMOVED: dict[str, Words] = {
    "camera": gettext_lazy("the camera's name"),
    "serial": gettext_lazy("the camera's number"),
    "place": gettext_lazy("the place"),
    "date": gettext_lazy("the date"),
    "owner": gettext_lazy("the owner's name"),
    "comment": gettext_lazy("comments"),
    "editing": gettext_lazy("traces of editing"),
    "preview": gettext_lazy("a small copy"),
    "more_pictures": gettext_lazy("further pictures"),
    "attached_data": gettext_lazy("attached data"),
    "software": gettext_lazy("the program it was made with"),
    "active": gettext_lazy("links, forms and programs inside it"),
    "tracks": gettext_lazy("subtitles, chapters or further tracks"),
    "voice": gettext_lazy("the sound of the voice, which is disguised"),
}
_OVERDUE: dict[str, Words] = {
    Status.NEW: gettext_lazy("Overdue: take it on"),
    Status.OPEN: gettext_lazy("Overdue: decide"),
    Status.WAITING: gettext_lazy("Overdue: ask again"),
}
_ACTORS: dict[str, Words] = {
    "tipster": gettext_lazy("Tipster"),
    "worker": gettext_lazy("Tipline"),
    "manifest": gettext_lazy("Tipline"),
    "nobody": gettext_lazy("Somebody signed out"),
    "agency": gettext_lazy("Outside agency"),
    "payer": gettext_lazy("Payer"),
    "break-glass": gettext_lazy("Three holders of shares"),
    "administrator": gettext_lazy("The keeper of the root key"),
}
LOST: dict[str, Words] = {
    "": gettext_lazy("No text reaches the tipster any more. A question can still wait in the mailbox."),
    "line.forgotten": gettext_lazy(
        "The tipster had the phone forgotten: no text reaches it. A question can still wait in the mailbox."
    ),
    "line.renewed": gettext_lazy(
        "The tipster's phone goes on with another tip. A question about this one can wait in the mailbox."
    ),
    "line.opted_out": gettext_lazy(
        "The tipster stopped all texts at the telephone company. A question can still wait in the mailbox."
    ),
    "line.idle": gettext_lazy(
        "The phone was silent for so long that it was forgotten. A question can still wait in the mailbox."
    ),
    "line.stopped": gettext_lazy(
        "The tipster stopped all texts at the telephone company. The receipt may never have come: "
        "perhaps nobody can open the mailbox."
    ),
    "line.held": gettext_lazy(
        "The tipster stopped all texts at the telephone company: no text gets through until the tipster writes START, "
        "which brings the receipt, too. What you ask waits in the mailbox; whether that word ever comes nobody knows."
    ),
    "line.unanswered": gettext_lazy(
        "The text with the receipt did not reach the tipster's phone: perhaps nobody can open the mailbox. "
        "A question is texted all the same."
    ),
    "text.withheld": gettext_lazy(
        "The text came without a number. Its receipt was given to the telephone company; perhaps it never arrived, and "
        "nobody can open the mailbox."
    ),
    "text.came_late": gettext_lazy(
        "The text was found at the phone company long after it was sent, and was not answered: nobody can open the "
        "mailbox, and a question reaches nobody."
    ),
    "call.hung_up": gettext_lazy(
        "The caller hung up before the receipt was read out: nobody can open the mailbox, "
        "and a question reaches nobody."
    ),
    "call.reading": gettext_lazy(
        "The caller did not stay until the receipt was read out once: perhaps nobody can open the mailbox, "
        "and a question reaches nobody."
    ),
    "dialogue.ended": gettext_lazy("The tipster ended the dialogue: nothing reaches the tipster any more."),
}
"""Why no text reaches a tipster, by the act since which that is so."""


WHY_NO_READER = frozenset(
    {"text.came_late", "call.hung_up", "dialogue.ended"}
)  # told above; of all others this is told
NO_READER = gettext_lazy(
    "Nobody has the receipt of this tip, and no phone goes on with it: a question would reach nobody. "
    "What is to be asked can be kept as a note."
)


def language(code: str) -> Words:
    """Return a language's name."""
    return LANGUAGES.get(code, gettext_lazy("Language unsure"))


def since(tip: Tip) -> str:
    """Return how long a tip has been here, as far as anybody may know: the hour, and the day once it was closed."""
    return _since(tip.arrived_hour, tip.status == Status.CLOSED, this_hour(), get_language())


@lru_cache(10_000)  # a list names dozens of hours
def _since(arrived: datetime, is_closed: bool, now: datetime, _language: str | None) -> str:
    if is_closed or is_day_alone(arrived):
        return _("arrived %(day)s") % {"day": day(arrived)}
    if arrived >= now:
        return _("since this hour")
    return _("since %(hour)s") % {"hour": hour(arrived)}


def due(tip: Tip) -> str:
    """Return what has to happen with a tip, if it is overdue; an empty word if nothing is."""
    return str(_OVERDUE[tip.status]) if is_past(tip.due_at) else ""


def hour(moment: datetime) -> str:
    """Return an hour as people say it: 14:00, yesterday 14:00, Tue 24 Nov 14:00."""
    local = timezone.localtime(moment)
    clock = f"{local:%H:%M}"
    return clock if local.date() == timezone.localdate() else f"{day(moment)} {clock}"


def day(moment: datetime) -> str:
    """Return a day as people say it."""
    local, today = timezone.localtime(moment).date(), timezone.localdate()
    if local == today:
        return _("today")
    if local == today - timedelta(days=1):
        return _("yesterday")
    return _date(local, "D j M" if local.year == today.year else "j M Y", get_language())


@lru_cache(1_000)  # a list names dozens of days
def _date(day: date, form: str, _language: str | None) -> str:
    return date_format(day, form)


def came(moment: datetime) -> str:
    """Return when a tipster did something: within an hour, or on a day where no more is known."""
    return day(moment) if is_day_alone(moment) else within_hour(moment)


def within_hour(begins: datetime, *, with_day: bool = True) -> str:
    """Return when a tipster or the worker did something: yesterday 14:00 to 15:00. Only the hour is known."""
    local, ends = timezone.localtime(begins), timezone.localtime(begins + timedelta(hours=1))
    start = hour(begins) if with_day else f"{local:%H:%M}"
    return _("%(begins)s to %(ends)s") % {"begins": start, "ends": f"{ends:%H:%M}"}


def removed(word: str) -> str:
    """Return what was taken out of a photo."""
    return str(_REMOVED.get(word, word.replace("_", " ")))


def actor(name: str) -> Words:
    """Return who acted, where it was not an officer."""
    return _ACTORS.get(name, name)
