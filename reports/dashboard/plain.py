"""Inputs of forms, written without Django's templates: two for each of them, and a tip's page has dozens."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_INPUTS = frozenset(
    f"django/forms/widgets/{name}.html" for name in ("text", "date", "checkbox", "hidden", "radio_option")
)
_TEXTAREA = "django/forms/widgets/textarea.html"


class Plain(DjangoTemplates):
    """Renders the common inputs as Django's templates would, and leaves all else to them."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return an input as HTML."""
        widget = context.get("widget", {})
        if template_name == _TEXTAREA:
            attributes, words = _attributes(widget["attrs"]), widget["value"] or ""
            return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], attributes, words)
        if template_name in _INPUTS and not widget.get("wrap_label"):
            value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
            named = widget["type"], widget["name"]
            return format_html('<input type="{}" name="{}"{}{}>', *named, value, _attributes(widget["attrs"]))
        return super().render(template_name, context, request)


def _attributes(there: dict[str, Any]) -> SafeString:
    """Return attributes in their order; one without a value is there or not."""
    said = [(name, value) for name, value in there.items() if value is not False]
    return mark_safe("".join([_attribute(name, value) for name, value in said]))  # noqa: S308 - each is escaped


def _attribute(name: str, value: Any) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


PLAIN = Plain()
