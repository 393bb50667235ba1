"""Whom somebody can call, by need: on the page "Get help", above the questions of some guides, and at the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from reports.models import Category
from reports.needs import NEED_OF, TITLES

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
    beside = [need for need in TITLES if need != "held" and settings.HELP_CONTACTS[need]]
    return [Need(need, TITLES[need], settings.HELP_CONTACTS[need]) for need in beside]


def kind_to_call_about(category: str, tells_of: Iterable[str], danger: str) -> str:
    """Return the kind whose contacts stand at a receipt: the tip's own, or one that its words tell of.

    Where danger alone is told, it is violence: a shelter takes in whoever is in danger at home, and said no more.
    """
    alone = [Category.DOMESTIC_ABUSE.value] if danger == "yes" else []
    return next((kind for kind in (category, *tells_of, *alone) if kind in NEED_OF), category)


def contacts_for(category: str) -> list[tuple[str, str]]:
    """Return whom somebody can call who tells of this, a few."""
    need = NEED_OF.get(category)
    return settings.HELP_CONTACTS[need][:_MOST] if need else []
