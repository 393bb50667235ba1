"""Inputs that are written without Django's templates are those that Django would write."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from reports.dashboard.plain import PLAIN

_MARKUP = '<b title="x">&\'</b>'


class Every(forms.Form):
    """One field of each kind that a tip's page has, and one that is left to Django."""

    words = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off", "title": _MARKUP}), required=False)
    more = forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "data-selected": ""}))
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    kept = forms.BooleanField()
    hidden = forms.CharField(widget=forms.HiddenInput)
    ready = forms.ChoiceField(widget=forms.RadioSelect, choices=[("", "None"), (_MARKUP, _MARKUP)])
    why = forms.ChoiceField(choices=[("", ""), ("one", "One")])


def told(form: forms.Form) -> list[str]:
    """Return each field as a page shows it, a radio's choices one by one."""
    fields = [" ".join(str(form[name]).split()) for name in form.fields]
    return [*fields, *(choice.tag().replace("\n", "") for choice in form["ready"])]


@pytest.mark.parametrize(
    "given",
    [
        None,
        {},
        {"words": _MARKUP, "more": _MARKUP, "day": "2026-12-24", "kept": "on", "hidden": _MARKUP, "ready": _MARKUP},
        {"words": "x" * 9, "more": "two\nlines", "day": "no day", "why": "one"},
    ],
)
def test_they_are_what_django_writes(given: dict[str, Any] | None) -> None:
    plainly, by_django = Every(given, renderer=PLAIN), Every(given, renderer=DjangoTemplates())
    assert told(plainly) == told(by_django)
    assert _MARKUP not in "".join(told(plainly))
