"""What the doctor asks of whoever runs the line: whom tipsters can call, and what the public pages may promise."""

from collections.abc import Iterator

from django.conf import settings

_CONTACTS = {
    "violence": ("violence at home or sexual violence", "HELP_VIOLENCE"),
    "children": ("a child that is hurt", "HELP_CHILDREN"),
    "despair": ("not wanting to live any more", "HELP_DESPAIR"),
    "held": ("people who are held or made to work", "HELP_TRAFFICKING"),
}


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
