"""Who was there with the tipster: "me and John was there"; whom to ask for: "call 484-1234 ask for Anna"."""

from collections.abc import Iterator
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.amounts import find_phones
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.matching import Words
from reports.triage.steps.own_names import after_own_name, is_name

_MOST = 40
_NEAR = 6
"""Characters between a number and "ask for": ", and "."""
_BETWEEN = frozenset("&+n")


def own_company(draft: Draft) -> Iterator[Span]:
    """Yield who was there beside the tipster, with him and what they did."""
    tokens, text = draft.tokens, draft.tip.text
    for at, token in enumerate(tokens):
        for language in _speaking().get(token.text, ()):
            said = _company()[language]
            name = _after_and(draft, at, said["and"]) if _begins(draft, at, language) else None
            last = after_own_name(tokens, text, name) if name is not None and is_name(draft, name) else 0
            if last and _do(draft, last, said["do"]):
                yield Span(token.start, tokens[last].end, f"witness/{language}/me and …", 1.0)
            name = _name_before(draft, at, said["and"])
            if name is not None and _do(draft, at + 1, said["do"]):
                yield Span(tokens[name].start, tokens[at + 1].end, f"witness/{language}/… and me", 1.0)


def to_ask_for(draft: Draft, words: Words) -> Iterator[Span]:
    """Yield a number to call and the name to ask for there, where a sentence is about nothing and nobody else."""
    numbers = find_phones(draft) if words.get("ask_for") else []
    others = [hit.first for hit in words.get("of_others", ())]
    for ask in words.get("ask_for", ())[:_MOST]:
        asked = draft.span(ask)
        number = next((one for one in numbers if 0 <= asked.start - one.end <= _NEAR), None)
        if number is None or ask.last >= len(draft.tokens) or not is_name(draft, ask.last):
            continue
        last = after_own_name(draft.tokens, draft.tip.text, ask.last)
        first = _sentence_begins(draft, number.start)
        around = range(first, _sentence_ends(draft, last))
        if _only_calls(draft, words, first, number) and not any(
            at in around and not ask.first <= at < ask.last for at in others
        ):
            yield Span(number.start, draft.tokens[last - 1].end, "own_number/any/to ask for", 1.0)


def _begins(draft: Draft, at: int, language: str) -> bool:
    """Whether nothing before makes another word of it: 'he told me and', 'brother of mine and'."""
    if not at or draft.tokens[at - 1].clause != draft.tokens[at].clause:
        return True
    return language not in ("acf", "ht") and draft.tokens[at - 1].text in _joints()


def _after_and(draft: Draft, at: int, joining: frozenset[str]) -> int | None:
    """The word behind "and", be it a sign or a word."""
    tokens, text = draft.tokens, draft.tip.text
    if at + 1 < len(tokens) and tokens[at + 1].clause == tokens[at].clause:
        if set(text[tokens[at].end : tokens[at + 1].start].strip()) & _BETWEEN:
            return at + 1
        if at + 2 < len(tokens) and tokens[at + 1].text in joining and tokens[at + 2].clause == tokens[at].clause:
            return at + 2
    return None


def _name_before(draft: Draft, me: int, joining: frozenset[str]) -> int | None:
    """The first word of a name that stands before "and me"."""
    for last in (me - 1, me - 2):
        if last >= 0 and is_name(draft, last) and _after_and(draft, last, joining) == me:
            return last - 1 if last and is_name(draft, last - 1) else last
    return None


def _do(draft: Draft, at: int, verbs: frozenset[str]) -> bool:
    """Whether they then do something; "we both" may stand between."""
    tokens = draft.tokens
    return at < len(tokens) and tokens[at].clause == tokens[at - 1].clause and tokens[at].text in verbs


def _sentence_begins(draft: Draft, start: int) -> int:
    """The first word of the sentence in which a number stands."""
    before = draft.tip.text[:start]
    cut = max(before.rfind(sign) for sign in ".!?;\n")
    return next((at for at, token in enumerate(draft.tokens) if token.start > cut), 0)


def _sentence_ends(draft: Draft, last: int) -> int:
    tokens, text = draft.tokens, draft.tip.text
    while last < len(tokens) and not set(text[tokens[last - 1].end : tokens[last].start]) & set(".!?;\n"):
        last += 1
    return last


def _only_calls(draft: Draft, words: Words, first: int, number: Span) -> bool:
    """Whether only "please call" and the like stand before the number."""
    called: set[int] = {at for hit in (*words.get("call", ()), *words.get("reach_me", ())) for at in _places(hit)}
    before = [at for at, token in enumerate(draft.tokens) if at >= first and token.end <= number.start]
    return bool(called & set(before)) and all(at in called or draft.tokens[at].text in _polite() for at in before)


def _places(hit: Hit) -> range:
    return range(hit.first, hit.last)


@cache
def _company() -> dict[str, dict[str, frozenset[str]]]:
    table = rules("identifying")["company"]
    return {
        language: {name: frozenset(said.split()) for name, said in told.items()} for language, told in table.items()
    }


@cache
def _speaking() -> dict[str, tuple[str, ...]]:
    """By word for oneself the languages that have it."""
    words = {word for said in _company().values() for word in said["me"]}
    return {word: tuple(code for code, said in _company().items() if word in said["me"]) for word in words}


@cache
def _joints() -> frozenset[str]:
    return frozenset(rules("identifying")["joints"].split())


@cache
def _polite() -> frozenset[str]:
    return frozenset(rules("identifying")["polite"].split())
