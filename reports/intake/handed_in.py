"""A call that an officer took, on its way from the desk to the door.

The desk holds neither the receipts' pepper nor that of requests: with them, who takes a desk could try all telephone
numbers and receipts. So it hands the call to a process that has them and that nothing but the desk reaches. Where one
process serves all faces, the door is called at once.
"""

import json

import requests
from django.conf import settings

from reports.intake.door import Accepted, NotStored, SentBefore, accept
from reports.intake.submission import Submission
from reports.models import Channel, Officer

_TIMEOUT = (5, 30)  # seconds to connect, and for the answer


class BadHandIn(Exception):
    """What was handed in is not what `hand_in` sends."""


def hand_in(call: Submission) -> Accepted:
    """Store a call that an officer took; the same call again gets the same answer. Raises NotStored, SentBefore."""
    if not settings.COUNTER_URL:
        return accept(call)
    try:
        answer = requests.post(settings.COUNTER_URL, data=_told(call), timeout=_TIMEOUT, allow_redirects=False)
        told = answer.json() if answer.status_code == 200 else {}
    except requests.RequestException:  # its message would hold the address, its request the words
        raise NotStored from None
    if answer.status_code == 409:
        raise SentBefore
    if answer.status_code != 200:
        raise NotStored
    return Accepted(receipt=told["receipt"], joined=False, repeated=told["repeated"])


def submission_of(told: bytes) -> Submission:
    """Return what was handed in. Raises BadHandIn."""
    try:
        fields = json.loads(told)
        taken_by = Officer.objects.defer(*Officer.SECRETS).get(pk=fields.pop("taken_by"))
        repeat, once = (bytes.fromhex(fields.pop(name)) for name in ("repeat_key", "once_key"))
        return _call(**fields, repeat_key=repeat, once_key=once, taken_by=taken_by)
    except (ValueError, KeyError, TypeError, AttributeError, Officer.DoesNotExist):
        raise BadHandIn from None


def _told(call: Submission) -> bytes:
    fields = {
        "text": call.text,
        "answers": dict(call.answers),
        "guide": call.guide,
        "in_danger": call.in_danger,
        "language": call.language,
        "repeat_key": bytes(call.repeat_key).hex() if isinstance(call.repeat_key, bytes) else "",
        "once_key": call.once_key.hex(),
        "taken_by": str(call.taken_by.pk) if call.taken_by else "",
    }
    return json.dumps(fields).encode()


def _call(
    *,
    text: str,
    answers: dict[str, str],
    guide: str,
    in_danger: bool,
    language: str,
    repeat_key: bytes,
    once_key: bytes,
    taken_by: Officer,
) -> Submission:
    """Return a call of these fields, each of its kind; no other can be handed in, so no number can be asked about."""
    lines = (text, guide, language, *answers, *answers.values())
    if not all(isinstance(line, str) for line in lines) or not isinstance(in_danger, bool) or not repeat_key:
        raise ValueError
    return Submission(
        channel=Channel.CALL,
        text=text,
        answers=answers,
        guide=guide,
        in_danger=in_danger,
        language=language,
        repeat_key=repeat_key,
        once_key=once_key,
        taken_by=taken_by,
    )
