"""One installation for all proofs, and the tips with planted marks that were sent through it."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from tests.intake.telling_pictures import telling_jpeg
from tests.line import SENT_BY, Line, hidden_fields, receipt_in, running_line
from tests.privacy.by_call import OFFICER, call_in_every_way, visit_the_mailbox
from tests.privacy.by_guide import MARKS, tell_by_guides
from tests.privacy.by_program import HOST, answer_by_program, officers_program, tell_by_program
from tests.privacy.in_silence import ASKED_FIRST, QUIETED, tell_in_silence

WORDS = {
    "web": "zankolibwi",
    "sms": "mabouyakwi",
    "mms": "tikolondo",
    "answer": "bwaponmlenn",
    "later": "grangozyekri",
    "reason": "pwadangolan",
    "linked": "zetwalfilan",
    "quiet": "pechekwikwi",
    "new": "kannotvole",
    "danger": "lakaychode",
    "officer": "polisyemwen",
    "hold": "tribinalwozo",
    "api": "kabwitnwezi",
    "api_answer": "fwomajevyezi",
    "api_later": "moulenkanzi",
    "searched": "chachekwokwoli",
}
QUESTION = "vyepwanmalanga"
ALERTED = "+17585318842"  # an officer's own phone
RELEASE, DRAFT, AGENCY = "pipirikonkonlele", "gwanpapapalmist", "ladwannzandolinwe"
TEXTER, CALLER, OTHER = "+17584849317", "+17587226158", "+17584613729"
NO_FILE = {"photo": ("", b"", "")}
CITY = "CASTRIES"  # the double says so of every text
FILE_NAME, CAMERA = "IMG_20260102_zandoli.jpg", "Kwikwicam MK9"

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
from reports.releases.feedback import AgencyAnswer, read_number, take_answer
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
ask_hold(tip=tip, reason="{hold}", by=ring.officer, version=tip.version)
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
pair = dict(reference=asks.reference.replace("-", ""), number=read_number(asks.number))
take_answer(AgencyAnswer(used=True, numbers=dict(arrests=1), text="{agency}"), **pair)
pdf("Release", [("text", reading.copy.text)], foot=reading.mark)
"""

_ALERTED = """
from reports.alerts.phones import keep_number
from reports.alerts.roster import begin_duty
from reports.models import Officer, Unit
keep_number("{number}", of=(reid := Officer.objects.get(username="reid")))
for unit in Unit.objects.filter(memberships__officer=reid):
    begin_duty(officer=reid, unit=unit.pk, hours=8, by=reid)
"""


@dataclass
class Sent:
    """What was sent, when, and what must be found nowhere."""

    line: Line
    moments: list[datetime] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """Into a field of a guide each."""

    def now(self) -> None:
        self.moments.append(datetime.now(UTC))

    @property
    def needles(self) -> list[str]:
        numbers = [
            form
            for number in (TEXTER, CALLER, OTHER, QUIETED, ASKED_FIRST, ALERTED, OFFICER)
            for form in (number[1:], number[2:], number[-7:])
        ]
        grouped = [" ".join(r[at : at + 4] for at in range(0, 20, 4)) for r in self.receipts]
        sent_by = ["203.0.113.77", "KwiKwiPhone", "Zabriko", "acf-LC"]
        marks = [FILE_NAME, "zandoli", CAMERA, "13.9094", "Kwikwi", CITY]
        return [
            *WORDS.values(), *MARKS, QUESTION, RELEASE, DRAFT, AGENCY, HOST, *self.tokens,
            *numbers, *self.receipts, *grouped, *self.references, *sent_by, *marks
        ]  # fmt: skip


def photo_with_marks() -> bytes:
    """Return a JPEG whose EXIF names a camera and a place."""
    image = Image.effect_noise((320, 240), 60).convert("RGB")
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.ImageDescription] = "Kwikwi", CAMERA, "lat 13.9094"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (13.0, 54.0, 33.84)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"taken at zandoli")
    return out.getvalue()


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """Send tips through every channel, let the worker and an officer do their work, and close every window."""
    with tempfile.TemporaryDirectory(prefix="tipline-proof-") as folder, running_line(Path(folder)) as line:
        sent = Sent(line)
        line.manage("shell", "-c", _ALERTED.format(number=ALERTED))
        by_web(sent)
        by_guide(sent)
        by_program(sent)
        alert_and_confirm(sent)
        by_text(sent)
        by_call(sent)
        line.triaged()
        sent.now()
        told = {
            "question": QUESTION,
            "release": RELEASE,
            "hold": WORDS["hold"],
            "draft": DRAFT,
            "agency": AGENCY,
            "web": WORDS["web"],
        }
        line.manage("shell", "-c", _ASK.format(**told))
        answer_by_call(sent)
        check_the_receipt(sent)
        withdraw_by_web(sent, answer_by_web(sent))
        work_by_program(sent)
        sent.references += line.twilio.state.ever
        close_windows(line)
        yield sent


def by_web(sent: Sent) -> None:
    sent.now()
    text = f"They hide it under the bridge, {WORDS['web']}"
    sent.receipts.append(sent.line.tell(text, photo=(FILE_NAME, photo_with_marks()), place="Canaries"))


