"""Who must not read a tip though it does not say what he did: whoever the tipster says it is to be kept from.

"Don't let Anton see this", "not for Narcotics' eyes", "I fraid to talk to the narcotics people": who is so named is
believed to be unwanted, by a first name, too. It decides only who is not shown a tip, as `namesakes` does.
"""

from collections.abc import Callable, Iterator
from functools import cache

from reports.namesakes import EVERYDAY
from reports.triage.assessment import KnownOfficer
from reports.triage.steps.draft import Draft, UnitNamed
from reports.triage.steps.lexicon import rules
from reports.triage.steps.members import members, units_here
from reports.triage.steps.officers import words_of
from reports.triage.steps.wording import said_before, said_behind, says

_REACH = 6  # words between "don't" and "let", and from there to whom
_FAR = 16  # words before whom that are looked at
_BEFORE = 4  # words before "don't" in which "if" makes it no wish


def unwanted(draft: Draft) -> frozenset[str]:
    """Return the ids of the officers from whom the tipster asks that it be kept, all of a unit that is so named."""
    return _those(draft, _is_refused)


def feared(draft: Draft) -> frozenset[str]:
    """Return the ids of the officers whom the tipster fears or does not trust, all of a unit that is so named."""
    return _those(draft, _is_feared)


def _those(draft: Draft, is_so: Callable[[Draft, int], bool]) -> frozenset[str]:
    return frozenset(
        officer.id for read in draft.texts for at, meant in _places(read) if is_so(read, at) for officer in meant
    )


def _places(read: Draft) -> Iterator[tuple[int, set[KnownOfficer]]]:
    """Yield where somebody of the desk may be named, and who is meant there."""
    for unit in units_here(read):
        if not _is_only_my_name(read, unit):
            yield unit.first, members(read, unit)
    for at, token in enumerate(read.tokens):
        if token.text in EVERYDAY and not read.tip.text[token.start].isupper():
            continue
        said = {token.text, token.text.removesuffix("s")}
        meant = {officer for officer in read.tip.officers if not said.isdisjoint(_ends(officer))}
        if meant:
            yield at, meant


def _is_only_my_name(read: Draft, unit: UnitNamed) -> bool:
    """Whether the tipster only keeps his own name from a unit: "don't tell narcotics my name"."""
    return says(said_behind(read.tokens, unit.first, unit.last, _REACH), rules("routing")["unwanted"]["my_name"])


def _ends(officer: KnownOfficer) -> tuple[str, ...]:
    words = words_of(officer.name)
    return (words[0], words[-1]) if words else ()


def _is_refused(read: Draft, at: int) -> bool:
    """Whether what leads to word `at`, or follows it, says that it is not to be told there."""
    before = said_before(read.tokens, at, _FAR)
    after = said_behind(read.tokens, at, at + 1, 2 * _REACH)
    is_wish = not _listed("meant_for").isdisjoint(before[-_BEFORE:])
    return _is_kept_from(before) or _must_not_know(after, is_wish=is_wish)


def _is_kept_from(before: list[str]) -> bool:
    """Whether "don't let", "not for" or "keep it away from" leads to what follows; "if you don't send" is no wish."""
    for at, word in enumerate(before):
        behind = before[at + 1 :]
        if word in _listed("keeping") and not _listed("away").isdisjoint(behind[-_REACH:]):
            return True
        if word not in _listed("refusing") or not _listed("no_wish").isdisjoint(before[max(0, at - _BEFORE) : at]):
            continue
        if behind[:1] and behind[0] in _listed("meant_for"):
            return True
        told = next((place for place, one in enumerate(behind[:_REACH]) if one in _listed("telling")), None)
        if told is not None and len(behind) - told - 1 <= _REACH and _is_told_to(behind[told:]):
            return True
    return False


def _is_told_to(told: list[str]) -> bool:
    """Whether what follows a verb is who hears it; what is sent is sent to somebody, else he is who is sent."""
    is_to = not _listed("to").isdisjoint(told[1:])
    if not _listed("others").isdisjoint(told[1:2]):  # "don't warn him that narcotics …"
        return not _listed("to").isdisjoint(told[-2:])
    return is_to or told[0] not in _listed("sending")


def _is_feared(read: Draft, at: int) -> bool:
    """Whether fear or mistrust leads straight to word `at`."""
    near = said_before(read.tokens, at, _FAR)[-2 * _REACH :]
    for place, word in enumerate(near):
        refused = not _listed("refusing").isdisjoint(near[max(0, place - 3) : place])
        is_said = word in (_listed("trusting") if refused else _listed("fearing"))
        if is_said and _listed("of_whom").issuperset(near[place + 1 :]):
            return True
    return False


def _must_not_know(after: list[str], *, is_wish: bool) -> bool:
    """Whether "must not know" follows, or, of what is wished, "ne voient pas"."""
    near = after[:_REACH]
    if _listed("refusing").isdisjoint(near):
        return False
    must = 0 if is_wish else next((place for place, word in enumerate(near) if word in _listed("duty")), len(near))
    return not _listed("knowing").isdisjoint(near[must:]) or not _listed("not_to_know").isdisjoint(near)


@cache
def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _listed(name: str) -> frozenset[str]:
    return _set(rules("routing")["unwanted"][name])
