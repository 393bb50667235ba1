"""What somebody typed, ticked or chose in the mailbox and has not sent: it goes along until it is sent.

A page shows some of it in fields of its own and carries the rest in hidden ones, so that no question "are you sure?"
and no locked page costs a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from reports.intake.uploads import HeldFile
from reports.public.attachments import Gathered, Taken, Tick, carried_files

AS_IT_IS = ":as_it_is"


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfWritten:
    """`reason`: why the tip is taken back; `telling`: what the police may be told of the files."""

    text: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    corrects: str = ""
    held: tuple[HeldFile, ...] = ()
    telling: frozenset[Tick] = frozenset()

    @classmethod
    def of(cls, words: Mapping[str, str], files: Gathered) -> Self:
        """Return what a page sent along."""
        typed = {name: words.get(name, "") for name in ("text", "reason", "corrects")}
        return cls(**typed, held=files.held, telling=files.telling)

    def hidden(self, *shown: str) -> list[tuple[str, str]]:
        """Return the hidden fields of a page that has fields of its own for `shown`."""
        everything = [("text", self.text), ("reason", self.reason), ("corrects", self.corrects)]
        everything += [("held", carried_files(self.held))]
        everything += [("tell", f"{place}.{what}") for place, what in sorted(self.telling)]
        return [(name, value) for name, value in everything if value and name not in shown]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page of the mailbox sent: `taken` from it now, and `files`, all that it has with those of before."""

    taken: Taken
    files: Gathered

    @property
    def words(self) -> Mapping[str, str]:
        return self.taken.words

    def without_ticket(self) -> Self:
        """As from a page whose ticket was used."""
        return replace(self, taken=replace(self.taken, words={**self.words, "ticket": ""}))

    @property
    def held(self) -> tuple[HeldFile, ...]:
        return self.files.held

    @property
    def as_it_is(self) -> bool:
        """Whether the tipster has seen what could show who he is, and sends it so."""
        return self.words.get("do", "").endswith(AS_IT_IS)

    @property
    def unsent(self) -> HalfWritten:
        return HalfWritten.of(self.words, self.files)
