"""What an officer had typed into a form that was not done, whichever it was: all of it but what is secret.

The labels are those of the forms that the module of the view has. A field that none of them has is shown where it holds
several words. Passwords, codes, receipts of rewards and numbers that no screen shows come back on no page.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BooleanField, ChoiceField, Field, Form, HiddenInput, MultipleChoiceField, PasswordInput
from django.http import HttpRequest
from django.urls import ResolverMatch, resolve, reverse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from reports.dashboard.asking import NoteForm
from reports.dashboard.call_draft import Draft
from reports.dashboard.wording import Words
from reports.guides import in_words

_OF_A_CALL = ("take_call", "keep_call")
_KEEPS_FOR = {
    "keep_words": "ask",
    "keep_copy": "new_release",
    "keep_outcome": "outcome",
    "keep_correction": "correct",
    "keep_hold": "hold",
    "keep_case_words": "note_on_case",
}
"""Where a page leaves words as they are typed, and where it sends its form."""
_SECRET = {
    *("again", "current", "paper", "sealed_root", "fingerprint", "username"),
    *("voucher", "number", "duty_number", "answer", "shown", "typed"),
    *("next", "seen", "was", "do", "version"),
}
"""Fields that are secret or locked away at once, and what pages carry for themselves."""
_OF_SECRETS = ("pass", "code", "secret", "token", "key")
_SEEN = "seen_"
_OF_A_PAGE = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:[ :]\d+)?")
"""A row's id, and the version that was shown of it, as a choice carries them; in words that hold one it is a link's."""
_FURTHER = _("What you typed")


def is_of_a_call(request: HttpRequest) -> bool:
    """Whether the form is that of a call."""
    return request.resolver_match is not None and request.resolver_match.url_name in _OF_A_CALL


def typed(request: HttpRequest, *, with_choices: bool = True) -> list[tuple[Words, str]]:
    """Return what was typed, and what was chosen, each with the label of its field."""
    return list(_of_a_call(request) if is_of_a_call(request) else _of_a_form(request, with_choices=with_choices))


def _of_a_call(request: HttpRequest) -> Iterator[tuple[Words, str]]:
    """A whole tip is at stake, and the caller may be on the line."""
    draft = Draft(request.POST.dict())
    answers = "\n".join(f"{question}: {answer}" for question, answer in in_words(draft.to_send, asked=draft.guide))
    said: tuple[tuple[Words, str], ...] = (
        (_("What the caller tells"), draft.text.strip()),
        (_("Answers"), answers),
        (_("Receipt of the caller"), draft.posted.get("shown", "")[:60]),
    )
    return (pair for pair in said if pair[1])


def _of_a_form(request: HttpRequest, *, with_choices: bool) -> Iterator[tuple[Words, str]]:
    fields = _fields_behind(request.resolver_match) if request.resolver_match else {}
    if any(isinstance(field.widget, PasswordInput) for field in fields.values()):
        return
    for name, values in request.POST.lists():
        said, field = "\n".join(values).strip(), fields.get(name)
        if not said or _is_secret(name) or name.startswith(_SEEN):
            continue
        if field is None:
            if " " in said and not all(map(_OF_A_PAGE.fullmatch, values)):
                yield _FURTHER, said
        elif isinstance(field, ChoiceField):
            if with_choices and (chosen := _chosen(field, values, request.POST.get(f"{_SEEN}{name}", ""))):
                yield field.label or _FURTHER, chosen
        elif not isinstance(field, BooleanField) and not isinstance(field.widget, HiddenInput):
            yield field.label or _FURTHER, said


def _is_secret(name: str) -> bool:
    return name in _SECRET or any(part in name for part in _OF_SECRETS)


def _chosen(field: ChoiceField, values: list[str], seen: str) -> str:
    """Return what was chosen, in its words, but not what stood there before."""
    offered: Any = field.choices
    known = {str(value): label for value, label in dict[Any, Words](flatten_choices(offered)).items()}
    if isinstance(field, MultipleChoiceField) and not known:
        return ", ".join(value for value in values if not _OF_A_PAGE.fullmatch(value))
    return ", ".join(str(known.get(value, "")) for value in values if value != seen).strip(", ")


def _fields_behind(match: ResolverMatch) -> Mapping[str, Field]:
    view = match.func
    if match.url_name in _KEEPS_FOR:
        view = resolve(reverse(f"dashboard:{_KEEPS_FOR[match.url_name]}", kwargs=match.kwargs)).func
    return _fields_in(view.__module__)


def _fields_in(module: str) -> Mapping[str, Field]:
    """Return the fields of a module's forms, and that of a note, which stands on many pages."""
    fields: dict[str, Field] = dict(NoteForm.base_fields)
    for form in vars(sys.modules[module]).values():
        if isinstance(form, type) and issubclass(form, Form):
            fields |= form.base_fields
    return fields
