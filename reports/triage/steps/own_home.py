"""A house with its number and street in the words of who tells of herself: nobody says that she lives there, and it
tells who she is.

Officers need the place where help is needed, so these are no findings of triage: the tipster alone sees them marked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import GIVEAWAYS, Hit, rules
from reports.triage.steps.meaning import spoken

# Every repeat is bounded, so that no text makes a search slow.
_NUMBER = (
    r"(?:(?:no|nr|n[°º]|num|number|house|lot|apt|apartment|flat|nimewo|niméwo|nimo|kay)\b\.? ?|# ?){0,2}\d{1,4}[a-c]?"
)
_WORD = r"[^\W\d_][\w'’.-]{0,20}"
_STREET = "road|rd|street|str|st|lane|ln|avenue|ave|drive|crescent|terrace|boulevard|blvd|highway|alley|trace|gardens"
_WRITTEN_LARGE = "Close|Court|Place|Hill|Park|View|Gap|Row|Walk|Way|Heights|Estate"
_FIRST = (
    "rue|ruelle|avenue|allée|impasse|chemin|route|boulevard|lari|lawi|ri|chimen|wout"
    "|calle|avenida|carretera|callejón|pasaje"
)
_OF_THE = r"(?:(?:de la|des|du|de) |de l['’])?"
_UNIT = "house|apartment|apt|flat|lot|casa|kay|appartement|apartamento"
_BEGINS = r"(?<![\w.,$/-])"
_PLACES = (
    re.compile(rf"{_BEGINS}{_NUMBER},? (?P<name>(?:{_WORD} ){{1,3}})(?:{_STREET})\b\.?", re.I),
    re.compile(rf"{_BEGINS}\d{{1,4}}[a-cA-C]?,? (?P<name>(?:[A-ZÀ-Þ][\w'’.-]{{1,20}} ){{1,3}})(?:{_WRITTEN_LARGE})\b"),
    re.compile(rf"{_BEGINS}{_NUMBER},? (?:{_FIRST}) {_OF_THE}(?P<name>{_WORD}(?: {_WORD})?)", re.I),
    re.compile(rf"(?<!\w)(?:{_FIRST}) (?P<name>)(?:{_WORD}(?:,? |,)){{1,3}}(?:(?:casa|número) )?{_NUMBER}(?!\w)", re.I),
    re.compile(
        rf"(?<!\w)(?:{_UNIT})(?P<name>)(?: no\.?| number| nimewo| niméwo| nimo| número| num\.?| #| n[°º])?"
        r" ?#?\d{1,4}[a-c]?(?!\w| ?(?:%|years|months|mth|hours))",
        re.I,
    ),
)
_SENTENCE = re.compile(r"[.!?;\n]+(?=\s|$)")
_DIGIT = re.compile(r"\d")
_ONESELF = ("my", "mine", "me", "at_home")
_MOST = 20


def houses(draft: Draft) -> tuple[Span, ...]:
    """Return each house of which its sentence does not say that it is somebody else's, in text order."""
    text = draft.tip.text
    if not _DIGIT.search(text):
        return ()
    said = _said(draft)
    ours = _listed("ours") - (_listed("he") if spoken(draft) & {"acf", "ht"} else frozenset())
    ends = [match.start() for match in _SENTENCE.finditer(text)]
    named = sorted(set(islice(_named(text), _MOST)))
    found = [place for place in named if not _is_of_others(text, place, ends, said, ours)]
    apart = [span for at, span in enumerate(found) if not at or span[0] >= found[at - 1][1]]
    return tuple(Span(*span, "own_home", 1.0) for span in apart)


def tells_of_oneself(draft: Draft, identifying: Sequence[Finding]) -> bool:
    """Whether what happens is told of the tipster's own home: her partner, what is done to her, a call for her help."""
    if "help_for_oneself" in draft.any_words or any(one.value == "victim" for one in identifying):
        return True
    partners = [draft.span(hit) for hit in draft.words.get("partner", ())]
    kin = [span for one in identifying if one.value == "kin" for span in one.spans]
    at_home = any(hit.term.means == "at_home" for hit in _small(draft))
    return at_home or any(one.start < other.end and other.start < one.end for one in kin for other in partners)


def _named(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _PLACES:
        for match in pattern.finditer(text):
            words = match["name"].casefold().split()
            if not any(word.strip(".,") in _listed("no_street") for word in words):
                yield match.start(), match.end() - len(match[0]) + len(match[0].rstrip(" ,."))


def _is_of_others(
    text: str, place: tuple[int, int], ends: Sequence[int], said: Mapping[str, list[int]], ours: frozenset[str]
) -> bool:
    """Whether its sentence names others and not the tipster, or says right before it what others do there."""
    first = max((end for end in ends if end < place[0]), default=0)
    last = min((end for end in ends if end >= place[1]), default=len(text))
    before = text[first : place[0]].casefold().split()
    if not _listed("theirs").isdisjoint(before[-3:]) and ours.isdisjoint(before[-5:]):
        return True
    names = {name for name, at in said.items() if any(first <= each < last for each in at)}
    return "others" in names and "oneself" not in names


def _said(draft: Draft) -> dict[str, list[int]]:
    """Where others and the tipster are spoken of, in characters."""
    found: dict[str, list[int]] = {"others": [], "oneself": []}
    for hit in _small(draft):
        if hit.term.means == "of_others":
            found["others"].append(draft.tokens[hit.first].start)
    for name in _ONESELF:
        found["oneself"] += [draft.tokens[hit.first].start for hit in draft.words.get(name, ())]
    found["oneself"] += [draft.tokens[hit.first].start for hit in _small(draft) if hit.term.means in _ONESELF]
    return found


def _small(draft: Draft) -> list[Hit]:
    languages = spoken(draft)
    return [hit for hit in draft.hits_in(GIVEAWAYS) if hit.term.language in languages]


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("identifying")["home"][name].split())
