"""The pass that a page carries for words typed on it: it says to whom they are sealed when the session has ended.

It is signed while the officer is signed in, with his public key in it: whoever can write to the database cannot have
the words sealed to another key. It opens nothing; whoever steals it can at most leave words for that officer.
"""

from base64 import b64decode, b64encode
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from reports.casework.drafts import keep_case_note, keep_draft
from reports.dashboard.draft_fields import brought, call_in, tip_of_case
from reports.dashboard.key_cookie import DeskRequest
from reports.models import Case, DraftField, Officer, Tip
from reports.signed_people import is_signed, units_of
from reports.wall import stand, wall

FIELD = "draft_pass"
_SALT = "reports.dashboard.draft_pass"
_CALL = "call"
_LASTS = 3 * 24 * 3600  # seconds; a page may stay open over a weekend


def pass_for(request: DeskRequest, about: Tip | Case | None) -> str:
    """Return the pass for the page of a tip or a case, or for that of a call."""
    public = b64encode(request.key_ring.public).decode()
    return signing.dumps([str(request.user.pk), str(about.pk) if about else _CALL, public], salt=_SALT)


def keep_by_pass(request: HttpRequest) -> bool:
    """Keep what a form brought whose session has ended; return whether anything is kept."""
    try:
        officer_id, about, public = signing.loads(request.POST.get(FIELD, ""), salt=_SALT, max_age=_LASTS)
    except signing.BadSignature:
        return False
    officer = Officer.objects.filter(pk=officer_id, is_active=True).first()
    named = request.resolver_match.kwargs if request.resolver_match else {}
    place = named.get("tip_id") or named.get("case_id") or _CALL
    if officer is None or str(place) != about:
        return False
    own = bytes(officer.public_key) if is_signed(officer) else b64decode(public)  # a new password brings a new key
    with wall():
        stand(officer.pk, lambda: units_of(officer))
        kept = [_keep(request, place, field, text, officer, own) for field, text in brought(request).items()]
    return any(kept)


def _keep(request: HttpRequest, place: UUID | str, field: DraftField, text: str, of: Officer, public: bytes) -> bool:
    if field != DraftField.CASE_NOTE:
        tip_id = None if isinstance(place, str) else place
        call = call_in(request)
        return keep_draft(tip_id=tip_id, field=field, text=text, of=of, public=public, by="nobody", call=call)
    case_id = UUID(str(place))
    tip_id, _version = tip_of_case(request, case_id)
    return tip_id is not None and keep_case_note(
        case_id=case_id, tip_id=tip_id, text=text, of=of, public=public, by="nobody"
    )
