"""Secrets never print, whoever puts them into a log line."""

from uuid import uuid4

import pytest

from reports.intake.arrival import Arrival
from reports.intake.door import Accepted
from reports.intake.receipt_parts import told_in
from reports.intake.repeats import Answer
from reports.intake.submission import ErrandRequest, Submission
from reports.keyring import KeyRing
from reports.models import Channel, ErrandKind, Line, Officer, Record
from reports.sealing.keys import KeyPair, new_pair
from reports.sealing.officers import Stretched
from reports.sealing.receipts import ReceiptKeys
from reports.sealing.units import new_unit_keys
from reports.triage.assessment import Assessment, EarlierTip, KnownOfficer, TipText
from reports.writing import RecordRoot

SECRET = b"Z" * 32
WORDS = "zabriko mango"
UNIT = new_unit_keys(uuid4())
SUBMISSION = Submission(
    channel=Channel.WEB,
    repeat_key=SECRET,
    text=WORDS,
    answers={"place": WORDS},
    sender="+17584840001",
    errands=(ErrandRequest(kind=ErrandKind.MEDIA, reference=WORDS),),
)
SHY = [
    KeyPair(public=b"p", private=SECRET),
    UNIT,
    Stretched(verifier=SECRET, slot_key=SECRET),
    ReceiptKeys(lookup=b"l", pair=KeyPair(b"p", SECRET)),
    SUBMISSION,
    Arrival(
        submission=SUBMISSION,
        tip_id=uuid4(),
        record_id=uuid4(),
        root=SECRET,
        erasure=SECRET,
        one_time=SECRET,
        receipt="44445555",
        tip=None,
        words=told_in(WORDS),
    ),
    Accepted(receipt="44445555", joined=False, repeated=False),
    Answer(receipt="44445555", joined=False),
    RecordRoot(uuid4(), uuid4(), SECRET, SECRET),
    KeyRing(Officer(name=WORDS), new_pair()),
    TipText(
        text=WORDS,
        answers={"place": WORDS},
        channel="web",
        in_danger=False,
        language_hint="",
        earlier=(EarlierTip(tip="t", features=(4840001,)),),
        officers=(KnownOfficer(WORDS),),
    ),
    EarlierTip(tip="t", features=(4840001,)),
    Assessment(findings=(), rules_version="1", fingerprint=SECRET),
    Record(body=SECRET),
    Line(number=SECRET),
]


@pytest.mark.parametrize("shy", SHY, ids=lambda shy: type(shy).__name__)
def test_a_secret_never_prints(shy: object) -> None:
    hidden = ("ZZ", "zabriko", "4840001", "44445555", repr(UNIT.symmetric), repr(UNIT.pair.private))
    for shown in (repr(shy), str(shy), f"{shy}", f"{[shy]}", f"{shy!a}"):
        assert not [word for word in hidden if word in shown]
