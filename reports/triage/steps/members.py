"""Who sits in a unit that a tip names, by whatever it is called here, or after the kind of tips that it reads."""

from collections.abc import Iterator
from functools import lru_cache

from reports.triage.assessment import KnownOfficer
from reports.triage.steps.draft import Draft, UnitNamed
from reports.triage.steps.lexicon import rules
from reports.triage.steps.of_units import is_elsewhere
from reports.triage.steps.officers import words_of
from reports.triage.steps.senses import is_ordinary
from reports.triage.steps.wording import says


def units_here(read: Draft) -> Iterator[UnitNamed]:
    """Yield each place that names a unit of this desk, and not a hotel's or a bank's."""
    return (
        unit
        for unit in read.units
        if not (unit.is_shared and (is_elsewhere(read, unit) or _is_only_a_word(read, unit)))
    )


def _is_only_a_word(read: Draft, unit: UnitNamed) -> bool:
    """Whether a house calls a unit by a word of every day, "Night", and it is not written as a name."""
    word, text = read.tokens[unit.first], read.tip.text
    built_in = {words_of(name) for name in rules("routing")["of_units"]["shared"]}
    is_ours = {(word.text,)} & {words_of(name) for name in read.tip.called_of} - built_in
    is_written = text[word.start].isupper() and not text.isupper()
    return bool(is_ours) and unit.last - unit.first == 1 and is_ordinary(word.text) and not is_written


def members(read: Draft, unit: UnitNamed) -> set[KnownOfficer]:
    """Return the officers of the units that may be meant, who is suspended or waits for a key, too."""
    meant = _meant(read, unit)
    return {officer for officer in read.tip.officers if officer.belongs_to & meant}


def members_named(draft: Draft) -> frozenset[str]:
    """Return the ids of all officers of the units that stand in a tip, whatever is said of them."""
    return frozenset(officer.id for read in draft.texts for unit in units_here(read) for officer in members(read, unit))


def _meant(read: Draft, unit: UnitNamed) -> frozenset[str]:
    """The units, by their slugs: the one that is called so here, or that reads of what it is called after."""
    if unit.is_standards:
        return frozenset({"standards"})
    called = {slug for name, slug in read.tip.called_of.items() if words_of(name) == unit.words}
    return frozenset(called or {read.teams.get(kind, kind) for kind in _kinds(unit.words)})


@lru_cache(maxsize=1024)
def _kinds(words: tuple[str, ...]) -> frozenset[str]:
    """The kinds of tips that a unit of this name reads."""
    return frozenset(
        kind
        for kind, topics in rules("routing")["units_by_kind"].items()
        if says(words, (" ".join(words_of(topic)) for topic in topics))
    )
