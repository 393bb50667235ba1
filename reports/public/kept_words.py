"""Why each stored field is there, and for how long: the reasons that `kept.py` puts beside the models' own fields.

A field that no entry names fails a test, and so does an entry whose field is gone.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Reader(StrEnum):
    """Who can read it."""

    TEAM = "team"
    MACHINE = "machine"
    OPEN = "open"


READERS: dict[Reader, tuple[Promise, Promise]] = {
    Reader.TEAM: (
        _("Locked"),
        _("Officers of the team that works on your tip can open it. Each opening is written down."),
    ),
    Reader.MACHINE: (_("Locked for everybody"), _("Only a program can use it. No officer can open it.")),
    Reader.OPEN: (_("In the open"), _("Those who run the system can read it. It holds no word of yours.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one or more fields hold. `fields` are `table.column`, or `table.*` for all that no other entry names."""

    what: Promise
    why: Promise
    how_long: Promise
    reader: Reader
    fields: tuple[str, ...]


WITH_THE_TIP = _("As long as your tip. A tip has no fixed end yet: it stays until an officer in charge has it erased.")

KEPT = (
    Kept(
        what=_("Your words, your answers, your files; if you call, the recording with a disguised voice"),
        why=_("So that officers can act on it."),
        how_long=WITH_THE_TIP,
        reader=Reader.TEAM,
        fields=("record.body", "attachment.header"),
    ),
    Kept(
        what=_("What the sorting program noticed in them"),
        why=_("It tells officers why a tip is urgent, and which words could point to you."),
        how_long=WITH_THE_TIP,
        reader=Reader.TEAM,
        fields=("record.findings",),
    ),
    Kept(
        what=_("Officers' questions to you"),
        why=_("So that your receipt opens them."),
        how_long=_(
            "Until some days after you have read them: the mailbox names the day. Officers keep what they asked."
        ),
        reader=Reader.TEAM,
        fields=("mailbox_copy.body", "mailbox_copy.root_box"),
    ),
    Kept(
        what=_("The Monday on which a message that you have read is erased"),
        why=_("So that it does not lie in your mailbox for ever. It tells the week in which you looked, no finer."),
        how_long=_("Until that Monday."),
        reader=Reader.OPEN,
        fields=("mailbox_copy.fades_on",),
    ),
    Kept(
        what=_("Your tip while it waits to be sorted"),
        why=_("A program opens it once, to find the right team."),
        how_long=_("Mostly some seconds."),
        reader=Reader.MACHINE,
        fields=("capsule.*",),
    ),
    Kept(
        what=_("A mark made from the text of your tip"),
        why=_("To see when two people tell the same thing."),
        how_long=WITH_THE_TIP,
        reader=Reader.MACHINE,
        fields=("fingerprint.sealed",),
    ),
    Kept(
        what=_("What officers corrected in its sorting"),
        why=_("So that the program sorts the next one better."),
        how_long=WITH_THE_TIP,
        reader=Reader.MACHINE,
        fields=("correction.sealed",),
    ),
    Kept(
        what=_("What recognises your receipt"),
        why=_("So that the 20 digits open your mailbox. The digits cannot be read back from it."),
        how_long=WITH_THE_TIP,
        reader=Reader.MACHINE,
        fields=("mailbox.lookup", "mailbox.is_open"),
    ),
    Kept(
        what=_("Your phone number, but only if you send a text message"),
        why=_("So that we can answer. It is locked apart from your tip."),
        how_long=format_lazy(
            _("Until the talk ends, or you text FORGET or STOP, or {days} days pass without a message."),
            days=settings.LINE_DAYS,
        ),
        reader=Reader.MACHINE,
        fields=("line.*",),
    ),
    Kept(
        what=_("A question on its way to your phone"),
        why=_("So that it is sent once, not twice."),
        how_long=_("Until it has arrived, or could not be sent."),
        reader=Reader.MACHINE,
        fields=("dispatch.*",),
    ),
    Kept(
        what=_("A list of recordings, pictures and messages still at the phone company"),
        why=_("So that we fetch them and have them deleted there."),
        how_long=_("Until that is done."),
        reader=Reader.MACHINE,
        fields=("errand.*",),
    ),
    Kept(
        what=_("A mark that something was sent, and for a short time our answer to it"),
        why=_("So that pressing Send twice makes no second tip."),
        how_long=_("The answer for about two hours. The mark for 90 days; it holds nothing of what you sent."),
        reader=Reader.MACHINE,
        fields=("seen_request.*",),
    ),
    Kept(
        what=_("The keys that lock all this"),
        why=_("Each tip has keys of its own."),
        how_long=_("When a tip is erased its keys go first. After about eight days no backup can bring it back."),
        reader=Reader.MACHINE,
        fields=(
            "tip.public_key",
            "tip.mailbox_key",
            "tip.row_mac",
            "tip_key.*",
            "record.root_box",
            "stored_key.*",
        ),
    ),
    Kept(
        what=_(
            "The team it went to, its state, how urgent it is, the kind of crime, whether it reads like junk, "
            "and whether you took it back"
        ),
        why=_("To sort tips and to see that none is forgotten."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=(
            "tip.unit",
            "tip.status",
            "tip.urgency",
            "tip.category",
            "tip.triage",
            "tip.assigned_to",
            "tip.outcome",
            "tip.unreachable",
            "tip.has_news",
            "tip.withdrawn",
            "tip.looks_junk",
            "tip.version",
        ),
    ),
    Kept(
        what=_("The language, and whether it came by web, text or phone"),
        why=_("To find an officer who understands it, and to answer the right way."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=("tip.channel", "tip.language", "record.channel"),
    ),
    Kept(
        what=_("The hour it came, never the minute"),
        why=_("So that the oldest is read first."),
        how_long=_("The hour until the tip is closed. From then on the day alone."),
        reader=Reader.OPEN,
        fields=("tip.arrived_hour", "record.at"),
    ),
    Kept(
        what=_("How many messages there are, their order, their rough length, and which officer wrote"),
        why=_("So that a talk can be read in its order."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=(
            "record.kind",
            "record.position",
            "record.officer",
            "record.delivery",
            "correction.officer",
            "correction.at",
        ),
    ),
    Kept(
        what=_("Random numbers that join these parts"),
        why=_("They tell nothing by themselves, not even the order in which tips came."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=(
            "tip.id",
            "record.id",
            "record.tip",
            "attachment.id",
            "attachment.record",
            "fingerprint.tip",
            "mailbox.tip",
            "mailbox_copy.record",
            "correction.id",
            "correction.tip",
        ),
    ),
    Kept(
        what=_("What officers did and when, and that a tip was erased"),
        why=_("So that nobody can look or erase in secret."),
        how_long=_("For ever, also after the tip is gone."),
        reader=Reader.OPEN,
        fields=("audit_entry.*", "erasure.*"),
    ),
    Kept(
        what=_("What the sorting program has learned: words and counts, no tips"),
        why=_("So that it sorts better. People look at it before it is used."),
        how_long=_("Until it is replaced."),
        reader=Reader.OPEN,
        fields=("learned_model.*", "proposed_term.*"),
    ),
    Kept(
        what=_("Notices to the public"),
        why=_("So that you can see whom the police look for. Nothing in them comes from a tip."),
        how_long=_("The picture until the notice is taken down, its words for ever."),
        reader=Reader.OPEN,
        fields=("notice.*",),
    ),
    Kept(
        what=_("Whether the hotline is open, and the number it names while it is closed"),
        why=_("So that texts and calls are told the truth. Nothing about tipsters is in it."),
        how_long=_("Until an officer changes it."),
        reader=Reader.OPEN,
        fields=("hotline.*",),
    ),
    Kept(
        what=_("The officers, their teams, and how they sign in"),
        why=_("So that only they come in. Nothing about tipsters is in it."),
        how_long=_("As long as they work here."),
        reader=Reader.OPEN,
        fields=(
            "officer.*",
            "unit.*",
            "membership.*",
            "unit_escrow.*",
            "django_session.*",
            "mfa_authenticator.*",
            "account_emailaddress.*",
            "account_emailconfirmation.*",
            "auth_permission.*",
            "auth_group.*",
            "django_content_type.*",
        ),
    ),
)
