"""What in the text could unmask the tipster: name, number, people, home, work, what he saw, did or suffered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.matching import Match, Words, matches, rules_said
from reports.triage.steps.meaning import with_small_words
from reports.triage.steps.own_company import own_company, to_ask_for
from reports.triage.steps.own_contacts import own_contacts
from reports.triage.steps.own_links import own_links
from reports.triage.steps.own_names import after_own_name, follows, is_name, own_names
from reports.triage.steps.own_people import own_people
from reports.triage.steps.said_again import said_again
from reports.triage.steps.signed import names_behind

KINDS = {
    "own_name": "The tipster may give a name.",
    "own_number": "The tipster may give a phone number, an account or an address.",
    "own_link": "A link, post or page may be the tipster's, or tell who shared it.",
    "kin": "A relative or partner of the tipster is spoken of.",
    "tie": "Somebody who knows the tipster is spoken of: a boss, landlord, friend, customer.",
    "neighbour": "It says where the tipster lives or stood.",
    "job": "It says where the tipster works, studies or prays.",
    "own_thing": "It names a car, boat or other thing of the tipster.",
    "habit": "It says where the tipster often passes.",
    "about_self": "It says how old the tipster is, how he looks or where he comes from.",
    "victim": "It was done to the tipster, who is known to the one who did it.",
    "witness": "It says that the tipster was there.",
    "deed": "It says what the tipster did, or whom he told.",
    "sole_knowledge": "Few people besides the tipster can know this.",
    "hearsay": "Somebody told the tipster, and knows whom he told.",
}
_WEAK = ("deed", "witness", "habit")
"""What these mark is left to any other kind that marks it too: 'I am the one who cleans there' is about work."""
_OWNED = ("kin", "partner", "child", "tie", "knows_you", "neighbours", "own_parent", "own_place", "workplace")
"""What somebody may have, and whose it is then said after it."""
_FURTHER = 5
"""How many of the next words may belong to what was given away: 'I work' + 'at the bank'."""
_MOST = 40
"""Spans of one kind; nobody reads more."""
_PARTED = 3
"""Characters between a word and a name that belongs to it."""
_ENDS = re.compile(r"[.!?;\n]")
_HYPHENS, _APOSTROPHES = ("-", "‐", "‑"), ("'", "’")
_LANGUAGES = (("en",), ("acf", "ht"), ("fr",), ("es",))


def find_identifying(draft: Draft) -> Draft:
    words = _meant(draft, with_small_words(draft, _telltales()))
    spans: dict[str, list[Span]] = {kind: [] for kind in KINDS}
    for languages in _LANGUAGES:
        spoken = _of(words, languages)
        for rule in rules_said("identifying", spoken):
            for match in matches(rule, spoken, draft.tokens):
                spans[rule.means].append(_whole(draft, match))
                if len(spans[rule.means]) >= _MOST:
                    break
    spans["own_name"] += own_names(draft, words)
    spans["own_number"] += [*own_contacts(draft, words), *to_ask_for(draft, words)]
    spans["own_link"] += own_links(draft, words)
    spans["own_name"] += names_behind(draft, spans["own_number"])
    spans["witness"] += own_company(draft)
    spans["kin"] += own_people(draft, words)
    for kind, span in list(said_again(draft, words, spans)):
        spans[kind].append(span)
    found = {kind: _apart(spans[kind]) for kind in KINDS}
    for kind in _WEAK:
        others = [span for other in KINDS if other != kind for span in found[other]]
        found[kind] = tuple(span for span in found[kind] if not any(_share(span, other) for other in others))
    return draft.adding(
        *(
            Finding(step="identifying", value=kind, score=total(found[kind]), reason=reason, spans=found[kind])
            for kind, reason in KINDS.items()
            if found[kind]
        )
    )


def _meant(draft: Draft, words: Words) -> Words:
    """Without the words that mean another thing as they stand here."""
    people = {hit.first for name in ("tie", "knows_you", "neighbours") for hit in words.get(name, ())}
    written, first, strangers, whole = map(_phrases, ("as_written", "only_first", "no_kin", "whole_clause"))

    def stands(name: str, hit: Hit) -> bool:
        phrase, at = hit.term.phrase, hit.first
        if (phrase in strangers and name in ("kin", "partner", "child")) or _is_another_word(draft, hit):
            return False
        if phrase.split()[-1] == "ex" and hit.last in people:
            return False  # 'my ex boss' is a boss
        if phrase in first and at and draft.tokens[at - 1].clause == draft.tokens[at].clause:
            return False
        if phrase.endswith("next door") and [token.text for token in draft.tokens[hit.last : hit.last + 1]] == ["to"]:
            return False  # to the shop; 'next door to me' is a phrase of its own
        if phrase not in written:
            return True
        span = draft.span(hit)
        return draft.tip.text[span.start : span.end].casefold() == phrase

    fills = {name: tuple(hit for hit in words.get(name, ()) if _fills_its_clause(draft, hit)) for name in whole}
    kept = {name: tuple(hit for hit in hits if stands(name, hit)) for name, hits in {**words, **fills}.items()}
    for name in (name for name in kept if name.startswith("i_")):
        kept[name] = tuple(hit for hit in kept[name] if not _is_owner(draft, kept, hit))
    return {name: hits for name, hits in kept.items() if hits}


def _is_owner(draft: Draft, words: Words, subject: Hit) -> bool:
    """Whether a creole 'mwen' or 'm' belongs to the noun before it: 'vwazen mwen ka vann' is 'my neighbour sells'."""
    at = subject.first
    if subject.term.language not in ("acf", "ht") or not at:
        return False
    owned = {hit.last for name in _OWNED for hit in words.get(name, ())}
    return at in owned and draft.tokens[at - 1].clause == draft.tokens[at].clause


def _is_another_word(draft: Draft, hit: Hit) -> bool:
    """Whether a verb is a noun where it stands, 'permiso de trabajo', or a creole 'm' one of a plate: 'bis M 902'."""
    first, last = draft.tokens[hit.first], draft.tokens[hit.last - 1]
    if hit.first and draft.tokens[hit.first - 1].text in _nouns().get(first.text, ()):
        return True
    if last.text != "m" or draft.tip.text[last.start] != "M" or hit.last >= len(draft.tokens):
        return False
    return draft.tokens[hit.last].text.isdigit()


def _fills_its_clause(draft: Draft, hit: Hit) -> bool:
    beside = (*draft.tokens[max(0, hit.first - 1) : hit.first], *draft.tokens[hit.last : hit.last + 1])
    return all(token.clause != draft.tokens[hit.first].clause for token in beside)


def _of(words: Words, languages: Sequence[str]) -> Mapping[str, tuple[Hit, ...]]:
    """The ideas said in these languages."""
    mine = {name: tuple(hit for hit in hits if hit.term.language in languages) for name, hits in words.items()}
    return {name: hits for name, hits in mine.items() if hits}


def _whole(draft: Draft, match: Match) -> Span:
    """One span over all the words of the rule, and over what they announce: a name, a street, a firm."""
    tokens, kind = draft.tokens, match.rule.means
    after = _to_its_end(draft, match.last)
    if kind == "own_name":
        after = max(after, after_own_name(tokens, draft.tip.text, after)) if _goes_on(draft, after) else after
    elif kind == "kin" and _goes_on(draft, after) and is_name(draft, after):  # 'my cousin Kendell': he is known by both
        after = after_own_name(tokens, draft.tip.text, after)
    else:
        most = _FURTHER if max(match.hits, key=lambda hit: hit.last).term.means in _listed("goes_on") else 0
        while after < len(tokens) and after - match.last < most and follows(tokens, draft.tip.text, after):
            if tokens[after].text in _listed("joints"):
                break
            after += 1
    said = " ".join(hit.term.phrase for hit in sorted(match.hits))
    rule = f"{kind}/{match.hits[0].term.language}/{said}"
    return Span(tokens[match.first].start, tokens[after - 1].end, rule, match.rule.weight)


def _to_its_end(draft: Draft, after: int) -> int:
    """Go on to the end of 'brother-in-law' and of 'sister's boyfriend': what is left of them would tell as much."""
    tokens, text = draft.tokens, draft.tip.text
    while after < len(tokens):
        between, following = text[tokens[after - 1].end : tokens[after].start], [it.text for it in tokens[after:][:2]]
        if between in _HYPHENS or (between in _APOSTROPHES and following[:1] == ["s"]):
            after += 1
        elif following[:1] == ["in"] and following[1:] in (["law"], ["laws"]) and between == " ":
            after += 2
        elif tokens[after - 1].text == "s" and between == " " and text[tokens[after - 1].start - 1] in _APOSTROPHES:
            return after + 1
        else:
            break
    return after


def _goes_on(draft: Draft, at: int) -> bool:
    """Whether a word follows in the same sentence: in "my mother. Call" begins another."""
    if at >= len(draft.tokens):
        return False
    between = draft.tip.text[draft.tokens[at - 1].end : draft.tokens[at].start]
    goes_on = not _ENDS.search(between) or follows(draft.tokens, draft.tip.text, at)
    return len(between) <= _PARTED and goes_on


@cache
def _telltales() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in rules("identifying")["telltales"].items()}


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    return {noun: frozenset(words.split()) for noun, words in rules("identifying")["nouns"].items()}


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(rules("identifying")[name])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("identifying")[name].split())


def _share(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """In text order, joined where they overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.rule)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end:
            kept[-1] = replace(kept[-1], end=span.end)
    return tuple(kept)
