"""A choice is what Django would have written."""

from typing import Any

import pytest
from django import forms
from django.test import SimpleTestCase

from reports.dashboard.choice import Choice

CHOICES: list[tuple[Any, str]] = [("", "Any"), ("a", '<Arms> & "more"'), (7, "The last week"), ("it's", "O'Brien")]


class Asked(forms.Form):
    django = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs={"aria-keyshortcuts": "x"}))
    ours = forms.ChoiceField(choices=CHOICES, widget=Choice(attrs={"aria-keyshortcuts": "x"}))


@pytest.mark.parametrize("value", [None, "", "a", 7, "7", "it's", "<gone>", 0])
@pytest.mark.parametrize("is_sent", [False, True])
def test_it_reads_as_the_one_that_django_writes(value: Any, is_sent: bool) -> None:
    told = {"django": value, "ours": value}
    form = Asked(told) if is_sent else Asked(initial=told)
    form.is_valid()
    page = {name: str(form[name]).replace("django", "ours") for name in form.fields}
    SimpleTestCase().assertHTMLEqual(page["ours"], page["django"])
    assert "<Arms>" not in page["ours"]
