"""How much a guide weighs on a tipster's page: all pages of questions fit into one length, whatever they ask.

A page that was longer would take a second round trip on a bad line, and its length would tell what the tip is about.
"""

import zlib
from functools import cache

from django.template.loader import render_to_string
from django.utils.translation import override

from reports.guides import Guide, categories, guide
from reports.guides.drawing import drawing

SPARE = 400  # bytes; tests/public/test_weight.py shows that this much more than the heaviest shipped guide fits


def too_heavy(ours: Guide, language: str) -> int:
    """Return how many bytes, packed, a guide is too heavy in a language; 0 where it fits."""
    return max(0, _packed(ours, language) - _most(language) - SPARE)


@cache
def _most(language: str) -> int:
    return max(_packed(guide(category, language), language) for category in categories())


def _packed(ours: Guide, language: str) -> int:
    with override(language):
        drawn = drawing({}, lambda length: "")(ours.own)
        page = [render_to_string("components/question.html", {"drawn": each}) for each in drawn]
    return len(zlib.compress("".join([ours.title, ours.advice, *page]).encode(), 6))
