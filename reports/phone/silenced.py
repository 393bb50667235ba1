"""Phones that asked for silence within a day, for the minutes in which the database cannot be asked.

Which phone wants silence stands in the database. While that is down a text cannot be stored, and to be told so would
ring beside whoever reads the phone. So the web processes remember who wanted silence when they last took a text, as
hashes in memory, for as long as a wish alone is kept (decision 223). It protects a talk that goes on; who asked before
that, or of another host, is not known.
"""

import time

from reports.dialogue.lines import Met
from reports.phone.hearing import hear
from reports.phone.held_in_memory import Busy, HeldInMemory
from reports.phone.opened import OPENED
from reports.phone.understanding import Understood
from reports.phone.wording import Asked, Wish, text, wish

LASTS = 25 * 3600.0  # seconds, as a wish for silence without a tip


class Silenced(HeldInMemory):
    """Phones that are to be sent nothing: whom, when it was last seen."""

    def __init__(self) -> None:
        super().__init__("16sd", most=1024)

    def note(self, sender: str, *, silent: bool) -> None:
        """Note that a phone wants silence, or wants it no more. Of a withheld number nothing is known."""
        whom = self._hash(sender)
        try:
            with self._alone(LASTS) as rows:
                others = [row for row in rows if row[0] != whom]
                if sender and (silent or len(others) < len(rows)):
                    self._keep([*others, (whom, time.monotonic())] if silent else others)
        except Busy:
            return

    def has(self, sender: str) -> bool:
        """Return whether a phone is known to want silence."""
        try:
            with self._alone(LASTS) as rows:
                return any(row[0] == self._hash(sender) for row in rows)
        except Busy:
            return False


SILENCED = Silenced()


def asks_for_silence(asked: Asked | None) -> bool:
    """Return whether a text asks that its phone be sent nothing."""
    return asked is not None and (asked.wish is Wish.QUIET or asked.is_hushed)


def remember(sender: str, read: Understood, met: Met) -> None:
    """Remember a phone that asks for silence with this text or did before; START ends that. Beside a receipt it does
    where that opens something (granting.py).

    QUIET and a receipt, from a phone that has told nothing, is about another one.
    """
    if read.asked and read.asked.wish is Wish.START and not read.receipt:
        SILENCED.note(sender, silent=False)
        OPENED.note_start(sender)
    elif met.is_silent or (asks_for_silence(read.asked) and not (read.receipt and met.known is None)):
        SILENCED.note(sender, silent=True)


def not_stored(sender: str, body: str) -> str:
    """Return what a phone is told whose text nobody could keep, "" where it wants silence, as far as is known now.

    FORGET waits for its answer on such a phone too: nobody is to believe that a line is gone which is not.
    """
    asked = wish(body)
    if asks_for_silence(asked):
        SILENCED.note(sender, silent=True)
        return ""
    is_forget = asked is not None and asked.wish is Wish.FORGET
    return "" if SILENCED.has(sender) and not is_forget else text(hear(body).language, "not_stored")
