"""Which need a category speaks of: then somebody may have to be called, and the settings say whom.

Of despair no category speaks, but words may.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

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
