"""How the desk says things: ages in hours, never in minutes, and plain words for what triage and the trail store."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import AuditEntry, Status, Tip

Words = str | Promise

LANGUAGES: dict[str, Words] = {
    "en": gettext_lazy("English"),
    "acf": gettext_lazy("Kwéyòl"),
    "fr": gettext_lazy("French"),
    "es": gettext_lazy("Spanish"),
    "ht": gettext_lazy("Haitian Creole"),
}
_ACTS: dict[str, Words] = {
    "tip.arrived": gettext_lazy("The tip arrived"),
    "tip.added": gettext_lazy("New words arrived"),
    "tip.triaged": gettext_lazy("Triaged"),
    "tip.triage_failed": gettext_lazy("Triage failed"),
    "tip.read": gettext_lazy("Read the tip"),
    "tip.claimed": gettext_lazy("Took the tip on"),
    "tip.released": gettext_lazy("Gave the tip back"),
    "tip.moved": gettext_lazy("Changed the status"),
    "tip.closed": gettext_lazy("Closed the tip"),
    "tip.erased": gettext_lazy("Erased the tip"),
    "file.read": gettext_lazy("Opened a file"),
    "note.added": gettext_lazy("Wrote a note"),
    "tipster.asked": gettext_lazy("Asked the tipster"),
    "text.sent": gettext_lazy("The text went out"),
    "text.sent_again": gettext_lazy("Had the text sent again"),
    "text.left": gettext_lazy("Left the text in the mailbox"),
    "media.fetched": gettext_lazy("Fetched a file from the phone company"),
    "recording.heard": gettext_lazy("Wrote down what a machine heard in a recording"),
    "file.made_safe": gettext_lazy("Made a file safe"),
    "provider.deleted": gettext_lazy("The phone company deleted its copy"),
    "dialogue.ended": gettext_lazy("The tipster ended the dialogue"),
    "line.forgotten": gettext_lazy("The phone number was forgotten, as the tipster asked"),
    "line.opted_out": gettext_lazy("The phone number was forgotten, as the tipster asked"),
    "line.renewed": gettext_lazy("The phone goes on with a new tip, as the tipster asked"),
    "line.silenced": gettext_lazy("The tipster asked for no texts"),
    "line.opened": gettext_lazy("The tipster takes texts again"),
    "line.idle": gettext_lazy("The phone number was forgotten after a long silence"),
}
_REMOVED: dict[str, Words] = {
    "camera": gettext_lazy("the camera's name"),
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
_ACTORS: dict[str, Words] = {"tipster": gettext_lazy("Tipster"), "worker": gettext_lazy("Tipline")}


def language(code: str) -> Words:
    """Return a language's name."""
    return LANGUAGES.get(code, gettext_lazy("Language unsure"))


def since(tip: Tip) -> str:
    """Return how long a tip has been here, as far as anybody may know: the hour, and the day once it is closed."""
    if tip.status == Status.CLOSED:
        return _("arrived %(day)s") % {"day": day(tip.arrived_hour)}
    if timezone.now() - tip.arrived_hour < timedelta(hours=1):
        return _("since this hour")
    return _("since %(hour)s") % {"hour": hour(tip.arrived_hour)}


def hour(moment: datetime) -> str:
    """Return an hour as people say it: 14:00, yesterday 14:00, Tue 24 Nov 14:00."""
    local = timezone.localtime(moment)
    clock = date_format(local, "H:i")
    return clock if local.date() == timezone.localdate() else f"{day(moment)} {clock}"


def day(moment: datetime) -> str:
    """Return a day as people say it."""
    local, today = timezone.localtime(moment).date(), timezone.localdate()
    if local == today:
        return _("today")
    if local == today - timedelta(days=1):
        return _("yesterday")
    return date_format(local, "D j M" if local.year == today.year else "j M Y")


def within_hour(begins: datetime, *, with_day: bool = True) -> str:
    """Return when a tipster or the worker did something: yesterday 14:00 to 15:00. Only the hour is known."""
    local, ends = timezone.localtime(begins), timezone.localtime(begins + timedelta(hours=1))
    start = hour(begins) if with_day else date_format(local, "H:i")
    return _("%(begins)s to %(ends)s") % {"begins": start, "ends": date_format(ends, "H:i")}


def removed(word: str) -> str:
    """Return what was taken out of a photo."""
    return str(_REMOVED.get(word, word.replace("_", " ")))


def act(entry: AuditEntry) -> Words:
    """Return what an entry of the trail tells of."""
    return _ACTS.get(entry.act, entry.act)


def actor(name: str) -> Words:
    """Return who acted, where it was not an officer."""
    return _ACTORS.get(name, name)
