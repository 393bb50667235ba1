"""The clauses of a text: what stands between two marks, without case, accents and marks."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

_CLAUSES = re.compile(r"[.,;:!?\n\u2026()\"\u201c\u201d\u00ab\u00bb]+|\s[-\u2013\u2014]+\s")
_LONGEST = 400  # characters: beside more words than these, which words belong together is a guess, and slow
_CUT = "~"  # stands where a clause was cut: no pattern knows it, so that nothing begins or ends there
_UNSEEN = "Cf"  # Unicode's kind of signs without a shape
_SIGNATURE = re.compile(
    r"(?:(?:sent|send) (?:from|with|via) (?:my|the|an?|outlook|yahoo|mail)\b|get outlook for\b"
    r"|envoy[ée] (?:de|depuis|avec) (?:mon|outlook|yahoo)\b|enviado (?:desde|con) (?:mi|outlook|yahoo)\b"
    r"|voye (?:sot nan|ak) )[^\n]{0,60}",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"(?<!\.)\.(?!\.)|[;!?\n]")


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` without case, accents and marks. `goes_on`: no full stop parts it from the clause before."""

    words: str
    goes_on: bool


def clauses_of(said: str) -> list[Clause]:
    """Return the clauses of a text; dots in a row end no sentence: "he told me... do not call"."""
    clauses, goes_on = [], False
    for part, mark in zip_longest(_CLAUSES.split(said), _CLAUSES.findall(said), fillvalue=""):
        for words in _pieces(bare(part)):
            clauses.append(Clause(words, goes_on=goes_on))
            goes_on = True
        goes_on = goes_on and _FULL_STOP.search(mark) is None
    return clauses


def _pieces(words: str) -> Iterator[str]:
    """Cut what is very long, for some people write without marks, into pieces that overlap by half."""
    begin = 0
    while len(words) - begin > _LONGEST:
        end = words.rfind(" ", begin + _LONGEST // 2 + 1, begin + _LONGEST)
        end = end if end > begin else begin + _LONGEST
        yield f"{_CUT} {words[begin:end]} {_CUT}" if begin else f"{words[begin:end]} {_CUT}"
        half = words.find(" ", begin + _LONGEST // 2, end)
        begin = half + 1 if half > begin else end
    if words:
        yield f"{_CUT} {words[begin:]}" if begin else words


def without_signature(said: str) -> str:
    """Return a text with a mark in the place of the line that a phone's program put below it: "Sent from my phone"."""
    told, line, last = said.rstrip().rpartition("\n")
    return told.rstrip("\n -\t\r") + "." if line and _SIGNATURE.fullmatch(last.lstrip(" -\t")) else said.rstrip()


def bare(said: str) -> str:
    """Without case, accents, marks, needless blanks and what shows nowhere, as a soft hyphen: "Arrêt !" is "arret"."""
    letters = unicodedata.normalize("NFKD", said.casefold())
    seen = (c for c in letters if not unicodedata.combining(c) and unicodedata.category(c) != _UNSEEN)
    kept = "".join(c if c.isalnum() else " " for c in seen)
    return " ".join(kept.split())
