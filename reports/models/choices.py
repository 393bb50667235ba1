"""The fixed words of the house: stored values and what a person reads for them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a tip or a later arrival came in."""

    WEB = "web", _("Web")
    SMS = "sms", _("Text")
    CALL = "call", _("Call")
    API = "api", _("App")


class Status(TextChoices):
    """Where a tip stands at the desk."""

    NEW = "new", _("New")
    OPEN = "open", _("Being worked on")
    WAITING = "waiting", _("Waiting for the tipster")
    CLOSED = "closed", _("Closed")


class Urgency(IntegerChoices):
    """How soon somebody must read a tip; a lower number comes first. It only ever rises."""

    IMMEDIATE = 0, _("Immediate")
    TODAY = 1, _("Today")
    ROUTINE = 2, _("Routine")


class TriageState(TextChoices):
    """Whether the worker has judged a tip."""

    WAITING = "waiting", _("Not yet triaged")
    DONE = "done", _("Triaged")
    FAILED = "failed", _("Triage failed: read it yourself")


class RecordKind(TextChoices):
    """What a record in a tip's thread is."""

    TIP = "tip", _("Tip")
    ADDITION = "addition", _("From the tipster")
    RECORDING = "recording", _("Recording")
    FILE = "file", _("File from the tipster")
    QUESTION = "question", _("Question to the tipster")
    NOTE = "note", _("Note")


class Delivery(TextChoices):
    """How far a question by text has come; the order here is the only direction it moves in."""

    NONE = "", _("In the mailbox")
    QUEUED = "queued", _("Text queued")
    SENT = "sent", _("Text sent")
    DELIVERED = "delivered", _("Text delivered")
    FAILED = "failed", _("Text not delivered")
    UNKNOWN = "unknown", _("Unknown whether the text went out")


class ErrandKind(TextChoices):
    """What the worker must fetch from the provider, or only delete there, or make safe after it was sent to us."""

    RECORDING = "recording"
    MEDIA = "media"
    MESSAGE = "message"
    CALL = "call"
    UPLOAD = "upload"


class UnitPurpose(TextChoices):
    """What a unit is for; reception reads what triage could not route."""

    RECEPTION = "reception", _("Reception")
    STANDARDS = "standards", _("Standards")
    OVERSIGHT = "oversight", _("Oversight")
    ORDINARY = "ordinary", _("Unit")


class CloseReason(TextChoices):
    """Why a tip was closed: the outcome."""

    ARREST = "arrest", _("Arrest or charge")
    SEIZURE = "seizure", _("Something was seized")
    PREVENTED = "prevented", _("A crime was prevented")
    INFORMATION = "information", _("Useful information, no further action now")
    NOTHING = "nothing", _("Checked, nothing found")
    INSUFFICIENT = "insufficient", _("Not enough to act on")
    NOT_A_TIP = "not_a_tip", _("Not a tip")


class Category(TextChoices):
    """What a tip is about."""

    DRUGS = "drugs", _("Drugs")
    HUMAN_TRAFFICKING = "human_trafficking", _("People forced, held or trafficked")
    FIREARMS = "firearms", _("Guns or ammunition")
    HOMICIDE = "homicide", _("Killing")
    VIOLENCE = "violence", _("Violence or assault")
    ROBBERY = "robbery", _("Robbery")
    THEFT = "theft", _("Theft or break-in")
    SEXUAL_OFFENCE = "sexual_offence", _("Rape or sexual offence")
    CHILD_ABUSE = "child_abuse", _("Child being hurt or neglected")
    DOMESTIC_ABUSE = "domestic_abuse", _("Violence at home")
    MISSING_PERSON = "missing_person", _("Missing person")
    WANTED_PERSON = "wanted_person", _("Wanted person")
    MISCONDUCT = "misconduct", _("Police or official doing wrong")
    FRAUD = "fraud", _("Fraud or scam")
    SMUGGLING = "smuggling", _("Smuggling")
    THREAT = "threat", _("Threats")
    TRAFFIC = "traffic", _("Dangerous driving or vehicles")
    OTHER = "other", _("Something else")
