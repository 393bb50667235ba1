"""What a cleaner hands back: a file made anew, or a refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class Refused(Exception):
    """The file cannot be cleaned; the code, a value of media.Refusal, says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """New bytes, their kind (mime), words for what the original told besides, and its place and time if it had them.

    `told` may hold "place" (degrees north, degrees east) and "time" (year-month-day hour:minute).
    """

    data: bytes = field(repr=False)
    kind: str
    removed: Iterable[str]
    told: Mapping[str, str] = field(default_factory=dict, repr=False)
