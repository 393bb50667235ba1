"""Texts of words that tell nothing: greetings, thanks, yes and no. The words stand in small_talk.toml.

Where an officer has asked, yes, no, "ok" and "never mind" may be the answer. Else a yes or a no may be one to our own
"Danger?", and is kept with the tip of a phone that has one, as what may tell something there is; the others are not.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reports.phone.clauses import bare
from reports.phone.nearly import squeezed
from reports.phone.papers import asks_about_papers, asks_plainly, has_no_papers
from reports.phone.signs import without_moods

_LONGEST = 140  # characters
_PICTURES = ("So", "No", "Nl")


class Kind(StrEnum):
    """What small talk does. A text of several is what comes first here."""

    YES = "yes"
    NO = "no"
    PAPERS = "papers"  # who asks whether the police deport, or tell immigration
    NO_PAPERS = "no_papers"  # who says no more than to have none, or to be deported: a question to us, or what happens
    SEEN = "seen"  # who asks whether the police see the number
    GREETING = "greeting"  # also who asks what this number is
    FINE = "fine"  # how somebody is, or "never mind"
    THANKS = "thanks"  # and goodbye: no answer to anything
    OK = "ok"  # a yes, or that it was read: "ok, thanks" is the latter
    ANOTHER = "another"  # "another message": what comes next, or how it went on


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """`language` is "" where signs alone were sent."""

    kind: Kind
    language: str


def small_talk(said: str) -> SmallTalk | None:
    """Return what a text is that tells nothing, None for one that may tell something."""
    plain = without_moods(said)
    if len(said) > _LONGEST or any(unicodedata.category(sign) in _PICTURES for sign in plain):
        return None
    if not bare(plain):
        return SmallTalk(Kind.OK, "") if plain != said else None
    left, found = squeezed(bare(plain)), list[tuple[Kind, str]]()
    fear = Kind.PAPERS if "?" in said or asks_plainly(left) else Kind.NO_PAPERS
    if asking := asks_about_papers(left, is_marked="?" in said):
        return SmallTalk(fear, asking)
    if lacking := has_no_papers(left):
        return SmallTalk(Kind.NO_PAPERS, lacking)
    while left:
        match = _phrases()[0].match(left)
        if match is None:
            return None
        found.append(_phrases()[1][match[1]])
        left = left[match.end() :]
    kind = min((kind for kind, _ in found), key=[*Kind].index)
    return SmallTalk(fear if kind is Kind.PAPERS else kind, found[0][1])


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, tuple[Kind, str]]]:
    """Return what one phrase looks like, and of which kind and language each is."""
    listed = tomllib.loads(Path(__file__).with_name("small_talk.toml").read_text("utf-8"))
    known: dict[str, tuple[Kind, str]] = {}
    for kind in Kind:
        for language, phrases in listed.get(kind, {}).items():
            for phrase in phrases:
                known.setdefault(squeezed(bare(phrase)), (kind, language))
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest_first))})(?: |$)"), known
