"""Who waits for the first unit's key: nobody vouched for the fingerprint yet, so nothing is done in the force's name.

Such an officer looks, sees to the own way in and to people, and hands in a call; every other act waits for the key:
what the public sees or hears, rules of the house, money and programs. A new page is shut until it is named here.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpResponseBase
from django.shortcuts import render

from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.typed import typed
from reports.keyring import KeyRing
from reports.people.standing import units_of

WITHOUT_KEY: Final = frozenset({
    *("here", "you", "own_password", "own_recovery", "own_phone", "own_passkeys"),
    *("people", "person", "unit_key", "new_unit", "sign_unit_keys"),  # or a house that lost its keys stayed shut
    *("take_call", "keep_call", "drop_call"),  # somebody is on the line
})  # fmt: skip
"""What is done at the desk without a unit's key, by the names of addresses."""
_READS: Final = ("GET", "HEAD", "OPTIONS")


def waits_for_key(ring: KeyRing) -> bool:
    """Whether an officer holds no unit's key; an administrator who is in no unit waits for none."""
    officer = ring.officer
    return not ring.unit_ids and not (officer.is_administrator and not units_of(officer))


def only_looks(request: DeskRequest) -> bool:
    """Whether this page's acts wait for a unit's key."""
    match = request.resolver_match
    return (match is None or match.url_name not in WITHOUT_KEY) and waits_for_key(request.key_ring)


def once_vouched_for(request: DeskRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the page's answer; an act that waits for a unit's key is not done, and what was typed is given back."""
    if request.method in _READS or not only_looks(request):
        return answer()
    return render(request, "dashboard/keyless.html", {"typed": typed(request)}, status=403)
