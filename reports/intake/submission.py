"""What every channel hands over: one frozen record with the fields we keep and no others."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reports.as_seen import BLANK
from reports.dialogue.mailbox import MailboxKey
from reports.intake.repeats import Repeat
from reports.intake.spelt import in_figures
from reports.intake.uploads import HeldFile
from reports.models import Channel, ErrandKind, Officer

MAX_TEXT = 20_000  # characters
WITHOUT_RECEIPT = "mailbox.without_receipt"  # beside it: it came from the tip's phone, whoever held that
# Acts of whoever has no receipt, or not yet, or perhaps: a caller, and somebody who withheld the number of a text, with
# a wish for silence or without.
HUNG_UP, READING, UNANSWERED, WITHHELD = "call.hung_up", "call.reading", "text.unanswered", "text.withheld"
# Unicode's separators, marks without a letter, and what has no shape of its own: such a text says nothing.
_UNSEEN = "ZCM"


class NotTaken(StrEnum):
    """Why something that came beside a text cannot be fetched. It stands in the place of a reference."""

    TOO_MANY = "too many"
    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    UNCOUNTED = "uncounted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandRequest:
    """Something at the provider that the worker must fetch, or only delete: `reference` is its SID or REST path.

    Of a medium it may be a NotTaken: an officer then reads why there is none.
    """

    kind: ErrandKind
    reference: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One arrival, whatever the channel. `sender` finds or makes a line and is kept nowhere in the clear.

    `files` lie sealed in the blob store, and this arrival claims them. `joins` is the tip that an open mailbox belongs
    to; `repeat_key` is what makes this request itself, so that a repeat of it gets the same answer; or it is the place
    among those seen that was made of such a key before. Of all arrivals with one `once_key` only the first is stored;
    `used_with_it` are further such keys, which are used up with it.
    `withdraws`: the tipster asks that the tip it joins not be used; `wants_again`: that it be used after all.

    For texts: `starts_anew` makes a tip of its own even from a phone that is known; `silent`: nothing is to be sent to
    that phone; `owed`, a text with {receipt} in it, is kept until it asks, or, where the `answer` of this tag brings
    the receipt now, until the provider tells that it has that; `more_may_follow`: judging may wait for
    what else the phone sends within the quiet window; `late`: it was found at the provider long after it was sent, and
    is not answered. A `sender` together with `joins` becomes the tip's line, where
    neither has one.

    `goes_on`: it was told together with the first words of the tip it joins, as the next part of the same call.

    `self_test`: a face takes it for the line's own daily test; the door sees whether one is awaited.

    `hearing`: what the trail says of whoever has not got the receipt of a new tip: the call was over, or it is being
    read out, or nothing may be sent to a phone that nobody knows.

    `taken_by` is the officer who wrote down what a caller told: that is on the trail, to the hour as all of an arrival.
    """

    channel: Channel
    repeat_key: bytes | Repeat = field(repr=False)
    text: str = field(default="", repr=False)
    guide: str = ""  # the edition of the guide that asked for the answers: it is sealed with them
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    in_danger: bool = False
    files: tuple[HeldFile, ...] = field(default=(), repr=False)
    errands: tuple[ErrandRequest, ...] = field(default=(), repr=False)
    language: str = ""
    sender: str = field(default="", repr=False)
    joins: MailboxKey | None = None
    once_key: bytes = field(default=b"", repr=False)
    used_with_it: tuple[bytes, ...] = field(default=(), repr=False)
    withdraws: bool = False
    wants_again: bool = False
    starts_anew: bool = False
    silent: bool = False
    owed: str = ""
    answer: str = ""
    more_may_follow: bool = False
    late: bool = False
    taken_by: Officer | None = field(default=None, repr=False)
    self_test: bool = False
    goes_on: bool = False
    hearing: str = ""


def clean_text(text: str) -> str:
    """Return `text` without NULs and lone surrogates, with plain line ends, cut at MAX_TEXT characters.

    What is spelt like a receipt, in words, is written in digits.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    if all(unicodedata.category(character)[0] in _UNSEEN or character in BLANK for character in whole):
        return ""
    return in_figures(whole.replace("\r\n", "\n").replace("\r", "\n").strip()[:MAX_TEXT])
