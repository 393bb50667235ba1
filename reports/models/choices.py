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
    UNJUDGED = "unjudged", _("Not judged: look whether it names an officer")


GIVEN_UP = (TriageState.FAILED, TriageState.UNJUDGED)


class Turn(IntegerChoices):
    """In which order waiting arrivals are judged when they are many: those in danger first.

    A first look sets it (reports.triage.first_look); until then an arrival is `unseen`. One that waits for more words
    of the same hand has its own clock and no turn, and neither has one that is being looked at: should the look die,
    the sweep takes it up.
    """

    IMMEDIATE = 0
    TODAY = 1
    ROUTINE = 2
    UNSEEN = 3
    JUNK = 4
    COPY = 5
    QUIET = 9
    LOOKED_AT = 10


class RecordKind(TextChoices):
    """What a record in a tip's thread is."""

    TIP = "tip", _("Tip")
    ADDITION = "addition", _("From the tipster")
    RECORDING = "recording", _("Recording")
    FILE = "file", _("File from the tipster")
    QUESTION = "question", _("Question to the tipster")
    NOTE = "note", _("Note")
    RELEASE = "release", _("Release copy")
    HOLD = "hold", _("Reason for a legal hold")
    FEEDBACK = "feedback", _("Answer of an outside agency")


BY_OFFICERS = frozenset(
    {RecordKind.QUESTION, RecordKind.NOTE, RecordKind.RELEASE, RecordKind.HOLD, RecordKind.FEEDBACK}
)
"""Records in which officers wrote, of this force or another."""
IN_THIS_HOUSE = BY_OFFICERS - {RecordKind.FEEDBACK}
"""What officers of this force wrote. All else may tell of one of them and is looked through for last names."""


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


APART = (UnitPurpose.STANDARDS, UnitPurpose.OVERSIGHT)
"""Units whose tips are about the police: no other unit may learn of them."""
IN_PLACE_OF = "in_place_of"
"""Beside a tip in the trail: the unit, by its short name, in whose place the duty unit works on it."""


class CloseReason(TextChoices):
    """Why a tip was closed: the outcome. The codes are those that tip lines report by."""

    ARREST = "arrest", _("Arrest")
    CHARGE = "charge", _("Charge")
    CLEARED = "cleared", _("Case cleared")
    SEIZURE = "seizure", _("Something was seized or recovered")
    PERSON_SAFE = "person_safe", _("A person was found or made safe")
    PREVENTED = "prevented", _("A crime was prevented")
    INFORMATION = "information", _("Useful information, no further action now")
    LINKED = "linked", _("Belongs to a case that was open already")
    REFERRED = "referred", _("Given to another agency")
    NOTHING = "nothing", _("Checked, nothing found")
    NOT_FOUND = "not_found", _("Person or place not found")
    INSUFFICIENT = "insufficient", _("Not enough to act on")
    NO_MEANS = "no_means", _("No means to act on it")
    KNOWN = "known", _("Known already")
    DUPLICATE = "duplicate", _("Tells what another tip tells")
    UNFOUNDED = "unfounded", _("Found to be untrue")
    MALICIOUS = "malicious", _("Made to harm somebody")
    PRANK = "prank", _("Prank")
    SPAM = "spam", _("Advert or spam")
    NOT_A_TIP = "not_a_tip", _("Not a tip")


class Firearm(TextChoices):
    """Kinds of firearms that are counted apart."""

    HANDGUN = "handgun", _("Handguns")
    RIFLE = "rifle", _("Rifles")
    SHOTGUN = "shotgun", _("Shotguns")
    AUTOMATIC = "automatic", _("Submachine and machine guns")
    OTHER = "other", _("Other firearms")


class Drug(TextChoices):
    """Kinds of drugs that are weighed apart, in grams."""

    CANNABIS = "cannabis", _("Cannabis")
    COCAINE = "cocaine", _("Cocaine")
    HEROIN = "heroin", _("Heroin and other opiates")
    MDMA = "mdma", _("MDMA and amphetamines")
    OTHER = "other", _("Other drugs")


class Usefulness(IntegerChoices):
    """What a tip was worth to those who worked on it."""

    NONE = 0, _("Of no use")
    SOME = 1, _("Of some use")
    USEFUL = 2, _("Useful")
    DECISIVE = 3, _("It decided the matter")


class Missing(TextChoices):
    """What a tip lacked that would have helped."""

    PLACE = "place", _("The exact place")
    TIME = "time", _("The time")
    WHO = "who", _("Who it is")
    VEHICLE = "vehicle", _("The vehicle, boat or plate")
    SEEN = "seen", _("Whether it was seen or heard of")
    SINCE = "since", _("How often, and since when")
    ANSWER = "answer", _("An answer to our question")


class Struck(TextChoices):
    """Why a report of what came of a tip does not stand."""

    NUMBER = "number", _("A number in it is wrong")
    TWICE = "twice", _("It was written down before")
    ANOTHER = "another", _("It came of another tip")
    NOTHING = "nothing", _("It did not come about")


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


class LinkKind(TextChoices):
    """What two tips share, as an officer judges it."""

    INCIDENT = "incident", _("Same incident")
    PERSON = "person", _("Same person")
    PLATE = "plate", _("Same number plate")
    BOAT = "vessel", _("Same boat")
    PHONE = "phone", _("Same phone number")
    PLACE = "place", _("Same place")


# The sealed answer that says whose the words of a recording are.
HEARD, BY_MACHINE, UNHEARD = "recording.heard", "by machine", "not yet"

TAKEN = "call.taken"  # the sealed answer that says that an officer wrote the tip down

# The sealed answer of a note that says by which number the tip was proposed for a reward.
REWARD = "reward.proposal"
ACT = "mailbox.act"  # the sealed answer that says what an addition is for, one of these
CORRECTS, WITHDRAWS, WANTED = "corrects", "withdraws", "wanted"
ORIGIN = "origin"
"""The step of the finding that names the tip from which these words come, by its id.

They were added there and set apart, or, where its score is 1, an officer made a second tip of them.
"""
