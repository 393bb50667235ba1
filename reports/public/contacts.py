"""Whom somebody can call, by need: on the page "Get help", above the questions of some guides, and at the receipt."""

from dataclasses import dataclass
from itertools import zip_longest

from django.utils.functional import Promise

from reports.intake.checking import Concerns
from reports.models import Category
from reports.needs import DESPAIR, NEED_OF, TITLES, whom_to_call

_JOINT = "+"
_MOST = 3
"""Beside the questions: their page must be as long as every other."""


@dataclass(frozen=True, slots=True)
class Need:
    """What has happened to somebody, and whom to call then: names and numbers."""

    name: str
    title: Promise
    contacts: list[tuple[str, str]]


def needs() -> list[Need]:
    """Return the needs beside being held, which has more to say, as far as there is somebody to call."""
    beside = [(need, whom_to_call(need)) for need in TITLES if need != "held"]
    return [Need(need, TITLES[need], contacts) for need, contacts in beside if contacts]


def kinds_to_call_about(category: str, danger: str, found: Concerns) -> str:
    """Return the kinds whose contacts stand at a receipt: the tip's own, or one that its words tell of (`found`).

    Where danger is told, or who wrote it is held, it is violence, too: a shelter takes in whoever is in danger. Where
    a child may have written it, the help line of children stands first, whatever else; then whom to call for who does
    not want to live any more, and for who is held.
    """
    shelter = Category.DOMESTIC_ABUSE.value
    alone = [shelter] if found.by_held or danger == "yes" else []
    kind = next((kind for kind in (category, *found.tells_of, *alone) if kind in NEED_OF), category)
    whose = {
        Category.CHILD_ABUSE.value: found.by_child,
        DESPAIR: found.in_despair,
        Category.HUMAN_TRAFFICKING.value: found.by_held,
    }
    return _JOINT.join(dict.fromkeys((*(first for first, is_so in whose.items() if is_so), kind, *alone)))


def needs_of(kinds: str) -> tuple[str, ...]:
    """Return what kinds that are joined so speak of, each need once; a need may stand for itself."""
    spoken_of = (NEED_OF.get(kind, kind) for kind in kinds.split(_JOINT))
    return tuple(dict.fromkeys(need for need in spoken_of if need in TITLES))


def contacts_for(kinds: str) -> list[tuple[str, str]]:
    """Return whom somebody can call who tells of this, a few, the first of each need before the second of any."""
    rounds = zip_longest(*map(whom_to_call, needs_of(kinds)))
    return list(dict.fromkeys(each for contacts in rounds for each in contacts if each))[:_MOST]
