"""A unit of this desk is said to do wrong: "General Duty stole my chain", "reception tells the dealers who calls".

Its name opens what is told: who only asks it to come, or tells it something, accuses nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reports.kept_from import OF_STANDARDS, UNIT_ACCUSED
from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft, UnitNamed
from reports.triage.steps.lexicon import INSIDERS, Hit, rules
from reports.triage.steps.of_units import POLICE_NEAR, is_elsewhere, listed
from reports.triage.steps.officers import Named
from reports.triage.steps.passing_on import passed_on
from reports.triage.steps.units_doing import does_anything
from reports.triage.steps.wording import Token, tokens_of

_DUTY = "unit_duty"
_WEIGHT = 3.0
_LEADING = 7  # words between a word of being and what it says
_SAID = 16  # words in which people of a unit say what they want
_TOLD = 4  # words before somebody in which he is told something
_LINKED = 4  # words between a unit and what it does: "boys does always"


def accused_units(draft: Draft) -> Iterator[Named]:
    """Each place that says a unit to do wrong, of no officer in particular."""
    for span in _in_text(draft):
        yield Named(span, frozenset())
    if draft.typed:
        for span in _in_text(draft.typed):
            yield Named(replace(span, start=0, end=0), frozenset())


def _in_text(read: Draft) -> Iterator[Span]:
    named = ((unit, unit.is_shared or _may_be_anothers(read, unit)) for unit in read.units)
    units = [unit for unit, is_anothers in named if not (is_anothers and is_elsewhere(read, unit))]
    wrongs = _wrongs(read) if units else {}
    for unit in units:
        is_inside = _is_of_somebody(read, unit)
        last = None if not is_inside and _is_turned_to(read, unit) else _done_by(read, unit, wrongs, is_inside)
        if last:
            rule = OF_STANDARDS if unit.is_standards else UNIT_ACCUSED
            yield Span(read.tokens[unit.first].start, read.tokens[last - 1].end, rule, _WEIGHT)


def _wrongs(draft: Draft) -> dict[int, list[Hit]]:
    """What is wrong to do, by the word that it begins at."""
    wanted, found = listed("wrongs") | {_DUTY}, dict[int, list[Hit]]()
    said = (hit for idea in wanted for hit in draft.any_words.get(idea, ()) if "$" not in hit.term.phrase)
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


def _is_of_somebody(draft: Draft, unit: UnitNamed) -> bool:
    """Whether somebody stands before it who is in it, and is not only told something: "the lady at reception"."""
    tokens, at, is_led = draft.tokens, unit.first - 1, False
    while at >= 0 and tokens[at].text in listed("inside") | listed("before_units"):
        is_led |= tokens[at].text in listed("inside")
        at -= 1
    if at < 0 or not is_led or tokens[at].clause != tokens[unit.first].clause:
        return False
    told = (token.text for token in tokens[max(0, at - _TOLD) : at] if token.clause == tokens[at].clause)
    is_person = tokens[at].text in listed("roles") | listed("chiefs") | listed("persons") | listed("insiders")
    return is_person and listed("told_there").isdisjoint(told) and unit.words not in _names("never_alone")


def _done_by(draft: Draft, unit: UnitNamed, wrongs: dict[int, list[Hit]], is_inside: bool) -> int | None:
    """The word after the wrong that begins behind a unit, or behind its people and small words: "boys does beat"."""
    tokens, people, suffers = draft.tokens, is_inside, False
    for at in range(unit.last, min(unit.last + 1 + _LINKED, len(tokens))):
        word = tokens[at].text
        if tokens[at].clause != tokens[unit.first].clause:
            return None
        is_thing = not people and _is_a_thing(unit, at, tokens)
        is_done = not suffers or word.endswith(("ing", "in"))  # "are robbing", but not "are still robbed"
        begun = wrongs.get(at, [])
        if any(deed.term.means == _DUTY for deed in begun):
            return None
        deeds = [deed for deed in begun if is_done or deed.term.means == "unit_is"]
        if _may_be_anothers(draft, unit):
            deeds = [
                deed for deed in deeds if deed.term.means in listed("of_insiders") or (people and _is_ours(draft, unit))
            ]
        ends = [deed.last for deed in deeds] + [
            end for end in (passed_on(tokens, at), _called_crooks(tokens, at)) if end
        ]
        if ends and not is_thing:
            return max(ends)
        if word not in listed("linking") | listed("persons"):
            is_named_so = _may_be_anothers(draft, unit) and not _is_ours(draft, unit)
            is_ours = not is_named_so and (people or not (unit.is_shared or _is_no_doer(unit, tokens)))
            asked = _asked_for(wrongs, unit, tokens) if people else None
            return asked or (does_anything(draft, unit, at) if is_ours else None)
        people |= word in listed("persons")
        suffers |= word in listed("being")
    return None


def _asked_for(wrongs: dict[int, list[Hit]], unit: UnitNamed, tokens: Sequence[Token]) -> int | None:
    """What people of a unit ask for who may lock one up: "come my shop say if I don't give him 300"."""
    near = (hit for at in range(unit.last, unit.last + _SAID) for hit in wrongs.get(at, ()))
    clause = tokens[unit.first].clause
    return next((hit.last for hit in near if hit.term.means == "extorts" and tokens[hit.first].clause == clause), None)


def _called_crooks(tokens: Sequence[Token], at: int) -> int | None:
    """The word after what a unit is called by a word of being at `at`: "are nothing but thieves"."""
    if tokens[at].text not in listed("being_so"):
        return None
    for place in range(at + 1, min(at + 1 + _LEADING, len(tokens))):
        if tokens[place].clause == tokens[at].clause and tokens[place].text in listed("crooks"):
            return place + 1
        if tokens[place].text not in listed("called_with"):
            return None
    return None


def _is_a_thing(unit: UnitNamed, at: int, tokens: Sequence[Token]) -> bool:
    """Whether the name, with none of its people, says what is sold or on a road: not in "sell what they seize"."""
    behind = (token.text for token in tokens[at + 1 :] if token.clause == tokens[at].clause)
    is_object = next((word for word in behind if word not in listed("small")), "") in listed("seized")
    is_goods = tokens[unit.first].text in listed("goods") and tokens[at].text in listed("done_with_goods")
    return (is_goods and not is_object) or unit.words in _names("never_alone")


def _is_no_doer(unit: UnitNamed, tokens: Sequence[Token]) -> bool:
    return unit.words in _names("never_doing") | _names("never_alone")


def _may_be_anothers(draft: Draft, unit: UnitNamed) -> bool:
    """Whether a hotel, too, has what is called so, or it is the line itself, of which one asks whether it hides him."""
    return unit.words in _names("shared") | _names("of_the_line")


def _is_ours(draft: Draft, unit: UnitNamed) -> bool:
    around = (*draft.tokens[max(0, unit.first - POLICE_NEAR) : unit.first], *draft.tokens[unit.last :][:POLICE_NEAR])
    return not listed("beside_police").isdisjoint(token.text for token in around)


@cache
def _names(named: str) -> frozenset[tuple[str, ...]]:
    names: list[str] = rules("routing")["of_units"][named]
    return frozenset(tuple(token.text for token in tokens_of(name)) for name in names)
