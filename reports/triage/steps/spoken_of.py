"""Whose unit a tip speaks of, and not only to: nobody of a unit reads what may be said against it.

What a unit may be accused of stands in no list, what is harmless does: that the tipster tells it something or asks it
to come, that it should do something, or praise. All else keeps the tip from its members, what it did on duty as well;
it decides only who is not shown a tip, and where nobody is left, standards reads it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from reports.triage.steps.draft import Draft, UnitNamed
from reports.triage.steps.lexicon import rules
from reports.triage.steps.members import members, units_here
from reports.triage.steps.of_units import POLICE_NEAR, is_topic, listed
from reports.triage.steps.wording import Token, said_before, said_behind, says

_BEFORE, _BEHIND = 5, 3  # words in which something harmless is said before a unit's name, and behind it
_FAR, _FURTHER = 12, 60  # words that are looked at on each side of it, and for somebody there further on
_SHOULD = 4  # words behind it in which it should do something
_PRAISE = 10  # words behind it in which it is praised


def spoken_of(draft: Draft) -> frozenset[str]:
    """Return the ids of the officers of each unit of which something is said that may be against it."""
    return frozenset(officer.id for read, unit in units_spoken_of(draft) for officer in members(read, unit))


def units_spoken_of(draft: Draft) -> Iterator[tuple[Draft, UnitNamed]]:
    """Yield each place that names a unit of which something is said that may be against it, and the text."""
    named = ((read, unit) for read in draft.texts for unit in units_here(read))
    return ((read, unit) for read, unit in named if not _is_harmless(read, unit))


def _is_harmless(read: Draft, unit: UnitNamed) -> bool:
    before, behind = _around(read.tokens, unit)
    is_person = _is_of_people(before) or not _is_no_person(behind[:1])
    if _names_no_unit(read, unit, before, behind, is_person=is_person):
        return True
    if _is_one_of_them(read.tokens, unit):
        return False
    if _is_told_or_awaited(before, behind) or _should_do(behind):
        return True
    return _is_praised(read.tokens[unit.last :][:_PRAISE])


def _around(tokens: Sequence[Token], unit: UnitNamed) -> tuple[list[str], list[str]]:
    """The words of the unit's clause before its name and behind it."""
    return said_before(tokens, unit.first, _FAR), said_behind(tokens, unit.first, unit.last, _FAR)


def _is_of_people(before: list[str]) -> bool:
    """Whether somebody stands before it who is of it: "a guy from", "those two men in"."""
    led = [word for word in before if word not in listed("before_units")]
    if led and led[-1] in _set("seats") and _set("dealing").isdisjoint(led[-2:]):
        return True
    at = len(before)
    while at and before[at - 1] in _set("of_a_unit") and len(before) - at < 4:
        at -= 1
    return at < len(before) and not _is_no_person(before[at - 1 : at] if at else [])


def _is_no_person(words: Sequence[str]) -> bool:
    people = listed("persons") | listed("roles") | listed("chiefs") | listed("insiders") | _set("people")
    return people.isdisjoint(words)


def _names_no_unit(
    read: Draft, unit: UnitNamed, before: Sequence[str], behind: Sequence[str], *, is_person: bool
) -> bool:
    """Whether it is what is sold, or may be a hotel's, and nobody of it is told of."""
    if not set(before[-2:]).isdisjoint(_set("ours")):
        return False
    if is_person or not set(behind[:1]).isdisjoint(_set("a_unit")) or not _set("told").isdisjoint(before[-1:]):
        return False
    if unit.words[0] in listed("goods") and (not behind or _is_sold(before, behind)):
        return True
    if _does_something(before, behind):
        return False
    near = read.tokens[max(0, unit.first - POLICE_NEAR) : unit.last + POLICE_NEAR]
    return unit.is_shared and listed("beside_police").isdisjoint(token.text for token in near)


def _does_something(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether what opens a clause does what people do alone: "Reception lost my statement"."""
    done = [word for word in behind if word not in listed("being")][:1]
    return listed("before_units").issuperset(before) and not _set("people_do").isdisjoint(done)


def _is_sold(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether it is the thing: "selling narcotics and", "the narcotics is hidden", "narcotics in the boat"."""
    if not _set("lies").isdisjoint(behind[:1]) and not is_topic(behind[1:2]):
        return True
    done = [word for word in behind if word not in listed("being")][:1]
    return not (
        listed("done_with_goods").isdisjoint((*before[-1:], *done)) and listed("led_to").isdisjoint(before[-1:])
    )


def _is_told_or_awaited(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether the tipster tells it something, asks it to come, or only awaits it: "I told", "this is for", "if".

    Nothing but small words leads there: not "I call to say narcotics …", nor "he calls narcotics".
    """
    if not (_set("asked_what").isdisjoint(behind[:1]) and _set("asked_back").isdisjoint(behind[:_SHOULD])):
        return False
    near = before[-_BEFORE:]
    at = next((at for at in range(len(near) - 1, -1, -1) if near[at] in _set("turned_to")), None)
    is_led = at is not None and _set("small").issuperset(near[at + 1 :])
    is_told = at is not None and is_led and _is_tellers_own(near[: at + 1])
    leading = [word for word in before if word not in listed("before_units")]
    is_for_it = not _set("leading_to").isdisjoint(leading[-1:]) and _set("working_for").isdisjoint(leading[-2:])
    is_if = not _set("if_they").isdisjoint(leading[-1:]) and not _set("come").isdisjoint(behind[:_BEHIND])
    return is_told or is_for_it or is_if


def _is_tellers_own(said: Sequence[str]) -> bool:
    """Whether the tipster does what the last word says: in English "I called", not "he calls"."""
    return said[-1] not in _set("tellers_verbs") or _set("of_a_teller").issuperset(said[-2:-1])


def _should_do(behind: Sequence[str]) -> bool:
    """Whether it should do something, and nothing should be done about it: not "narcotics need to be looked into"."""
    needs = any(word in _set("needing") and after == "to" for word, after in pairwise(behind[:_BEHIND]))
    should = needs or not _set("duties").isdisjoint(behind[:_SHOULD])
    return should and _set("done_to_it").isdisjoint(behind[: _SHOULD + 2])


def _is_one_of_them(tokens: Sequence[Token], unit: UnitNamed) -> bool:
    """Whether somebody there is told of further on, or that what they heard came out: "the officer there ask me how
    much", "the next day he know my name".
    """
    said = tokens[unit.last : unit.last + _FURTHER]
    has_come_out = _says(said, "followed") and not _set("found_out").isdisjoint(token.text for token in said)
    return has_come_out or _says(said, "one_of_them")


def _is_praised(behind: Sequence[Token]) -> bool:
    """Whether praise follows; that it was kind is none with a "but": "was good to me until they take my boat"."""
    is_doubtful = not _set("unpraised").isdisjoint(token.text for token in behind)
    return not is_doubtful and (_says(behind, "was_kind") or _says(behind, "praised"))


def _says(tokens: Sequence[Token], named: str) -> bool:
    return says((token.text for token in tokens), rules("routing")["spoken_of"][named])


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(rules("routing")["spoken_of"][name].split())
