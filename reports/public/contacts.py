"""Whom somebody can call, by need: on the page "Get help", above the questions of some guides, and at the receipt."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reports.models import Category

NEED_OF = {
    Category.DOMESTIC_ABUSE.value: "violence",
    Category.SEXUAL_OFFENCE.value: "violence",
    Category.CHILD_ABUSE.value: "children",
    Category.HUMAN_TRAFFICKING.value: "held",
}
_MOST = 3
"""Beside the questions: their page must be as long as every other."""

# The usual contacts of the settings: a name that the catalogues know is shown translated.
gettext_noop("Women's shelter (example)")
gettext_noop("Child help line (example)")
gettext_noop("Human trafficking hotline")


@dataclass(frozen=True, slots=True)
class Need:
    """What has happened to somebody, and whom to call then: names and numbers."""

    title: Promise
    contacts: list[tuple[str, str]]


def needs() -> list[Need]:
    """Return the needs beside being held, which has more to say, as far as there is somebody to call."""
    titles = {
        "violence": _("Violence at home or sexual violence"),
        "children": _("Is a child hurt or neglected?"),
    }
    return [Need(title, settings.HELP_CONTACTS[need]) for need, title in titles.items() if settings.HELP_CONTACTS[need]]


def contacts_for(category: str) -> list[tuple[str, str]]:
    """Return whom somebody can call who tells of this, a few."""
    need = NEED_OF.get(category)
    return settings.HELP_CONTACTS[need][:_MOST] if need else []
