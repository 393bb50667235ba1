"""What an outside agency answers about a copy that it was given: once, by reference and one-time number, no login.

Used by the intake, which holds no key that opens anything: the answer is sealed to the tip, as a tipster's words are.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hmac import compare_digest

from django.conf import settings
from django.db import transaction
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from reports import audit, keystore, outbox, vault
from reports.clock import this_hour, today
from reports.models import (
    CloseReason,
    Drug,
    Feedback,
    FeedbackState,
    Firearm,
    KeyPurpose,
    Missing,
    Officer,
    RecordKind,
    Release,
    Tip,
    Usefulness,
)
from reports.models.outcome import COUNTS
from reports.sealing.keys import derive, new_key
from reports.signed_row import check_signed, is_signed, sign_row
from reports.spoken_code import LETTERS
from reports.writing import RecordRoot, new_capsule, write_record

AGENCY = "agency"
DIGITS = 12  # ten at random and two check digits
REFERENCE_LENGTH = 8
NUMBERS = (*COUNTS, *(f"firearms_{one}" for one in Firearm), *(f"drugs_{one}" for one in Drug))
LACKED = tuple(one.value for one in Missing if one != Missing.ANSWER)  # the agency asks nobody
USEFULNESS, MISSING = "usefulness", "missing"
MOST = 1_000_000_000
_KNOWN = ("id", "tip_id", "reference", "mark", "row_mac", "state", "last_day")  # the intake reads no other column


class Mistyped(Exception):
    """This is no reference, or no one-time number: a sign is wrong, missing or too many."""


class WrongNumber(Exception):
    """Reference and number belong to nothing, or not together; which is not told."""


class NumberUsed(Exception):
    """The number is right, and was used before."""


class NumberWithdrawn(Exception):
    """The number is right, and the unit took it back."""


class NumberOver(Exception):
    """The number is right, and its time is over."""


class BadAnswer(Exception):
    """A word or a number that no answer has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAnswer:
    """What an agency says. `code` is one of CloseReason or "", `numbers` by the names of NUMBERS.

    `usefulness` is one of Usefulness, `missing` are some of LACKED.
    """

    used: bool
    code: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    usefulness: int | None = None
    missing: Sequence[str] = ()
    text: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raises BadAnswer."""
        fits = all(0 <= number <= MOST for number in self.numbers.values())
        fits = fits and self.usefulness in (None, *Usefulness.values) and set(self.missing) <= set(LACKED)
        if not fits or set(self.numbers) - set(NUMBERS) or self.code not in ("", *CloseReason.values):
            raise BadAnswer


def ask_agency(release: Release, *, agency: str, reference: str, by: Officer) -> tuple[Feedback, str]:
    """Keep that a copy went to an agency. The one-time number returned with it is shown now, and stored nowhere."""
    raw = f"{secrets.randbelow(10 ** (DIGITS - 2)):0{DIGITS - 2}}"
    number = raw + mod_97_10.calc_check_digits(raw)
    asked = Feedback(
        release=release,
        tip_id=release.record.tip_id,
        agency=agency,
        reference=reference,
        last_day=today() + timedelta(days=settings.FEEDBACK_DAYS),
        given_by=by,
    )
    asked.mark = _marks(asked, number)[0]
    sign_row(asked)
    asked.save(force_insert=True)
    return asked, number


def grouped(number: str) -> str:
    """Return a one-time number in three groups of four."""
    return " ".join(number[at : at + 4] for at in range(0, DIGITS, 4))


def read_reference(text: str) -> str:
    """Return a reference as it is stored. Raises Mistyped."""
    plain = _plain(text).upper()
    if len(plain) != REFERENCE_LENGTH or set(plain) - set(LETTERS):
        raise Mistyped
    return plain


def read_number(text: str) -> str:
    """Return the digits of a one-time number. Raises Mistyped."""
    digits = _plain(text)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise Mistyped
    try:
        mod_97_10.validate(digits)
    except ValidationError:
        raise Mistyped from None
    return digits


def belong_together(*, reference: str, number: str) -> bool:
    """Whether this is a pair that we gave out, in whatever state it is now."""
    return _asked(reference, number) is not None


@transaction.atomic
def take_answer(answer: AgencyAnswer, *, reference: str, number: str) -> None:
    """Seal an answer to its tip and use the number up; of two at once one succeeds. It waits to be judged.

    Raises WrongNumber, NumberUsed, NumberWithdrawn, NumberOver, RowChanged.
    """
    asked = _asked(reference, number)
    if asked is None:
        raise WrongNumber
    tip = Tip.objects.select_for_update().filter(pk=asked.tip_id).first()  # first, as whoever erases it does
    found = Feedback.objects.only(*_KNOWN).select_for_update().filter(reference=reference).first()
    if tip is None or found is None:
        raise WrongNumber
    if found.state != FeedbackState.OPEN:
        raise NumberUsed if found.state == FeedbackState.ANSWERED else NumberWithdrawn
    if asked.last_day < today():
        raise NumberOver
    check_signed(tip)
    said = {"used": "yes" if answer.used else "no", "code": answer.code}
    said |= {} if answer.usefulness is None else {USEFULNESS: str(answer.usefulness)}
    said |= {MISSING: ",".join(answer.missing)} if answer.missing else {}
    root = RecordRoot.fresh(tip.pk)
    record = write_record(
        root,
        tip=tip,
        kind=RecordKind.FEEDBACK,
        text=answer.text,
        answers=said | {name: str(n) for name, n in answer.numbers.items() if n},
        by=None,
        at=this_hour(),
    )
    # It may name an officer of the unit that reads it: judged first, as what a tipster adds. One without words too, or
    # who saw that it waits would know that words were taken from it.
    one_time = new_key()
    keystore.put((KeyPurpose.ONE_TIME, record.pk, one_time))
    new_capsule(root, one_time).save(force_insert=True)
    outbox.enqueue(outbox.ASSESS, record.pk)
    Feedback.objects.filter(pk=found.pk).update(state=FeedbackState.ANSWERED, record=record)
    audit.enter("feedback.came", by=AGENCY, tip=tip.pk, unit=tip.unit_id, reading=found.reference)


def _plain(text: str) -> str:
    return re.sub(r"[\s.\-]+", "", unicodedata.normalize("NFKC", text))


def _asked(reference: str, number: str) -> Feedback | None:
    """Return what this pair belongs to, if it is still as it was signed: else its answer could go to another tip."""
    asked = Feedback.objects.only(*_KNOWN).filter(reference=reference).first()
    if asked is None or not is_signed(asked):
        return None
    return asked if any(compare_digest(bytes(asked.mark), mark) for mark in _marks(asked, number)) else None


def _marks(asked: Feedback, number: str) -> list[bytes]:
    """Return what a number is known by: the hash under the key in force, then those under keys of before."""
    return [derive(key, "feedback number", asked.pk, number) for key in vault.versions("row_mac_key")]
