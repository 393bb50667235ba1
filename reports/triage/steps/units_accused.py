"""A unit of this desk is said to do wrong: "General Duty stole my chain", "reception tells the dealers who calls".

Its name opens what is told: who only asks it to come, or tells it something, accuses nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import INSIDERS, Hit, rules
from reports.triage.steps.of_units import OF_STANDARDS, POLICE_NEAR, UnitNamed, is_elsewhere, listed, units_in
from reports.triage.steps.officers import Named
from reports.triage.steps.wording import Token, tokens_of

_OF_A_UNIT = "a unit of the police is said to do wrong"
_WEIGHT = 3.0
_LINKED = 4  # words between a unit and what it does: "boys does always"


def accused_units(draft: Draft) -> Iterator[Named]:
    """Each place that says a unit to do wrong, of no officer in particular."""
    for span in _in_text(draft):
        yield Named(span, frozenset())
    if draft.typed:
        for span in _in_text(draft.typed):
            yield Named(replace(span, start=0, end=0), frozenset())


def _in_text(read: Draft) -> Iterator[Span]:
    wrongs = _wrongs(read)
    for unit in units_in(read) if wrongs else ():
        deed = None if is_elsewhere(read, unit) or _is_turned_to(read, unit) else _done_by(read, unit, wrongs)
        if deed:
            rule = OF_STANDARDS if unit.is_standards else _OF_A_UNIT
            yield Span(read.tokens[unit.first].start, read.tokens[deed.last - 1].end, rule, _WEIGHT)


def _wrongs(draft: Draft) -> dict[int, list[Hit]]:
    """What is wrong to do, by the word that it begins at."""
    wanted, found = listed("wrongs"), dict[int, list[Hit]]()
    said = (hit for idea in wanted for hit in draft.any_words.get(idea, ()))
    for hit in (*said, *(hit for hit in draft.hits_in(INSIDERS) if hit.term.means in wanted)):
        found.setdefault(hit.first, []).append(hit)
    return found


def _is_turned_to(draft: Draft, unit: UnitNamed) -> bool:
    """Whether what stands before the unit makes it what somebody turns to, or what is sold: "I told reception"."""
    at = unit.first - 1
    while at >= 0 and draft.tokens[at].text in listed("before_units"):
        at -= 1
    is_same = at >= 0 and draft.tokens[at].clause == draft.tokens[unit.first].clause
    return is_same and draft.tokens[at].text in listed("told_there") | listed("led_to")


def _done_by(draft: Draft, unit: UnitNamed, wrongs: dict[int, list[Hit]]) -> Hit | None:
    """The wrong that begins behind a unit, or behind its people and small words: "boys does always beat"."""
    tokens, people, suffers = draft.tokens, False, False
    for at in range(unit.last, min(unit.last + 1 + _LINKED, len(tokens))):
        word = tokens[at].text
        if tokens[at].clause != tokens[unit.first].clause:
            return None
        is_done = not suffers or word.endswith(("ing", "in"))  # "are robbing", but not "are still robbed"
        deeds = wrongs.get(at, []) if is_done and (people or not _is_a_thing(unit, at, tokens)) else []
        if _may_be_anothers(draft, unit):
            deeds = [
                deed for deed in deeds if deed.term.means in listed("of_insiders") or (people and _is_ours(draft, unit))
            ]
        if deeds:
            return max(deeds, key=lambda deed: deed.last)
        if word not in listed("linking") | listed("persons"):
            return None
        people |= word in listed("persons")
        suffers |= word in listed("being")
    return None


def _is_a_thing(unit: UnitNamed, at: int, tokens: Sequence[Token]) -> bool:
    """Whether the name, with none of its people, says what is sold, or what is on a road."""
    is_goods = tokens[unit.first].text in listed("goods") and tokens[at].text in listed("done_with_goods")
    return is_goods or _name(unit, tokens) in _names("never_alone")


def _may_be_anothers(draft: Draft, unit: UnitNamed) -> bool:
    """Whether a hotel, too, has what is called so, or it is the line itself, of which one asks whether it hides him."""
    return _name(unit, draft.tokens) in _names("shared") | _names("of_the_line")


def _is_ours(draft: Draft, unit: UnitNamed) -> bool:
    around = (*draft.tokens[max(0, unit.first - POLICE_NEAR) : unit.first], *draft.tokens[unit.last :][:POLICE_NEAR])
    return not listed("beside_police").isdisjoint(token.text for token in around)


def _name(unit: UnitNamed, tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[unit.first : unit.last])


@cache
def _names(named: str) -> frozenset[tuple[str, ...]]:
    names: list[str] = rules("routing")["of_units"][named]
    return frozenset(tuple(token.text for token in tokens_of(name)) for name in names)
