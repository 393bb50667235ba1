"""Names that a tipster gives as his own: after "I am", before "speaking", after the farewell, in the last line."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.gazetteer import longest_place
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.matching import Words
from reports.triage.steps.wording import Token

_GAP = re.compile(r"[ ,:\n-]{1,3}")
"""Between "I am" and a name."""
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|St|Mme|Sr|Sra|[A-Z])\.|[A-Z][^\W\d_]+)(?:[ '-](?:[A-Z]\.|[A-Z][^\W\d_]+|[A-Z]\b)){0,2}"
)
_LAST_LINE = re.compile(
    r"(?:[.!?]\s*|\n\s*|(?:^|\s)(?=[-~–—]))[-~–—]?\s*([A-Z][^\W\d_]+(?:[ '-][A-Z][^\W\d_]*\.?){0,2})\s*[.!]?\s*$"
)
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?\n])\s*$")
_OF = re.compile(r"['’]s\b")
"""'This is Kervin's house' gives away Kervin."""
_MOST, _MOST_WORDS = 40, 3
_STREETS = frozenset({"st", "dr"})


def own_names(draft: Draft, words: Words) -> Iterator[Span]:
    """Yield each with the words before it. In a text of capitals nothing tells a name, in one of none the list does."""
    text = draft.tip.text
    if text.isupper():
        return
    for concept in ("i_am_plain", "farewell"):
        for hit in words.get(concept, ())[:_MOST]:
            start, end = draft.tokens[hit.first].start, draft.tokens[hit.last - 1].end
            last = _name_after(draft, hit)
            if last and (concept != "farewell" or _is_signed(text, start, last)):
                yield Span(start, max(last, end), f"own_name/{hit.term.language}/{hit.term.phrase} …", 1.0)
    for hit in words.get("speaking", ())[:_MOST]:
        before = draft.tokens[hit.first - 1] if hit.first else None
        if before is None or draft.tokens[hit.first].start - before.end != 1:
            continue
        if before.text in _people("given") or (hit.term.language != "en" and is_name(draft, hit.first - 1)):
            yield Span(before.start, draft.tokens[hit.last - 1].end, f"own_name/{hit.term.language}/… speaking", 1.0)
    yield from _signature(draft)


def _is_signed(text: str, start: int, last: int) -> bool:
    """Whether the farewell and the name are a sentence of their own: "Signed, Anna Joseph." wherever it stands."""
    first = _SENTENCE_BEFORE.search(text, max(0, start - 3), start)
    ends = text[last - 1] == "." or text[last : last + 1] in (".", "!", "\n")
    return not text[last:].strip(" .!\n") or bool(first and ends)


def after_own_name(tokens: Sequence[Token], text: str, at: int) -> int:
    """The word after the name that begins at word `at`: words in capitals, or one that is no small word."""
    last = at
    while last < len(tokens) and last - at < _MOST_WORDS and (last == at or follows(tokens, text, last)):
        capital = text[tokens[last].start].isupper() and not text.isupper()
        begins = last + 1 < len(tokens) and _is_title(tokens, text, last)  # 'St. Rose' is one
        is_led = last == at or _is_title(tokens, text, last - 1)
        if tokens[last].text in _no_names() and not begins:
            break
        if not (capital or is_led or tokens[last].text in _people("surnames")):
            break
        last += 1
    return last


def follows(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Whether word `at` goes on with what the one before it said; the full stop of "Mr." and "St." ends nothing."""
    return tokens[at].clause == tokens[at - 1].clause or _is_title(tokens, text, at - 1)


def _is_title(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Whether this is "Mr." before a name, or the "St." of a saint; behind a name "St." and "Dr." are streets."""
    word, following = tokens[at], tokens[at + 1]
    is_cut = word.text in _people("short") and text[word.end : following.start].rstrip(" ") == "."
    if not is_cut or not (text[following.start].isupper() or (text.islower() and word.text not in _STREETS)):
        return False
    is_street = at > 0 and text[tokens[at - 1].start].isupper() and tokens[at - 1].clause == word.clause
    return word.text not in _STREETS or not is_street


def _name_after(draft: Draft, hit: Hit) -> int | None:
    """The end of the name in characters."""
    text, end = draft.tip.text, draft.tokens[hit.last - 1].end
    gap = _GAP.match(text, end)
    if gap is None or hit.last >= len(draft.tokens) or not is_name(draft, hit.last):
        return None
    name = _NAME.match(text, gap.end())
    last = name.end() if name else draft.tokens[after_own_name(draft.tokens, text, hit.last) - 1].end
    return None if _OF.match(text, last) else last


def is_name(draft: Draft, at: int) -> bool:
    """Whether a name of somebody may begin with this word."""
    token, text = draft.tokens[at], draft.tip.text
    if token.text in _no_names() or longest_place(draft.tokens, at) is not None:
        return False
    if text[token.start].isupper():
        return len(token.text) > 1
    return text.islower() and token.text in _people("given") and token.text not in _people("ambiguous")


def _signature(draft: Draft) -> Iterator[Span]:
    """A last line of nothing but a known name. A place in the last line says where it happens."""
    match = _LAST_LINE.search(draft.tip.text, max(0, len(draft.tip.text) - 60))
    if match is None:
        return
    inside = [at for at, token in enumerate(draft.tokens) if token.start >= match.start(1)]
    known = any(draft.tokens[at].text in _people("given") for at in inside[:1])
    if known and longest_place(draft.tokens, inside[0]) is None:
        yield Span(match.start(1), match.end(1), "own_name/any/alone in the last line", 1.0)


@cache
def _no_names() -> frozenset[str]:
    """Words that are often written with a capital and are no names."""
    return frozenset(rules("identifying")["no_names"].split())


@cache
def _people(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["people"][name].split())
