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

from tests.line import SENT_BY, Line, hidden_fields, receipt_in, running_line

WORDS = {
    "web": "zankolibwi",
    "sms": "mabouyakwi",
    "mms": "tikolondo",
    "answer": "bwaponmlenn",
    "later": "grangozyekri",
    "reason": "pwadangolan",
    "linked": "zetwalfilan",
    "new": "kannotvole",
}
QUESTION = "vyepwanmalanga"
TEXTER, CALLER, OTHER = "+17584849317", "+17587226158", "+17584613729"
CITY = "CASTRIES"  # the double says so of every text
FILE_NAME, CAMERA = "IMG_20260102_zandoli.jpg", "Kwikwicam MK9"

_ASK = """
from reports.management.commands.seed_demo import _ring
from reports.dialogue.reply import ask_tipster
from reports.models import Tip
for username in ("reid", "jules", "felix"):
    ring = _ring(username)
    for tip in Tip.objects.of_units(ring.unit_ids):
        if not tip.records.filter(kind="question").exists():
            ask_tipster(tip=tip, text="{question}", by=ring.officer)
"""


@dataclass
class Sent:
    """What was sent, when, and what must be found nowhere."""

    line: Line
    moments: list[datetime] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    def now(self) -> None:
        self.moments.append(datetime.now(UTC))

    @property
    def needles(self) -> list[str]:
        numbers = [form for number in (TEXTER, CALLER, OTHER) for form in (number[1:], number[2:], number[-7:])]
        grouped = [" ".join(r[at : at + 4] for at in range(0, 20, 4)) for r in self.receipts]
        sent_by = ["203.0.113.77", "KwiKwiPhone", "Zabriko", "acf-LC"]
        marks = [FILE_NAME, "zandoli", CAMERA, "13.9094", "Kwikwi", CITY]
        return [
            *WORDS.values(), QUESTION, *numbers, *self.receipts, *grouped, *self.references, *sent_by, *marks
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
        by_web(sent)
        by_text(sent)
        by_call(sent)
        line.triaged()
        sent.now()
        line.manage("shell", "-c", _ASK.format(question=QUESTION))
        check_the_receipt(sent)
        withdraw_by_web(sent, answer_by_web(sent))
        sent.references += line.twilio.state.ever
        close_windows(line)
        yield sent


def by_web(sent: Sent) -> None:
    sent.now()
    text = f"They hide it under the bridge, {WORDS['web']}"
    sent.receipts.append(sent.line.tell(text, photo=(FILE_NAME, photo_with_marks()), place="Canaries"))


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


def by_call(sent: Sent) -> None:
    sent.now()
    call = sent.line.twilio.phone(CALLER).call()
    while call.waits_for == "keys":
        call.press("1")
    sent.references += [call.sid, call.speak(3)]


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
    data = hidden_fields(opened) | {"text": f"By the mango tree, {WORDS['answer']}", "do": "add", "corrects": "on"}
    answered = session.post(address, data=data, files={"photo": ("", b"", "")}, headers=SENT_BY)
    assert "We have what you added" in answered.text
    assert not session.cookies
    return answered.text


def withdraw_by_web(sent: Sent, page: str) -> None:
    sent.now()
    address = f"{sent.line.url}/en/mailbox"
    sure = requests.post(address, data=hidden_fields(page) | {"do": "ask_withdraw"}, headers=SENT_BY).text
    data = hidden_fields(sure) | {"do": "withdraw", "reason": f"My brother found out, {WORDS['reason']}"}
    assert "You took your tip back" in requests.post(address, data=data, headers=SENT_BY).text


def close_windows(line: Line) -> None:
    """Wait until no capsule is open and no errand but deletions of texts on their way is left."""
    line.triaged()
    fetched = "SELECT count(*) FROM errand WHERE kind <> 'message' AND NOT fetched"
    line.wait_until(lambda: line.rows(fetched) == [(0,)], "errands")
    line.twilio.webhooks.release()
    line.wait_until(lambda: line.rows("SELECT count(*) FROM dispatch") == [(0,)], "dispatches")
