"""Texts without a letter: a cry for help in signs, and what tells nothing at all.

Whatever may be a tip is one: a plate, a number of four digits and more, pictures of things. From a phone that goes on
with a tip a digit or a picture may answer an officer's question, so there only marks tell nothing.
"""

import re
import unicodedata

from django.conf import settings

from reports.triage.steps.wording import digits_of

_CRIES = frozenset({"911", "999", "112"})  # the first two ring in Saint Lucia, the last from every mobile phone
_ALARMS = frozenset("\U0001f198\U0001f6a8")  # SOS, and the light of a police car
_PICTURES = ("So", "No", "Nl")  # Unicode's kinds of signs that are neither marks nor blanks nor digits
# Faces, gestures, hearts and the colours of a skin: they greet, thank or try out.
_MOODS = re.compile(
    "[\u261d\u263a\u2639\u270a-\u270d\u2764\U0001f3fb-\U0001f3ff\U0001f442-\U0001f450\U0001f48b-\U0001f49f"
    "\U0001f5a4\U0001f600-\U0001f64f\U0001f90c-\U0001f92f\U0001f970-\U0001f97a]"
)
_FEW_DIGITS = 3  # a plate, a house and the end of a number have more, or a letter


def is_cry(said: str) -> bool:
    """Whether a text is the number for emergencies and nothing else, or a sign of alarm without words."""
    if any(map(str.isalpha, said)):
        return False
    digits = digits_of(said)
    is_number = any(digits and not digits.replace(one, "") for one in (*_CRIES, digits_of(settings.EMERGENCY_NUMBER)))
    return is_number or not _ALARMS.isdisjoint(said)


def without_moods(said: str) -> str:
    """Return a text without faces, hands and hearts."""
    return _MOODS.sub("", said)


def says_nothing(said: str, *, is_known: bool) -> bool:
    """Whether a text holds nothing that an officer could use. `is_known`: its phone goes on with a tip."""
    if any(map(str.isalpha, said)) or is_cry(said):
        return False
    if any(unicodedata.category(sign) in _PICTURES for sign in (said if is_known else without_moods(said))):
        return False
    digits = digits_of(said)
    ours = (digits_of(settings.HOTLINE_NUMBER), digits_of(settings.TWILIO_NUMBER))
    return not digits or (not is_known and (len(digits) <= _FEW_DIGITS or digits in ours))
