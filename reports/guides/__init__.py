"""What is asked of a tipster, category by category: versioned data, read by every face. Pure: no database, no clock."""

from reports.guides.asking import (
    asked,
    fitting,
    holds,
    how_many,
    kept,
    picked,
    says_danger,
    says_oneself,
    tells_something,
)
from reports.guides.guide import BOTH, UNKNOWN, Block, Guide, Option, Question
from reports.guides.house import SHIPPED, House
from reports.guides.loading import GuideRefused, categories, guide, guide_as_it_was, house_of, languages, titles, whole
from reports.guides.wording import few_know, in_words, typed, unnumbered, weighed

__all__ = [
    "BOTH",
    "SHIPPED",
    "UNKNOWN",
    "Block",
    "Guide",
    "GuideRefused",
    "House",
    "Option",
    "Question",
    "asked",
    "categories",
    "few_know",
    "fitting",
    "guide",
    "guide_as_it_was",
    "holds",
    "house_of",
    "how_many",
    "in_words",
    "kept",
    "languages",
    "picked",
    "says_danger",
    "says_oneself",
    "tells_something",
    "titles",
    "typed",
    "unnumbered",
    "weighed",
    "whole",
]
