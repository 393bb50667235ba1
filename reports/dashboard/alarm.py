"""What the red bar above every page tells: alerts that nobody has confirmed, of those that this officer may."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.alerts.waiting import ringing
from reports.keyring import KeyRing


def alarm_words(ring: KeyRing) -> str:
    """Return sentences, or "" while nothing waits."""
    found = ringing(ring.officer, ring.member_of)
    if not found.count:
        return ""
    state = _("nobody has confirmed") if found.calls_everybody else _("people on duty are being called")
    waits = ngettext("One alert waits.", "%(number)d alerts wait.", found.count) % {"number": found.count}
    return _("Immediate danger: %(state)s. %(waits)s") % {"state": state, "waits": waits}
