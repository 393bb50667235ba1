"""The same answer twice within moments, to a word that a phone has sent twice: the second is not given.

Kept in memory that the web processes of this host share, for seconds. None of it is written down: a row that tells
which number asked in which second would be worth more to a thief than the second answer costs. Another host does not
know of it, and answers, too.
"""

import time

from reports.phone.held_in_memory import Busy, HeldInMemory

WITHIN = 2.0  # seconds: nobody types a word so fast again


class Twins(HeldInMemory):
    """Answers of the last moments: whom and what, in answer to which text, when."""

    def __init__(self) -> None:
        super().__init__("16s16sd", most=64)

    def is_one(self, sender: str, said: str, sid: str) -> bool:
        """Note what was said in the text `sid` and to it; return whether it was just now, with another text."""
        whom, which = self._hash(f"{sender} {said}"), self._hash(sid)
        try:
            with self._alone(WITHIN) as recent:
                is_twin = any(row[0] == whom and row[1] != which for row in recent)
                self._keep(recent if is_twin else [*recent, (whom, which, time.monotonic())])
        except Busy:
            return False
        return is_twin


TWINS = Twins()