def by_guide(sent: Sent) -> None:
    """Fill in the form of every category."""
    sent.now()
    receipts, sent.typed = tell_by_guides(sent.line)
    sent.receipts += receipts


def alert_and_confirm(sent: Sent) -> None:
    """Send a tip of danger, wait until it rings an officer, and confirm by text."""
    sent.now()
    sent.receipts.append(sent.line.tell(f"A man is shooting at people now, {WORDS['danger']}", danger="yes"))
    phone = sent.line.twilio.phone(ALERTED)
    sent.line.wait_until(lambda: bool(phone.inbox()), "the officer on duty to be texted")
    alert = phone.inbox()[0].body
    assert WORDS["danger"] not in alert
    assert "Confirmed" in phone.text(alert.split("answer ")[1].split()[0])[-1]
    assert phone.text(f"They told me {WORDS['officer']}")  # never a tip, and kept nowhere


def by_text(sent: Sent) -> None:
    phone = sent.line.twilio.phone(TEXTER)
    sent.now()
    answer = phone.text(f"Man selling guns {WORDS['sms']}")[0]
    sent.receipts.append(receipt_in(answer))
    phone.text(f"He gone now {WORDS['later']}")
    phone.text(WORDS["mms"], media=[("image/jpeg", photo_with_marks())])
    by_another_phone(sent)


def by_another_phone(sent: Sent) -> None:
    """Go on with a web tip by text, begin another tip, ask, want no answer, and be forgotten."""
    phone = sent.line.twilio.phone(OTHER)
    phone.text(f"{sent.receipts[0]} they moved it {WORDS['linked']}")
    phone.text("STATUS")
    sent.receipts.append(receipt_in(phone.text(f"NEW: a boat at night {WORDS['new']}")[0]))
    phone.text(sent.receipts[-1])
    phone.text("QUIET")
    phone.text("FORGET")
    sent.receipts.append(tell_in_silence(sent.line, WORDS["quiet"]))


def by_call(sent: Sent) -> None:
    sent.now()
    receipts, names = call_in_every_way(sent.line, CALLER)
    sent.receipts += receipts
    sent.references += names
    sent.now()


def by_program(sent: Sent) -> None:
    sent.now()
    sent.receipts.append(tell_by_program(sent.line, WORDS, photo_with_marks(), FILE_NAME))


def work_by_program(sent: Sent) -> None:
    """Answer by the API, and let an officer's program read."""
    sent.now()
    answer_by_program(sent.line, sent.receipts[1], WORDS)
    sent.tokens.append(officers_program(sent.line, WORDS["searched"]).removeprefix("tipline_")[24:])


def answer_by_call(sent: Sent) -> None:
    sent.now()
    sent.references += visit_the_mailbox(sent.line, CALLER, sent.receipts[-1], QUESTION)


def check_the_receipt(sent: Sent) -> None:
    sent.now()
    typed = {"do": "typed_once", "typed": sent.receipts[0], "shown": "of another page"}
    assert requests.post(f"{sent.line.url}/en/mailbox", data=typed, headers=SENT_BY).status_code == 400


def answer_by_web(sent: Sent) -> str:
    """Correct the tip, and return the mailbox page after it."""
    sent.now()
    address, session = f"{sent.line.url}/en/mailbox", requests.Session()
    opened = session.post(
        address, data=hidden_fields(session.get(address).text) | {"receipt": sent.receipts[0], "do": "open"}
    ).text
    assert QUESTION in opened
    data = {"text": f"By the mango tree, {WORDS['answer']}", "corrects": "on"}
    looked = session.post(
        address,
        data=hidden_fields(opened) | data | {"do": "add"},
        files={"photo": (FILE_NAME, telling_jpeg(), "image/jpeg")},
        headers=SENT_BY,
    )
    answered = session.post(
        address, data=hidden_fields(looked.text) | data | {"do": "add:as_it_is"}, files=NO_FILE, headers=SENT_BY
    )
    assert "We have what you added" in answered.text
    assert not session.cookies
    return answered.text


def withdraw_by_web(sent: Sent, page: str) -> None:
    sent.now()
    address = f"{sent.line.url}/en/mailbox"
    sure = requests.post(address, data=hidden_fields(page) | {"do": "ask_withdraw"}, headers=SENT_BY).text
    data = hidden_fields(sure) | {"do": "withdraw:as_it_is", "reason": f"My brother found out, {WORDS['reason']}"}
    assert "You took your tip back" in requests.post(address, data=data, headers=SENT_BY).text


def close_windows(line: Line) -> None:
    """Wait until no capsule is open and no errand but deletions of texts and calls that were under way is left."""
    line.triaged()
    fetched = "SELECT count(*) FROM errand WHERE kind NOT IN ('message', 'call') AND NOT fetched"
    line.wait_until(lambda: line.rows(fetched) == [(0,)], "errands")
    line.twilio.webhooks.release()
    line.wait_until(lambda: line.rows("SELECT count(*) FROM dispatch") == [(0,)], "dispatches")
