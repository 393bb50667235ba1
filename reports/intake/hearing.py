"""What a machine heard in a recording, written down beside it: sealed like all words, and judged like all words.

The sound is kept first and waits for no engine; whatever befalls the engine, the recording is there, marked as one that
a person must listen to. The words stand in the recording's own record, so that both move together when triage finds
that they speak of the police.
"""

import json
import logging
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from reports import audit, keystore, outbox
from reports.gateways.speech import SpeechFailed, is_on, speech
from reports.intake.receipt_parts import told_in
from reports.intake.submission import clean_text
from reports.keystore import KeyGone
from reports.models import KeyPurpose, Record, Tip
from reports.models.choices import BY_MACHINE, HEARD, UNHEARD
from reports.sealing.keys import new_key
from reports.signed_row import check_signed
from reports.writing import RecordRoot, new_capsule

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A recording that lies sealed in its record, and its sound as it came, in memory alone.

    `came_with`: the record of the words that it was told with.
    """

    root: RecordRoot = field(repr=False)
    sound: bytes = field(repr=False)
    language: str
    came_with: UUID

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
    text = told_in(clean_text(said.text)).text if said else ""
    if text:
        _write_down(unheard.root, text, unheard.came_with)


@transaction.atomic
def _write_down(root: RecordRoot, text: str, came_with: UUID) -> None:
    tip = Tip.everything.select_for_update().filter(records=root.record_id).first()
    try:
        keystore.get(KeyPurpose.ERASURE, root.record_id)
    except KeyGone:
        tip = None
    if tip is None:
        return  # erased meanwhile
    check_signed(tip)
    body = json.dumps({"text": text, "answers": {HEARD: BY_MACHINE}}).encode()
    one_time = new_key()
    keystore.put((KeyPurpose.ONE_TIME, root.record_id, one_time))
    Record.objects.filter(pk=root.record_id).update(body=root.seal_part(body, "body"), channel=tip.channel)
    new_capsule(root, one_time).save(force_insert=True)
    Tip.everything.filter(pk=tip.pk).add_what_came(came_with)
    audit.enter("recording.heard", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    outbox.enqueue(outbox.ASSESS, root.record_id)
