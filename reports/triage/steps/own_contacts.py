"""Numbers and addresses of the tipster himself: he says that they are his, or they stand alone like a signature."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.amounts import find_phones
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.matching import Words

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,3}")
_NETWORK = r"(?<!\w)(?i:ig|insta|instagram|snap|snapchat|tiktok|telegram"
_HANDLE = re.compile(
    r"(?<![\w.@])@[A-Za-z0-9_][\w.]{1,29}|(?:facebook|instagram|tiktok|t|wa|fb)\.(?:com|me)/[\w.@/-]{2,40}"
    rf"|{_NETWORK}|fb|facebook|sc|tt|twitter|tg|whatsapp|wasap) ?[:=-] ?@?(?=[\d.]{{0,9}}[a-zA-Z_])[\w.]{{3,30}}"
    rf"|{_NETWORK}) (?i:(?:is|es|est|se|sé|name|handle) ){{0,2}}(?=[\w.]{{0,29}}[\d_])[A-Za-z_][\w.]{{2,29}}"
)
_BEFORE, _AFTER = 45, 25
"""Characters between the number and what says whose it is."""
_NEAR = 8
"""Characters that make no difference in how near it is: 'call me on'."""
_PARTED = re.compile(r"[.!?;]\s|\n")
_ALONE_BEFORE = re.compile(r"(?:^|[.!?;\n-])\s*$")
_ALONE_AFTER = re.compile(r"[ \t]*(?:[.!)]+\s|\n|[.!)]*\s*$)")
_PAUSE = re.compile(r"[ \t]*[\n.!,;:–-]")
_AT_THE_END = re.compile(r"\s*[.!)]*\s*$")
_MOST = 40
_NAMED, _SPOKEN_OF = 3, 4
"""Words before a number in which somebody is named, or a number is spoken of."""


def own_contacts(draft: Draft, words: Words) -> Iterator[Span]:
    """Yield each with the words that say it is his. `words` are all ideas of the tip, of every language spoken."""
    text = draft.tip.text
    if not any(character.isdigit() or character in "@/:=" for character in text):
        return
    said = [draft.span(hit) for name in ("reach_me", "own_number") for hit in words.get(name, ())[:_MOST]]
    calls = [draft.span(hit).end for hit in words.get("call", ())[:_MOST]]
    others = [draft.span(hit).start for hit in words.get("of_others", ())]
    mails = [match.span() for match in _MAIL.finditer(text)]
    numbers = [(span.start, span.end) for span in find_phones(draft)]
    handles = [match.span() for match in _HANDLE.finditer(text)]
    for place in [*mails, *numbers, *handles][:_MOST]:
        claim = _claim(text, place, said)
        if claim is not None:
            first, last = min(claim.start, place[0]), max(claim.end, place[1])
            yield Span(first, last, "own_number/any/said to be one's own", 1.0)
        elif place not in handles and _is_alone(text, place):
            yield Span(*place, "own_number/any/alone like a signature", 1.0)
        elif place in numbers and _is_bare(text, place):
            yield Span(*place, "own_number/any/bare at the end", 1.0)
        elif (place in mails or _is_called(place, calls)) and not _is_of_others(text, place, others):
            yield Span(*place, "own_number/any/of nobody else", 1.0)


def _claim(text: str, place: tuple[int, int], said: Sequence[Span]) -> Span | None:
    """The nearest words that say whose it is, in the same sentence; of those as near the ones that begin first."""
    start, end = place
    best: tuple[int, int, Span] | None = None
    for words in said:
        gap = text[words.end : start] if words.end <= start else text[end : words.start]
        most = _BEFORE if words.end <= start else _AFTER
        overlaps = words.start < end and start < words.end
        if not overlaps and (len(gap) > most or _PARTED.search(gap)):
            continue
        best = min(best or (most, 0, words), (len(gap) // _NEAR, words.start, words), key=lambda found: found[:2])
    return best[2] if best else None


def _is_alone(text: str, place: tuple[int, int]) -> bool:
    """A sentence or a line of nothing else."""
    return bool(_ALONE_AFTER.match(text, place[1]) and _ALONE_BEFORE.search(text, max(0, place[0] - 3), place[0]))


def _is_bare(text: str, place: tuple[int, int]) -> bool:
    """The last thing said, or the first, and no part of a sentence: 'the number is', 'ring'."""
    before = [word for each in text[: place[0]].split() if (word := each.strip(".:,;-–+()").casefold())]
    if not before:
        return bool(_PAUSE.match(text, place[1]))
    if not _AT_THE_END.match(text, place[1]) or before[-1] in _listed("before_numbers"):
        return False
    return not _is_of_somebody_named(_PARTED.split(text[: place[0]])[-1])


def _is_of_somebody_named(before: str) -> bool:
    """Whether somebody is named right before a number, or a number spoken of that nobody calls his own."""
    words = [word.strip(".:,;()").casefold() for word in before.rstrip(" :,;–-").split()]
    nobody = _listed("names_others").isdisjoint(words[-_NAMED:-1])
    return not (nobody and _listed("numbers_of_others").isdisjoint(words[-_SPOKEN_OF:]))


def _is_called(place: tuple[int, int], calls: Sequence[int]) -> bool:
    return any(0 <= place[0] - end <= _NEAR // 2 for end in calls)


def _is_of_others(text: str, place: tuple[int, int], others: Sequence[int]) -> bool:
    """Whether its sentence speaks of somebody else."""
    first = max((match.end() for match in _PARTED.finditer(text, 0, place[0])), default=0)
    after = _PARTED.search(text, place[1])
    last = after.start() if after else len(text)
    return any(first <= other < last and not place[0] <= other < place[1] for other in others)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("identifying")[name].split())
