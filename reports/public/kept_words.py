"""Why each stored field is there, and for how long: the reasons that `kept.py` puts beside the models' own fields.

A field that no entry names fails a test, and so does an entry whose field is gone.
"""

from django.utils.translation import gettext_lazy as _

from reports.public.keeping import Kept, Reader
from reports.public.kept_numbers import NUMBERS
from reports.public.kept_of_phones import PHONES
from reports.public.kept_of_the_house import HOUSE

WITH_THE_TIP = _("As long as your tip: see above.")
_LOCKS = ("record.root_box", "stored_key.*", "legal_hold.box", "added_key.*")
_CASE = ("tip_case.id", "tip_case.unit", "tip_case.is_open")

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
        fields=("correction.sealed", "finding_correction.sealed"),
    ),
    Kept(
        what=_("What recognises your receipt"),
        why=_("So that the 20 digits open your mailbox. The digits cannot be read back from it."),
        how_long=WITH_THE_TIP,
        reader=Reader.MACHINE,
        fields=("mailbox.lookup", "mailbox.is_open"),
    ),
    *PHONES,
    Kept(
        what=_("A mark that something was sent, or that “Leave” was pressed, and for a short time our answer to it"),
        why=_("So that pressing Send twice makes no second tip, and nobody who goes back sees what was left."),
        how_long=_("The answer for about two hours. The mark for 90 days; it holds nothing of what you sent."),
        reader=Reader.MACHINE,
        fields=("seen_request.*",),
    ),
    Kept(
        what=_("The keys that lock all this"),
        why=_("Each tip has keys of its own."),
        how_long=_("When a tip is erased its keys go first. After about eight days no backup can bring it back."),
        reader=Reader.MACHINE,
        fields=("tip.public_key", "tip.mailbox_key", "tip.row_mac", "tip_key.*", *_LOCKS),
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
            "tip.waits_for_us",
            "tip.left_behind",
            "tip.was_taken_on",
            "tip.informed",
            "tip.version",
            "tip.self_test",
        ),
    ),
    Kept(
        what=_("By which hour an officer has to act on it"),
        why=_("So that no tip is forgotten. It is counted from the hour it came, or from what officers did."),
        how_long=_("Until the tip is closed."),
        reader=Reader.OPEN,
        fields=("tip.due_at", "chase.*"),
    ),
    Kept(
        what=_("The day it was closed, the day on which it is erased, and who asked to keep it for a court"),
        why=_("So that it is erased in time."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=("tip.rests_since", "tip.erase_on", "erasure_day.*", "legal_hold.*"),
    ),
    Kept(
        what=_("How many messages each officer has read, and who has it open at the moment"),
        why=_("So that officers see who knows of it, and do not work against each other."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=("reading.*", "presence.*", "recusal.*"),
    ),
    Kept(
        what=_(
            "Which tips officers hold for the same matter, and why: the same person, car, boat, phone or place; of a"
            " closed one, which newer tip a program holds for the same, until an officer has looked"
        ),
        why=_("So that they are worked on together. It does not say which person or car."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=("tip.again_because", "tip_link.*", "tip_merge.*", "case_tip.*", *_CASE),
    ),
    Kept(
        what=_("What officers call a matter with several tips, and the day on which they opened it"),
        why=_("So that they find it again. Its name is locked."),
        how_long=_("Until the last tip of it is erased."),
        reader=Reader.TEAM,
        fields=("tip_case.title", "tip_case.opened_on"),
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
        how_long=_("The hour until it is closed, then the day. The list of what was done keeps the hour."),
        reader=Reader.OPEN,
        fields=("tip.arrived_hour", "record.at"),
    ),
    Kept(
        what=_("How many messages there are, their order, their rough length, and which officer wrote"),
        why=_("So that messages can be read in their order."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=(
            "tip.arrivals",
            "record.kind",
            "record.position",
            "record.officer",
            "record.delivery",
            "correction.officer",
            "correction.at",
            "finding_correction.officer",
            "tip_split.officer",
        ),
    ),
    Kept(
        what=_("What an officer has begun to write about your tip and not sent yet"),
        why=_("So that nothing is lost when a connection breaks. Only that officer can open it."),
        how_long=_("Until it is sent or thrown away, at most some days."),
        reader=Reader.TEAM,
        fields=("draft.*",),
    ),
    Kept(
        what=_(
            "Who wrote, translated and checked a copy of your tip that hides you, which agency got it, and whether it "
            "answered"
        ),
        why=_("So that others can work from words that do not point to you. Copy and answer are locked."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=("release.*", "feedback.*"),
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
            "finding_correction.id",
            "finding_correction.tip",
            "tip_split.tip",
            "tip_split.origin",
        ),
    ),
    Kept(
        what=_("What officers did and when, in which hour something of a tip came, and that it was erased"),
        why=_("So that nobody can look or erase in secret."),
        how_long=_("For ever, also after the tip is gone."),
        reader=Reader.OPEN,
        fields=("audit_entry.*", "reading_count.*", "erasure.*"),
    ),
    *NUMBERS,
    Kept(
        what=_("When an officer does one thing to many tips at once: which ones, and what they were before"),
        why=_("So that a mistake can be undone. It holds no word of yours."),
        how_long=_("For a day."),
        reader=Reader.OPEN,
        fields=("bulk.*", "bulk_step.*"),
    ),
    Kept(
        what=_("Which officer a colleague calls to read a note about your tip"),
        why=_("So that the right officer looks. The note itself is locked."),
        how_long=WITH_THE_TIP,
        reader=Reader.OPEN,
        fields=("mention.*",),
    ),
    Kept(
        what=_("If somebody may be in danger: which officers were called, and who saw to it"),
        why=_("So that it rings until an officer sees to it. It holds no word of yours."),
        how_long=_(
            "The times until an officer sees to it or closes the tip. Who was called, how many minutes it took at most,"
            " and who saw to it, as long as your tip."
        ),
        reader=Reader.OPEN,
        fields=("alert.*", "alert_step.*"),
    ),
    *HOUSE,
)
