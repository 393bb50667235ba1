"""What of a form is kept before it is sent: single fields of a tip's page, or a release copy and a call as a whole."""

import json

from django.http import HttpRequest

from reports.models import DraftField

ON_TIP = (DraftField.QUESTION, DraftField.NOTE)
"""Fields of a tip's page whose words are kept each for itself."""
_PAGES = {"take_call": DraftField.CALL, "keep_call": DraftField.CALL}
_PAGES |= dict.fromkeys(("new_release", "release_copy", "keep_copy"), DraftField.COPY)
_NOT_TYPED = {"ticket", "house", "language", "category", "seen", "release"}
_NOT_WORDS = {"csrfmiddlewaretoken", "draft_pass", "do", "shown", "typed"}  # a receipt that was read out is not kept


def brought(request: HttpRequest) -> dict[DraftField, str]:
    """Return what a form brought that may be kept, by where it stands: of a copy and a call all their fields."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    field = _PAGES.get(name or "")
    if field is None:
        return {one: request.POST.get(one.value, "") for one in ON_TIP}
    told = {name: said for name, said in request.POST.dict().items() if name not in _NOT_WORDS}
    typed = [said for name, said in told.items() if name not in _NOT_TYPED and said.strip()]
    return {field: json.dumps(told) if typed else ""}


def begun_fields(text: str) -> dict[str, str]:
    """Return the fields of a release copy or a call as they were kept."""
    told: dict[str, str] = json.loads(text)
    return told
