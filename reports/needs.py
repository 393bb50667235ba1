"""Which need a category speaks of: then somebody may have to be called, and the settings say whom.

Of despair no category speaks, but words may.
"""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

DESPAIR = "despair"
NEED_OF = {
    "domestic_abuse": "violence",
    "sexual_offence": "violence",
    "child_abuse": "children",
    "human_trafficking": "held",
}
TITLES: dict[str, Promise] = {
    "violence": _("Violence at home or sexual violence"),
    "children": _("Is a child hurt or neglected?"),
    DESPAIR: _("Do you think of ending your life?"),
    "held": _("Are you held, or made to work?"),
}

# The usual contacts of the settings: a name that the catalogues know is shown translated.
gettext_noop("Women's shelter (example)")
gettext_noop("Child help line (example)")
gettext_noop("Crisis line (example)")
gettext_noop("Human trafficking hotline")


def whom_to_call(need: str) -> list[tuple[str, str]]:
    """Return names and numbers of the settings; each name in the reader's language, if it is given or known in it."""
    return [(_in_language(name), number) for name, number in settings.HELP_CONTACTS[need]]


def _in_language(name: str) -> str:
    """Read "Women's shelter | fr: Foyer de femmes"."""
    first, *others = (each.strip() for each in name.split("|"))
    by_language = {code: said.strip() for code, _colon, said in (each.partition(":") for each in others)}
    return by_language.get(get_language() or "") or gettext(first)
