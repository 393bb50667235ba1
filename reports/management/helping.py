"""What the doctor asks of whoever runs the line: whom tipsters can call, and what the public pages may promise."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from reports.public.listen import says_the_same
from reports.rewards.tariff import places_by_language

_CONTACTS = {
    "violence": ("violence at home or sexual violence", "HELP_VIOLENCE"),
    "children": ("a child that is hurt", "HELP_CHILDREN"),
    "despair": ("not wanting to live any more", "HELP_DESPAIR"),
    "held": ("people who are held or made to work", "HELP_TRAFFICKING"),
}


def listening() -> Iterator[str]:
    """Languages whose page "Listen" has no sound: none lies there, or one that names other numbers."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            if not says_the_same():
                yield f"the sound of {code} says other words than the page, so it is not played: read_aloud {code}"


def helping() -> Iterator[str]:
    """Contacts that are missing, and promises that nobody has confirmed or denied."""
    if settings.STANDALONE:
        return
    for need, (what, name) in _CONTACTS.items():
        if not settings.HELP_CONTACTS[need]:
            yield f"tipsters find nobody to call about {what}: {name}"
    if settings.SILENT_CALLS is None:
        yield f"does {settings.EMERGENCY_NUMBER} act on a call without a word? TIPLINE_SILENT_CALLS=yes or no"
    if settings.HELP_WITHOUT_PAPERS is None:
        yield "is who asks for help never held for papers? TIPLINE_HELP_WITHOUT_PAPERS=yes or no"
    told = places_by_language()
    if settings.REWARD_PLACES and (lacking := [called for code, called in settings.LANGUAGES[1:] if code not in told]):
        yield f"where rewards are paid is told in English to who reads {', '.join(lacking)}: TIPLINE_REWARD_PLACES"
