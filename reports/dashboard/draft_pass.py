"""The pass that a page carries for words typed on it: it says to whom they are sealed when the session has ended.

It is signed while the officer is signed in, with his public key in it: whoever can write to the database cannot have
the words sealed to another key. It opens nothing; whoever steals it can at most leave words for that officer.
"""

from base64 import b64decode, b64encode
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from reports.casework.drafts import keep_draft
from reports.dashboard.draft_fields import brought, call_in
from reports.dashboard.key_cookie import DeskRequest
from reports.models import Officer, Tip
from reports.signed_people import is_signed, units_of
from reports.wall import stand, wall

FIELD = "draft_pass"
_SALT = "reports.dashboard.draft_pass"
_CALL = "call"
_LASTS = 3 * 24 * 3600  # seconds; a page may stay open over a weekend


def pass_for(request: DeskRequest, tip: Tip | None) -> str:
    """Return the pass for the page of a tip, or for that of a call."""
    public = b64encode(request.key_ring.public).decode()
    return signing.dumps([str(request.user.pk), str(tip.pk) if tip else _CALL, public], salt=_SALT)


def keep_by_pass(request: HttpRequest) -> bool:
    """Keep what a form brought whose session has ended; return whether anything is kept."""
    try:
        officer_id, tip_id, public = signing.loads(request.POST.get(FIELD, ""), salt=_SALT, max_age=_LASTS)
    except signing.BadSignature:
        return False
    officer = Officer.objects.filter(pk=officer_id, is_active=True).first()
    place = request.resolver_match.kwargs.get("tip_id", _CALL) if request.resolver_match else None
    if officer is None or str(place) != tip_id:
        return False
    own = bytes(officer.public_key) if is_signed(officer) else b64decode(public)  # a new password brings a new key
    with wall():
        stand(officer.pk, lambda: units_of(officer))
        kept = [
            keep_draft(
                tip_id=None if tip_id == _CALL else UUID(tip_id),
                field=field,
                text=text,
                of=officer,
                public=own,
                by="nobody",
                call=call_in(request),
            )
            for field, text in brought(request).items()
        ]
    return any(kept)
