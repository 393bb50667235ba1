"""What is asked of a tipster, category by category: versioned data, read by every face. Pure: no database, no clock."""

from reports.guides.asking import asked, fitting, holds, how_many, kept, picked
from reports.guides.guide import UNKNOWN, Block, Guide, Option, Question
from reports.guides.loading import GuideRefused, categories, guide, languages, titles
from reports.guides.wording import in_words, weighed

__all__ = [
    "UNKNOWN",
    "Block",
    "Guide",
    "GuideRefused",
    "Option",
    "Question",
    "asked",
    "categories",
    "fitting",
    "guide",
    "holds",
    "how_many",
    "in_words",
    "kept",
    "languages",
    "picked",
    "titles",
    "weighed",
]
