"""A page that came back too soon waits for itself: its button comes after some seconds, by the style sheet alone.

Nothing moves by script. Where animations or style sheets are off the button stands there at once; pressed too early,
it leads here again, with all that was typed and fewer seconds to go.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60)
"""Seconds that static/public/waiting.css can wait. A longer wait is one of 60, and one more after it."""
FLOOD = _(
    "Nothing is sent yet. Many people are writing to us, or this page came back very fast. All that you typed is still "
    "here, and in all you never wait longer than a minute."
)


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a page waits and why. `do` is what its button then stands for."""

    seconds: int
    do: str = ""
    why: Any = FLOOD

    @property
    def step(self) -> int:
        """The seconds as they are told and waited for: never fewer than are needed, up to a minute."""
        return next((step for step in STEPS if step >= self.seconds), STEPS[-1])
