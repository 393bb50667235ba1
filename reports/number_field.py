"""A field of a form for a whole number, as officers and agencies write down what came of a tip."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_WRONG = _("Write a whole number, or leave it empty.")


def number_field(label: Any, most: int, wrong: Any = _WRONG) -> forms.IntegerField:
    """Return a field that takes a number from 0 up to `most`, or nothing; `wrong` is said of anything else."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": _("This number is too large.")},
    )
