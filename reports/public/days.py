"""Days and months as people say them, in the language of the page; `{% load days %}` brings them to templates."""

from datetime import date

from django.template import Library
from django.utils.formats import date_format
from django.utils.translation import get_language

register = Library()
_WEEKDAY = {"es": r"l j \d\e F"}
_DATE = {"es": r"j \d\e F \d\e Y"}
_MONTH = {"es": r"F \d\e Y"}


def weekday_in_words(day: date) -> str:
    """Such as "Monday 7 December"."""
    return date_format(day, _WEEKDAY.get(get_language() or "", "l j F"))


@register.filter
def date_in_words(day: date) -> str:
    """Such as "7 December 2026"."""
    return date_format(day, _DATE.get(get_language() or "", "j F Y"))


@register.filter
def month_in_words(day: date) -> str:
    """Such as "December 2026"."""
    return date_format(day, _MONTH.get(get_language() or "", "F Y"))
