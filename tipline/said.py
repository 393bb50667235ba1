"""`{% translate %}` and `{% url %}` as Django has them; what is the same each time is put together once a process.

A page of the desk says a hundred of these, and Django takes longer to look one up than to write ten of its other parts.
In settings this stands in the place of Django's `i18n`, which every template loads.
"""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.template import Library
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as read_url
from django.templatetags import i18n
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters
_SOMETHING = UUID("5a1d0000-0000-4000-8000-000000000001")
_REMEMBERED = 2_000


class _Said(i18n.TranslateNode):
    """Words that stand in the template: said in each language once."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        self.__dict__ |= node.__dict__
        self._kept: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        key = get_language(), context.autoescape
        if key not in self._kept:
            self._kept[key] = super().render(context)
        return self._kept[key]


class _Way(URLNode):
    """An address that holds nothing but ids."""

    def __init__(self, node: URLNode) -> None:
        self.__dict__ |= node.__dict__

    def render(self, context: Context) -> str:
        args = [arg.resolve(context) for arg in self.args]
        if not all(type(arg) is UUID for arg in args):
            return super().render(context)
        begin, *rest = _parts(self.view_name.resolve(context), len(args), get_script_prefix(), get_urlconf())
        return mark_safe(begin + "".join(f"{arg}{part}" for arg, part in zip(args, rest, strict=True)))  # noqa: S308 - ids alone


@lru_cache(_REMEMBERED)
def _parts(name: str, ids: int, _prefix: str, _urlconf: Any) -> list[SafeString]:
    """Return an address in the parts around its ids."""
    address = conditional_escape(reverse(name, args=[_SOMETHING] * ids))
    return [mark_safe(part) for part in address.split(str(_SOMETHING))]  # noqa: S308 - escaped before


@register.tag("translate")
@register.tag("trans")
def _translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    is_plain = not (node.asvar or node.message_context) and _is_constant(node.filter_expression)
    return _Said(node) if is_plain else node


@register.tag("url")
def _url(parser: Parser, token: Token) -> Node:
    node = read_url(parser, token)
    return node if node.asvar or node.kwargs else _Way(node)


def _is_constant(told: FilterExpression) -> bool:
    """Whether words stand there in quotes, and nothing is done with them."""
    return not told.filters and getattr(told.var, "literal", None) is not None
