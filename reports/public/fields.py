"""The questions that the tipster's forms share. Nothing typed into them leaves the browser before it is sent."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from reports.guides.drawing import MAX_LINE
from reports.guides.guide import InEnglish
from reports.intake.submission import MAX_TEXT

UNKEPT = {"autocomplete": "off"}
"""On ticks and lists too: for a restart after a crash, Firefox writes to the disk what does not say so itself."""
# The browser must not send what is typed to a spelling service, nor offer it to the next user of the phone.
PRIVATE = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "sentences"}


def _at_most(characters: int) -> MaxLengthValidator:
    """Not the field's own `max_length`: with that, a browser would cut a pasted text without a word."""
    return MaxLengthValidator(
        characters, _("This is %(show_value)d characters long. We can take %(limit_value)d: please shorten it.")
    )


class Story(forms.CharField):
    """Free text of up to 20,000 characters."""

    def __init__(self, **options: Any) -> None:
        area = forms.Textarea(attrs=PRIVATE | {"rows": 7})
        super().__init__(widget=area, validators=[_at_most(MAX_TEXT)], **options)


class Line(forms.CharField):
    """A few words, never required."""

    def __init__(self, **options: Any) -> None:
        line = forms.TextInput(attrs=PRIVATE)
        super().__init__(required=False, widget=line, validators=[_at_most(MAX_LINE)], **options)


class Kinds(forms.Select):
    """The kinds of crime. What nobody has written in the language of the page says in which it is."""

    def create_option(self, name: str, value: Any, label: int | str, *args: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, *args, **more)
        if isinstance(label, InEnglish):
            option["attrs"]["lang"] = label.spoken
        return option


class Files(forms.Field):
    """Where sentences about files hang. The files are read by `attachments.py` and drawn by its component."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.FileInput, **options)
