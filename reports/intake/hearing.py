"""What a machine heard in a recording, written down beside it: sealed like all words, and judged like all words.

The sound is kept first and waits for no engine; whatever befalls the engine, the recording is there, marked as one that
a person must listen to. The words stand in the recording's own record, so that both move together when triage finds
that they speak of the police.
"""

import json
import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from reports import audit, keystore, outbox
from reports.gateways.speech import SpeechFailed, is_on, speech
from reports.intake.receipt import without_receipts
from reports.intake.submission import clean_text
from reports.models import KeyPurpose, Record, Tip
from reports.sealing.keys import new_key
from reports.signed_row import check_signed
from reports.writing import RecordRoot, new_capsule

# The sealed answer that says whose the words of a recording are.
HEARD, BY_MACHINE, UNHEARD = "recording.heard", "by machine", "not yet"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A recording that lies sealed in its record, and its sound as it came, in memory alone."""

    root: RecordRoot = field(repr=False)
    sound: bytes = field(repr=False)
    language: str

    def __str__(self) -> str:
        return "<sound>"


def answers_before_hearing() -> dict[str, str]:
    """Return what a recording's record says of its words until a machine has listened: nothing where there is none."""
    return {HEARD: UNHEARD} if is_on() else {}


def hear(unheard: Unheard) -> None:
    """Let the engine listen, and write down what it heard. A failure leaves the record as it is."""
    try:
        said = speech().transcribe(unheard.sound, unheard.language)
    except SpeechFailed as problem:
        log.error("The speech engine failed (%s): a recording waits for a person.", problem)
        return
    text = without_receipts(clean_text(said.text)) if said else ""
    if text:
        _write_down(unheard.root, text)


@transaction.atomic
def _write_down(root: RecordRoot, text: str) -> None:
    tip = Tip.objects.select_for_update().filter(records=root.record_id).first()
    if tip is None or not keystore.get_many(KeyPurpose.ERASURE, [root.record_id]):
        return  # erased meanwhile
    check_signed(tip)
    body = json.dumps({"text": text, "answers": {HEARD: BY_MACHINE}}).encode()
    one_time = new_key()
    keystore.put((KeyPurpose.ONE_TIME, root.record_id, one_time))
    Record.objects.filter(pk=root.record_id).update(body=root.seal_part(body, "body"), channel=tip.channel)
    new_capsule(root, one_time).save(force_insert=True)
    Tip.objects.filter(pk=tip.pk).update(has_news=True, version=F("version") + 1)
    audit.enter("recording.heard", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    outbox.enqueue(outbox.ASSESS, root.record_id)
