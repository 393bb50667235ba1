"""How the desk says things: ages in hours, never in minutes, and plain words for what triage and the trail store."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.clock import is_day_alone
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
    "tip.taken_down": gettext_lazy("Wrote the tip down during a call"),
    "tip.added": gettext_lazy("New words arrived"),
    "tip.triaged": gettext_lazy("Triaged"),
    "tip.triage_failed": gettext_lazy("Triage failed"),
    "tip.read": gettext_lazy("Read the tip"),
    "line.test_read": gettext_lazy("Read the daily test of the line"),
    "tip.claimed": gettext_lazy("Took the tip on"),
    "tip.released": gettext_lazy("Gave the tip back"),
    "tip.left_behind": gettext_lazy("Gave it back to the unit: its officer is away"),
    "tip.handed_over": gettext_lazy("Handed it over to a colleague"),
    "absence.begun": gettext_lazy("Is away"),
    "absence.ended": gettext_lazy("Is back"),
    "tip.category_set": gettext_lazy("Said what it is about"),
    "tip.ask_again_set": gettext_lazy("Set the day to ask again"),
    "tip.put_back": gettext_lazy("Undid an act on many tips"),
    "unusual.read": gettext_lazy("Looked for unusual reading"),
    "bulk.begun": gettext_lazy("Began an act on many tips"),
    "bulk.undone": gettext_lazy("Undid an act on many tips"),
    "tip.moved": gettext_lazy("Changed the status"),
    "tip.closed": gettext_lazy("Closed the tip"),
    "outcome.recorded": gettext_lazy("Wrote down what came of it"),
    "tip.referred": gettext_lazy("Passed the tip on"),
    "tip.shared": gettext_lazy("Let another unit read it"),
    "tip.recused": gettext_lazy("Stepped back from the tip"),
    "tip.linked": gettext_lazy("Linked it with another tip"),
    "tip.unlinked": gettext_lazy("Took away a link with another tip"),
    "tip.merged": gettext_lazy("Merged it into another tip"),
    "tip.unmerged": gettext_lazy("Took it out of another tip again"),
    "tip.leads": gettext_lazy("Merged another tip into it"),
    "tip.leads_no_more": gettext_lazy("Took another tip out of it again"),
    "tip.looked_at_again": gettext_lazy("Opened it again because of another tip"),
    "tips.compared": gettext_lazy("Looked for the same names and things in other tips"),
    "case.opened": gettext_lazy("Opened a case"),
    "case.joined": gettext_lazy("Put it into a case"),
    "case.left": gettext_lazy("Took it out of a case"),
    "case.read": gettext_lazy("Looked at a case"),
    "case.closed": gettext_lazy("Closed a case"),
    "case.opened_again": gettext_lazy("Opened a case again"),
    "alert.confirmed": gettext_lazy("Confirmed the alert"),
    "alert.everybody": gettext_lazy("Nobody on duty confirmed the alert: everybody is called"),
    "alert.called_off": gettext_lazy("The alert ended without being confirmed: the tip was closed or is less urgent"),
    "tip.erased": gettext_lazy("Erased the tip"),
    "tip.refused": gettext_lazy("Tried to open the tip, and was not let in"),
    "hold.asked": gettext_lazy("Asked for a legal hold"),
    "hold.read": gettext_lazy("Read why a legal hold is asked for"),
    "hold.confirmed": gettext_lazy("Confirmed the legal hold"),
    "hold.refused": gettext_lazy("Refused the legal hold, or took it back"),
    "hold.lift_asked": gettext_lazy("Asked that the legal hold be lifted"),
    "hold.lifted": gettext_lazy("Lifted the legal hold"),
    "hold.kept": gettext_lazy("Let the legal hold go on"),
    "tips.searched": gettext_lazy("Searched"),
    "statement.published": gettext_lazy("Published the numbers of a month"),
    "places.counted": gettext_lazy("Counted the places of a month"),
    "places.kept": gettext_lazy("Counted fewer places than before, and left the month as it was"),
    "places.read": gettext_lazy("Looked at the map of places"),
    "numbers.exported": gettext_lazy("Saved numbers as a file"),
    "view.kept": gettext_lazy("Kept a view"),
    "view.dropped": gettext_lazy("Dropped a view"),
    "file.read": gettext_lazy("Opened a file"),
    "source.shown": gettext_lazy("Asked to see what could identify the tipster"),
    "source.hidden": gettext_lazy("Masked it again"),
    "source.searched": gettext_lazy("Found masked words by a search"),
    "release.drafted": gettext_lazy("Wrote a release copy"),
    "release.changed": gettext_lazy("Changed the release copy"),
    "release.sent": gettext_lazy("Gave the release copy to a colleague to check"),
    "release.sent_back": gettext_lazy("Sent the release copy back"),
    "release.released": gettext_lazy("Checked and released the copy"),
    "release.withdrawn": gettext_lazy("Withdrew the release copy"),
    "release.read": gettext_lazy("Read the release copy"),
    "release.given": gettext_lazy("Gave the release copy to an outside agency"),
    "feedback.came": gettext_lazy("Answered about a release copy"),
    "feedback.withdrawn": gettext_lazy("Withdrew an agency’s one-time number"),
    "feedback.taken_over": gettext_lazy("Took an agency’s answer over into what came of it"),
    "release.exported": gettext_lazy("Saved the release copy as a file"),
    "draft.kept": gettext_lazy("Kept half-written words"),
    "draft.dropped": gettext_lazy("Threw half-written words away"),
    "reward.voted": gettext_lazy("Voted on a reward"),
    "reward.approved": gettext_lazy("Agreed to a reward"),
    "reward.refused": gettext_lazy("Refused a reward"),
    "reward.printed": gettext_lazy("Printed the sheet of a voucher"),
    "reward.collected": gettext_lazy("A voucher was paid"),
    "reward.expired": gettext_lazy("A voucher is over"),
    "reward.declined": gettext_lazy("A voucher was given up"),
    "rewards.exported": gettext_lazy("Saved the ledger of rewards as a file"),
    "note.added": gettext_lazy("Wrote a note"),
    "tipster.asked": gettext_lazy("Asked the tipster"),
    "text.came_late": gettext_lazy("Found the text at the phone company, long after it was sent; nobody was answered"),
    "text.sent": gettext_lazy("The text went out"),
    "text.sent_again": gettext_lazy("Had the text sent again"),
    "text.left": gettext_lazy("Left the text in the mailbox"),
    "media.fetched": gettext_lazy("Fetched a file from the phone company"),
    "recording.heard": gettext_lazy("Wrote down what a machine heard in a recording"),
    "file.made_safe": gettext_lazy("Made a file safe"),
    "provider.deleted": gettext_lazy("The phone company deleted its copy"),
    "dialogue.ended": gettext_lazy("The tipster ended the dialogue"),
    "call.hung_up": gettext_lazy("The caller hung up before the receipt was read out"),
    "call.receipt_heard": gettext_lazy("The caller was still there, and the receipt was read out"),
    "line.forgotten": gettext_lazy("The phone number was forgotten, as the tipster asked"),
    "line.opted_out": gettext_lazy("The tipster stopped all texts at the telephone company; the number was forgotten"),
    "line.renewed": gettext_lazy("The phone goes on with a new tip, as the tipster asked"),
    "line.silenced": gettext_lazy("The tipster asked for no texts"),
    "line.receipt_given": gettext_lazy("The tipster asked for the receipt, and it was texted"),
    "line.stopped": gettext_lazy("The tipster stopped all texts at the telephone company"),
    "line.opened": gettext_lazy("The tipster takes texts again"),
    "line.idle": gettext_lazy("The phone number was forgotten after a long silence"),
}
_ACTS |= {
    "people.invited": gettext_lazy("Invited an officer"),
    "people.code_given": gettext_lazy("Gave a one-time code"),
    "people.joined": gettext_lazy("Came in for the first time"),
    "people.started_anew": gettext_lazy("Set a new password with a colleague's code"),
    "people.recovered": gettext_lazy("Set a new password with the printed recovery code"),
    "people.phone_renewed": gettext_lazy("Gave up a lost phone with a colleague's code"),
    "people.phone_changed": gettext_lazy("Changed the phone"),
    "people.written_code_used": gettext_lazy("Used a written code in place of the phone"),
    "people.recovery_printed": gettext_lazy("Printed a recovery code"),
    "people.password_changed": gettext_lazy("Changed the password"),
    "people.asked_in": gettext_lazy("Let an officer join"),
    "people.key_handed": gettext_lazy("Handed the unit's key over"),
    "people.fingerprint_refused": gettext_lazy("Typed a fingerprint that did not fit"),
    "people.taken_out": gettext_lazy("Took an officer out of the unit"),
    "people.leads": gettext_lazy("Let an officer lead the unit"),
    "people.leads_no_more": gettext_lazy("Let an officer lead the unit no longer"),
    "people.unit_made": gettext_lazy("Made a unit"),
    "people.key_made": gettext_lazy("Made a new key for the unit"),
    "people.key_signed": gettext_lazy("Signed the unit's new key"),
    "people.key_in_force": gettext_lazy("The unit's new key came into force"),
    "people.wrapped_anew": gettext_lazy("Wrapped tips anew"),
    "people.old_key_ended": gettext_lazy("Destroyed the unit's old key"),
    "people.shares_replaced": gettext_lazy("Made a new set of break-glass shares"),
    "people.passkey_added": gettext_lazy("Added a passkey"),
    "people.passkey_removed": gettext_lazy("Removed a passkey"),
    "people.account_bound": gettext_lazy("Came in with an account of the directory for the first time"),
    "people.account_parted": gettext_lazy("Parted an officer from an account of the directory"),
    "people.glass_broken": gettext_lazy("Got the unit's key by the break-glass shares"),
    "people.suspended": gettext_lazy("Suspended an officer"),
    "people.reinstated": gettext_lazy("Reinstated an officer"),
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
    "text.came_late": gettext_lazy(
        "The text was found at the phone company long after it was sent, and was not answered: nobody can open the "
        "mailbox, and a question reaches nobody."
    ),
    "call.hung_up": gettext_lazy(
        "The caller hung up before the receipt was read out: nobody can open the mailbox, "
        "and a question reaches nobody."
    ),
    "dialogue.ended": gettext_lazy("The tipster ended the dialogue: nothing reaches the tipster any more."),
}
"""Why no text reaches a tipster, by the act since which that is so."""


def language(code: str) -> Words:
    """Return a language's name."""
    return LANGUAGES.get(code, gettext_lazy("Language unsure"))


def since(tip: Tip) -> str:
    """Return how long a tip has been here, as far as anybody may know: the hour, and the day once it was closed."""
    if tip.status == Status.CLOSED or is_day_alone(tip.arrived_hour):
        return _("arrived %(day)s") % {"day": day(tip.arrived_hour)}
    if timezone.now() - tip.arrived_hour < timedelta(hours=1):
        return _("since this hour")
    return _("since %(hour)s") % {"hour": hour(tip.arrived_hour)}


def due(tip: Tip) -> str:
    """Return what has to happen with a tip, if it is overdue; an empty word if nothing is."""
    if tip.due_at is None or tip.due_at >= timezone.now():
        return ""
    return str(_OVERDUE[tip.status])


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


def came(moment: datetime) -> str:
    """Return when a tipster did something: within an hour, or on a day where no more is known."""
    return day(moment) if is_day_alone(moment) else within_hour(moment)


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
