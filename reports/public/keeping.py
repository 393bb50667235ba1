"""How it is told what is kept: who can read a thing, and what is said of it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reader(StrEnum):
    """Who can read it."""

    TEAM = "team"
    MACHINE = "machine"
    OPEN = "open"


READERS: dict[Reader, tuple[Promise, Promise]] = {
    Reader.TEAM: (
        _("Locked"),
        _(
            "Officers of the team that works on your tip can open it, and of a team that they pass it to. Each opening "
            "is written down."
        ),
    ),
    Reader.MACHINE: (_("Locked for everybody"), _("Only a program can use it. No officer can open it.")),
    Reader.OPEN: (_("In the open"), _("Those who run the system can read it. It holds no word of yours.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one or more fields hold. `fields` are `table.column`, or `table.*` for all that no other entry names."""

    what: Promise
    why: Promise
    how_long: Promise
    reader: Reader
    fields: tuple[str, ...]
