"""Arrivals for the tests of the rooms: short words for what a tipster sends."""

from typing import Any
from uuid import uuid4

from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Channel, Tip
from tests.conftest import only_tip, triage_all

PHONE = "+17584840001"


def web(text: str = "They sell weed by the school in Vieux Fort", **more: Any) -> Submission:
    """A tip by web; each one a new request unless `repeat_key` says otherwise."""
    more.setdefault("repeat_key", uuid4().bytes)
    return Submission(channel=Channel.WEB, text=text, **more)


def sms(text: str = "Man with a gun in Dennery", sender: str = PHONE, **more: Any) -> Submission:
    """A text from a phone."""
    more.setdefault("repeat_key", uuid4().bytes)
    return Submission(channel=Channel.SMS, text=text, sender=sender, **more)


def triaged_tip(submission: Submission | None = None) -> tuple[Tip, str]:
    """Send one tip, let it be judged, and return it with its receipt."""
    receipt = accept(submission or web()).receipt
    triage_all()
    assert receipt
    return only_tip(), receipt
