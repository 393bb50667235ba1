"""Tips for the desk to work on, through the real door and the real triage."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

from django.db import transaction
from django.utils import timezone
from PIL import Image

from reports.casework.drafts import keep_draft
from reports.casework.notes import add_note
from reports.clock import day_of, this_hour
from reports.dialogue.reply import ask_tipster
from reports.gateways.blobs import blobs
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Channel, Delivery, DraftField, Officer, Record, RecordKind, Tip
from reports.writing import RecordRoot, write_record
from tests.conftest import triage_all
from tests.uploads import held_photo

DRUGS = "My neighbour Kenny sells cocaine behind the shop in Soufriere. His truck is PB 4521. I and my mother saw it."
STORY = (
    "My neighbour Kenny Joseph is bringing in guns and cocaine on a blue boat called Ti Marie, Friday after dark,"
    " behind the shop in Soufriere.\n\nHis truck is PB 4521. I and my mother saw it. He said he will kill the girl."
)


def not_at_midnight() -> None:
    """Let what came in the hour after midnight have come an hour before: it looks as if its day alone were known."""
    Tip.objects.filter(arrived_hour=day_of(timezone.now())).update(arrived_hour=this_hour() - timedelta(hours=1))


def arrive(text: str = DRUGS, *, triaged: bool = True, channel: Channel = Channel.WEB, **more: object) -> Tip:
    """Send one tip and return its row, as triage left it."""
    before = set(Tip.objects.values_list("pk", flat=True))
    accept(Submission(channel=channel, text=text, repeat_key=text.encode(), **more))  # type: ignore[arg-type]
    if triaged:
        triage_all()
    return Tip.objects.exclude(pk__in=before).get()


def recorded_call(sound: bytes | None, note: str = "", answers: Mapping[str, str] | None = None) -> Tip:
    """Send a call, and what the worker fetched of it: its recording, or a line that says why there is none."""
    tip = arrive("", channel=Channel.CALL)
    with transaction.atomic():
        root = RecordRoot.fresh(tip.pk)
        kind = RecordKind.RECORDING
        write_record(root, tip=tip, kind=kind, text=note, answers=answers, by=None, at=this_hour())
        if sound:
            attachment, pieces = root.seal_attachment(sound, "audio/wav", ())
            blobs().put(attachment.pk, pieces)
            attachment.save(force_insert=True)
    return tip


def picture() -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").resize((640, 400)).save(file, "JPEG")
    return file.getvalue()


def some_tips() -> Tip:
    """Fill the queue, and return a tip with a whole thread."""
    arrive("Men in the yard next door shooting now, please come", in_danger=True)
    arrive("Yo ka vann dwòg bò lékòl-la an Vyé Fò", channel=Channel.SMS, sender="+17584840002")
    arrive("Stolen goat, brown, sold at the market in Castries on Saturday " * 4)
    arrive("", channel=Channel.CALL, triaged=False)
    tip = arrive(
        STORY,
        channel=Channel.SMS,
        sender="+17584840001",
        files=(held_photo(picture()),),
        answers={"place": "Soufriere"},
    )
    reid = Officer.objects.get(username="reid")
    add_note(tip=tip, text="Known address, see the patrol's book.", by=reid)
    words = "Not sent yet: was the boat seen in Canaries?"
    keep_draft(tip_id=tip.pk, field=DraftField.NOTE, text=words, of=reid, public=bytes(reid.public_key))
    ask_tipster(tip=tip, text="Which Friday, and from where did you see the boat?", by=reid)
    Record.objects.filter(kind="question").update(delivery=Delivery.DELIVERED)
    accept(Submission(channel=Channel.SMS, text="The 20th, from the jetty.", repeat_key=b"2", sender="+17584840001"))
    triage_all()
    return Tip.objects.get(pk=tip.pk)


def some_like() -> tuple[Tip, Tip, Tip]:
    """Return a closed tip, one that tells the same, and one that names the same plate."""
    closed = arrive(DRUGS)
    Tip.objects.filter(pk=closed.pk).update(status="closed", outcome="not_found")
    again = arrive(DRUGS.replace("cocaine", "some cocaine"))
    other = arrive("The truck with plate PB4521 is in Soufriere by the jetty each night, men carry boxes to a boat")
    return Tip.objects.get(pk=closed.pk), again, other  # the closed one was told again meanwhile
