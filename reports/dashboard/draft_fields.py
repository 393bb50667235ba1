"""What of a form is kept before it is sent: single fields of a tip's page, or other forms as a whole."""

import json
import re
from uuid import UUID

from django.forms import Form, MultipleChoiceField
from django.http import HttpRequest, QueryDict

from reports.clock import this_hour
from reports.models import CaseTip, DraftField

ON_TIP = (DraftField.QUESTION, DraftField.NOTE)
"""Fields of a tip's page whose words are kept each for itself."""
_PAGES = {"take_call": DraftField.CALL, "keep_call": DraftField.CALL}
_PAGES |= dict.fromkeys(("new_release", "release_copy", "keep_copy"), DraftField.COPY)
_PAGES |= dict.fromkeys(("outcome", "keep_outcome"), DraftField.OUTCOME)
_PAGES |= dict.fromkeys(("correct", "keep_correction"), DraftField.CORRECTION)
_PAGES |= dict.fromkeys(("hold", "keep_hold"), DraftField.HOLD)
_PAGES |= dict.fromkeys(("note_on_case", "keep_case_words"), DraftField.CASE_NOTE)
FORMS = (DraftField.OUTCOME, DraftField.CORRECTION, DraftField.HOLD)
"""Forms that are kept as a browser sends them, for a field may hold several things."""
KEPT_HOUR = "kept_hour"
"""Beside the words of a call: when they were kept last, to the hour, for a telephone company's records tell minutes."""
TICKET = re.compile(r"[0-9a-f]{32}")
"""What makes the page of a call itself."""
_NOT_TYPED = {"ticket", "house", "language", "category", "seen", "release"}
# A receipt that was read out is not kept.
_NOT_WORDS = {"csrfmiddlewaretoken", "draft_pass", "do", "shown", "typed", "begun", "version", "answer"}


def brought(request: HttpRequest) -> dict[DraftField, str]:
    """Return what a form brought that may be kept, by where it stands: of a copy and a call all their fields."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    field = _PAGES.get(name or "")
    if field is None:
        return {one: request.POST.get(one.value, "") for one in ON_TIP}
    if field == DraftField.CASE_NOTE:
        return {field: request.POST.get("text", "")}
    if field in FORMS:
        sent = request.POST.copy()
        for name in _NOT_WORDS:
            sent.pop(name, None)
        return {field: sent.urlencode() if any(sent.values()) else ""}
    told = {name: said for name, said in request.POST.dict().items() if name not in _NOT_WORDS}
    typed = [said for name, said in told.items() if name not in _NOT_TYPED and said.strip()]
    if field == DraftField.CALL:
        told[KEPT_HOUR] = this_hour().isoformat()
    return {field: json.dumps(told) if typed else ""}


def call_in(request: HttpRequest) -> str:
    """Return what tells the call of this page from another one; "" where it is no page of a call."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    ticket = request.POST.get("ticket", "") if _PAGES.get(name or "") == DraftField.CALL else ""
    return ticket if TICKET.fullmatch(ticket) else ""


def tip_of_case(request: HttpRequest, case_id: UUID) -> tuple[UUID | None, int | None]:
    """Return the tip of a case with which its note is to be kept, and that tip's version on the officer's page.

    No tip, where none of the case is chosen; no version, where none was told.
    """
    name, _space, version = request.POST.get("tip", "").partition(" ")
    try:
        tip_id, told = UUID(name), int(version) if version else None
    except ValueError:
        return None, None
    return (tip_id if CaseTip.objects.filter(case=case_id, tip=tip_id).exists() else None), told


def begun_fields(text: str) -> dict[str, str]:
    """Return the fields of a release copy or a call as they were kept."""
    told: dict[str, str] = json.loads(text)
    return told


def begun_form(text: str, form: Form) -> dict[str, str | list[str]]:
    """Return the fields of a form as they were kept, to begin with."""
    told = QueryDict(text)
    kept = (name for name in form.fields if name in told)
    several = {name for name, field in form.fields.items() if isinstance(field, MultipleChoiceField)}
    return {name: told.getlist(name) if name in several else told[name] for name in kept}
