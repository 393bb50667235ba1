"""Whom a tipster can call, by need."""

import re
from collections.abc import Collection

from django.core.exceptions import ImproperlyConfigured

from tipline import env

_SPOKEN = re.compile(r"([a-z]{2,3}): *\S.*")


def contacts(*, demo: bool, languages: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the names and numbers for each need; the demo has its own."""
    return {
        "violence": _named("HELP_VIOLENCE", "Women's shelter (example)=758-555-0134" if demo else "", languages),
        "children": _named("HELP_CHILDREN", "Child help line (example)=758-555-0135" if demo else "", languages),
        "despair": _named("HELP_DESPAIR", "Crisis line (example)=758-555-0136" if demo else "", languages),
        "held": _named("HELP_TRAFFICKING", "Human trafficking hotline=847" if demo else "", languages),
    }


def _named(name: str, default: str, languages: Collection[str]) -> list[tuple[str, str]]:
    """Names may have others behind them, each after | with its language: `Shelter | fr: Foyer=758-555-0134`."""
    named = env.contacts(name, default)
    for who, _number in named:
        spoken = [_SPOKEN.fullmatch(each.strip()) for each in who.split("|")[1:]]
        if not all(one and one[1] in languages for one in spoken):
            raise ImproperlyConfigured(
                f"{name}: write {who!r} as name | fr: nom | es: nombre=number. The languages: {', '.join(languages)}."
            )
    return named
