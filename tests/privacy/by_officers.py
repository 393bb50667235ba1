"""What officers do with tips, for the proofs: ask, mask, note, and release a copy."""

from tests.line import Line

_ASK = """
from contextlib import suppress
from reports.management.commands.seed_demo import demo_ring
from reports.dialogue.reply import NoReader, ask_tipster
from reports.lifecycle.holds import ask_hold
from reports.casework.drafts import keep_draft
from reports.casework.notes import add_note
from reports.models import DraftField, Officer, Tip
from reports.casework.unmasking import Purpose, unmask
from reports.paper import pdf
from reports.queries.told import told_in
from reports.releases.copies import Copy, change_copy, draft_copy, release_copy, send_to_check
from reports.releases.readings import export_copy, read_copy
from reports.triage.learning.amend import mask_words
for username in ("reid", "jules", "felix"):
    ring = demo_ring(username)
    for tip in Tip.objects.of_units(ring.unit_ids):
        if not tip.records.filter(kind="question").exists():
            with suppress(NoReader):
                ask_tipster(tip=tip, text="Which boat was it that you saw by the bay, {question}?", by=ring.officer)
ring = demo_ring("reid")
tip = Tip.objects.filter(unit__in=set(ring.unit_ids) & set(demo_ring("jules").unit_ids)).order_by("id").first()
ask_hold(tip=tip, reason="{hold}", ring=ring, version=tip.version)
unmask(tip=tip, purpose=Purpose.RELEASE, by=ring.officer)
web = next(tip for tip in Tip.objects.of_units(ring.unit_ids) if any("{web}" in e.text for e in told_in(ring, tip)))
mask_words(tip=web, words="{web}", kind="kin", ring=ring, version=web.version, with_source=False)
add_note(tip=tip, text="@jules {draft}", by=ring.officer)
keep_draft(tip_id=tip.pk, field=DraftField.NOTE, text="{draft}", of=ring.officer, public=ring.public)
copy = draft_copy(Copy(text="{release} first"), tip=tip, by=ring.officer)
change_copy(copy, Copy(text="{release}", translation="{release} told"), ring=ring)
send_to_check(copy, ring=ring)
release_copy(copy, by=Officer.objects.get(username="jules"))
copy.refresh_from_db()
read_copy(copy, ring)
reading = export_copy(copy, ring, agency="customs")
asks = reading.asks
pdf("Release", [("text", reading.copy.text)], foot=reading.mark)
print("answer:", asks.reference, asks.number, sep="|")
"""


def officers_work(line: Line, told: dict[str, str]) -> tuple[str, str]:
    """Do all of it at once; `told` are the marks by where they are written.

    Return reference and one-time number of the copy, as they stand on it.
    """
    reference, number = line.manage("shell", "-c", _ASK.format(**told)).split("answer:|")[-1].strip().split("|")
    return reference, number
