"""News of a file in a mailbox: what became of it when it was made safe after it was sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNews:
    """What became of a file that was made safe after it was sent: `media` is image, pdf, video or sound.

    `number` and `size` are what its sender knows it by, 0 where nobody noted them. `refused` is the code of the reason
    why it was not kept, or empty. `removed` is what was taken out of it, in codes, for the page to put into words;
    `tells`: it said something of place or time, which is to be had once (`reports.dialogue.file_told`). `came_with` is
    the place in the thread of what it was sent with, 0 too of one that an earlier release made safe.
    """

    media: str
    number: int
    size: int
    refused: str
    removed: tuple[str, ...]
    tells: bool
    came_with: int = 0
    told: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> tuple[int, int]:
        """Its place among all files of the mailbox, as they were sent."""
        return self.came_with, self.number


def file_news(words: bytes) -> FileNews:
    """Read it from the opened copy of a mailbox."""
    said = json.loads(words)
    known_by = {"media": said["media"]} | {name: said.get(name, 0) for name in ("number", "size", "came_with")}
    tells = bool(said["told"]) and "shown_to" not in said
    return FileNews(**known_by, refused=said["refused"], removed=tuple(said["removed"]), tells=tells)
