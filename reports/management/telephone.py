"""What the doctor asks of the hotline's settings: whom callers are put through to, and what our texts cost."""

import re
from collections.abc import Iterator

from django.conf import settings

from reports.dialogue.duty import duty_phone
from reports.gateways.segments import segments
from reports.intake.receipt import grouped
from reports.models import Hotline
from reports.phone.wording import languages, text, words

_NAMED = 5


def dialling() -> Iterator[str]:
    """Numbers that cannot be called, or would be shown the caller's."""
    line = Hotline.objects.first()
    numbers = (("danger", settings.DANGER_NUMBER), ("duty officer's", duty_phone(line) if line else ""))
    for name, number in numbers:
        if number and not re.fullmatch(r"\+[1-9]\d{6,14}", number):
            yield f"the {name} number is not one that can be called in full (+1758…)"
        if number and settings.TWILIO_ACCOUNT_SID and not settings.TWILIO_NUMBER:
            yield f"the {name} number is never called: without TWILIO_NUMBER it would show the caller's"


def texting() -> Iterator[str]:
    """Texts that the numbers in the settings make longer than one segment, or than the two that a few may take."""
    told = words()
    every = ((language, name) for language in languages() for name in told["texts"][language])
    longer = [
        f"{name} ({language})" for language, name in every if _parts(language, name) > 1 + (name in told["in_two"])
    ]
    if longer:
        more = f" and {len(longer) - _NAMED} more" if len(longer) > _NAMED else ""
        numbers = "HOTLINE_NUMBER and EMERGENCY_NUMBER"
        yield f"{numbers} make {len(longer)} texts longer, at a segment more each: {', '.join(longer[:_NAMED])}{more}"


def _parts(language: str, name: str) -> int:
    """Return in how many segments a text is sent, with parts as long as they become."""
    receipt, code = grouped("0" * 20), "00000 00000 00000"
    said = text(language, name, receipt=receipt, question="", kept="10", other="911", number="00000", code=code)
    return segments(said).parts
