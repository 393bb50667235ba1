"""Which answers were given before their phone asked for texts again, for news of what the provider refused.

It tells of a refusal when it likes, so that one from before START may come behind it, and would stop the phone anew.
So the order of both is kept for an hour as hashes in memory (decision 233).
"""

import time
from collections.abc import Callable

from reports.phone.held_in_memory import Busy, HeldInMemory

LASTS = 3600.0  # seconds: news that is older than this the provider does not bring
_Row = tuple[bytes, float]


class Opened(HeldInMemory):
    """Answers and STARTs of the last hour: what, when."""

    def __init__(self) -> None:
        super().__init__("16sd", most=1024)

    def note_answer(self, tag: str) -> None:
        """Note that an answer is given; of one that is given again the first moment counts."""
        self._note(f"answer {tag}", lambda rows, row: rows if any(one[0] == row[0] for one in rows) else [*rows, row])

    def note_start(self, sender: str) -> None:
        """Note that a phone asks for texts again."""
        self._note(f"start {sender}", lambda rows, row: [*(one for one in rows if one[0] != row[0]), row])

    def age_before_start(self, sender: str, tag: str) -> float | None:
        """Return how many seconds ago an answer was given; None where no START of its phone is known since."""
        answer, start = self._hash(f"answer {tag}"), self._hash(f"start {sender}")
        try:
            with self._alone(LASTS) as rows:
                when = {row[0]: row[1] for row in rows if row[0] in (answer, start)}
        except Busy:
            return None
        is_before = len(when) > 1 and when[answer] < when[start]
        return time.monotonic() - when[answer] if is_before else None

    def _note(self, what: str, added: Callable[[list[_Row], _Row], list[_Row]]) -> None:
        try:
            with self._alone(LASTS) as rows:
                self._keep(added([(row[0], row[1]) for row in rows], (self._hash(what), time.monotonic())))
        except Busy:
            return


OPENED = Opened()
