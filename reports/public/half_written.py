"""What somebody typed, ticked or chose in the mailbox and has not sent: it goes along until it is sent.

A page shows some of it in fields of its own and carries the rest in hidden ones, so that no question "are you sure?"
and no locked page costs a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from reports.intake.uploads import HeldFile
from reports.public.attachments import Gathered, carried_files


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfWritten:
    """`reason`: why the tip is taken back; `telling`: the places, from 0, of files that may tell where and when."""

    text: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    corrects: str = ""
    held: tuple[HeldFile, ...] = ()
    telling: frozenset[int] = frozenset()

    @classmethod
    def of(cls, words: Mapping[str, str], files: Gathered) -> Self:
        """Return what a page sent along."""
        typed = {name: words.get(name, "") for name in ("text", "reason", "corrects")}
        return cls(**typed, held=files.held, telling=files.telling)

    def hidden(self, *shown: str) -> list[tuple[str, str]]:
        """Return the hidden fields of a page that has fields of its own for `shown`."""
        everything = [("text", self.text), ("reason", self.reason), ("corrects", self.corrects)]
        everything += [("held", carried_files(self.held))]
        everything += [("tell", str(place)) for place in sorted(self.telling)]
        return [(name, value) for name, value in everything if value and name not in shown]
