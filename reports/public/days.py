"""Days as people say them, in the language of the page."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language

_WEEKDAY = {"es": r"l j \d\e F"}
_DATE = {"es": r"j \d\e F \d\e Y"}


def weekday_in_words(day: date) -> str:
    """Such as "Monday 7 December"."""
    return date_format(day, _WEEKDAY.get(get_language() or "", "l j F"))


def date_in_words(day: date) -> str:
    """Such as "7 December 2026"."""
    return date_format(day, _DATE.get(get_language() or "", "j F Y"))
