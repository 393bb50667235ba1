"""What every channel hands over: one frozen record with the fields we keep and no others."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.dialogue.mailbox import MailboxKey
from reports.intake.uploads import HeldFile
from reports.models import Channel, ErrandKind

MAX_TEXT = 20_000  # characters
ACT, CORRECTS, WITHDRAWS = "mailbox.act", "corrects", "withdraws"  # the sealed answer that says what an addition is for
_UNSEEN = "ZC"  # Unicode's separators, and what has no shape of its own: such a text says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandRequest:
    """Something at the provider that the worker must fetch, or only delete: `reference` is its SID or REST path."""

    kind: ErrandKind
    reference: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One arrival, whatever the channel. `sender` finds or makes a line and is kept nowhere in the clear.

    `files` lie sealed in the blob store, and this arrival claims them. `joins` is the tip that an open mailbox belongs
    to; `repeat_key` is what makes this request itself, so that a repeat of it gets the same answer. Of all arrivals
    with one `once_key` only the first is stored. `withdraws`: the tipster asks that the tip it joins not be used.

    For texts: `starts_anew` makes a tip of its own even from a phone that is known; `silent`: nothing is to be sent to
    that phone; `more_may_follow`: judging may wait for what else the phone sends within the quiet window. A `sender`
    together with `joins` becomes the tip's line, where neither has one.
    """

    channel: Channel
    repeat_key: bytes = field(repr=False)
    text: str = field(default="", repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    in_danger: bool = False
    files: tuple[HeldFile, ...] = field(default=(), repr=False)
    errands: tuple[ErrandRequest, ...] = field(default=(), repr=False)
    language: str = ""
    sender: str = field(default="", repr=False)
    joins: MailboxKey | None = None
    once_key: bytes = field(default=b"", repr=False)
    withdraws: bool = False
    starts_anew: bool = False
    silent: bool = False
    more_may_follow: bool = False


def clean_text(text: str) -> str:
    """Return `text` without NULs and lone surrogates, with plain line ends, cut at MAX_TEXT characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    if all(unicodedata.category(character)[0] in _UNSEEN for character in whole):
        return ""
    return whole.replace("\r\n", "\n").replace("\r", "\n").strip()[:MAX_TEXT]
