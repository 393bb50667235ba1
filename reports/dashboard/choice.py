"""A choice, written without Django's templates: two for each option, and a page of the desk has dozens of options."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_OPTION, _CHOSEN = '<option value="{}">{}</option>', '<option value="{}" selected>{}</option>'


class Choice(forms.Select):
    """One of several, without groups among them."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the choice as HTML."""
        chosen = "" if value is None else str(value)
        told = ((format_html(_CHOSEN if str(key) == chosen else _OPTION, key, label),) for key, label in self.choices)
        all_attrs = flatatt(self.build_attrs(self.attrs | {"name": name}, attrs))
        return format_html("<select{}>{}</select>", all_attrs, format_html_join("", "{}", told))
