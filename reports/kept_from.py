"""Whom triage found that a tip is to be kept from, sealed beside its findings: each road to new readers asks it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

_THEMSELVES, _BY_UNIT = "kept_from", "kept_by_unit"
_IS_ACCUSED, _IS_TOLD_OF = "accuses", "tells_of"  # of words that were copied without the finding that says so
_UNITS, _UNITS_TOLD_OF = "kept_units", "kept_units_told_of"
_CONFLICT = "conflict"
READS_LIKE = "reads like an accusation of police"
"""The rule of a conflict of interest that no rule heard: triage only guesses it."""
THANKED = "thanked"
"""The step of a finding whose places are words that thank an officer: nobody is kept from anything because of them."""
ONLY_TOLD_OF = "police who are told of"
"""The rule of a conflict of interest in which no wrong is said outright, and nobody is known."""
UNIT_ACCUSED = "a unit of the police is said to do wrong"
OF_A_UNIT = "somebody of a unit of the police"
OF_STANDARDS = "somebody of the standards unit"
"""The rules of those in which a wrong is said outright of a unit, or of somebody in it."""
_OF_UNITS = frozenset({UNIT_ACCUSED, OF_A_UNIT, OF_STANDARDS})
_POLICE, _UNIT = "police", "unit"


@dataclass(frozen=True, slots=True)
class KeptFrom:
    """Officers by their ids: `themselves` by name or at the tipster's wish; `by_unit` as members of a unit alone of
    which something is said, or which is feared. `units` and `units_told_of` are those of both by whose slug also who
    joined them later is kept off. `is_accused`: words against the police stand there; `is_unit_accused`: against a unit
    or somebody in it; `is_told_of`: nobody is known of the police who are told of.
    """

    themselves: frozenset[UUID] = frozenset()
    by_unit: frozenset[UUID] = frozenset()
    is_accused: bool = False
    is_unit_accused: bool = False
    is_told_of: bool = False
    units: frozenset[str] = frozenset()
    units_told_of: frozenset[str] = frozenset()

    @classmethod
    def told(cls, stored: Iterable[Mapping[str, Any] | None]) -> Self:
        """Return what all of these findings say, as they are stored; what an older release stored says nothing."""
        found = [one for one in stored if one]
        themselves = {UUID(officer) for one in found for officer in one.get(_THEMSELVES, ())}
        by_unit = {UUID(officer) for one in found for officer in one.get(_BY_UNIT, ())}
        steps = [finding for one in found for finding in one.get("findings", ())]
        conflicts = [one for one in steps if one["step"] == _CONFLICT]
        is_accused = any(one["score"] > 0 for one in conflicts) or any(_IS_ACCUSED in one for one in found)
        rules = {rule for one in conflicts for _, _, rule, _ in one["spans"]}
        is_unit_accused = bool(rules & _OF_UNITS) or any(_UNIT in one.get(_IS_ACCUSED, ()) for one in found)
        is_told_of = bool(rules & {ONLY_TOLD_OF, READS_LIKE}) or any(_IS_TOLD_OF in one for one in found)
        units = frozenset(unit for one in found for unit in one.get(_UNITS, ()))
        told_of = frozenset(unit for one in found for unit in one.get(_UNITS_TOLD_OF, ())) - units
        return cls(
            themselves=frozenset(themselves),
            by_unit=frozenset(by_unit - themselves),
            is_accused=is_accused,
            is_unit_accused=is_unit_accused,
            is_told_of=is_told_of,
            units=units,
            units_told_of=told_of,
        )

    def with_members(self, places: Iterable[tuple[UUID, str]]) -> Self:
        """Return the same, with who is a member of those units now; `places`: officers and the slugs of their units."""
        places = list(places)
        themselves = self.themselves.union(officer for officer, unit in places if unit in self.units)
        by_unit = self.by_unit.union(officer for officer, unit in places if unit in self.units_told_of)
        return replace(self, themselves=themselves, by_unit=by_unit - themselves)

    def stored(self) -> dict[str, list[str]]:
        """Return what to seal of it anew."""
        by_unit = set(map(str, self.by_unit))
        kept = to_store(by_unit.union(map(str, self.themselves)), by_unit)
        kept |= units_to_store(self.units, self.units_told_of)
        if self.is_accused:
            kept[_IS_ACCUSED] = [_POLICE, _UNIT] if self.is_unit_accused else [_POLICE]
        return kept | {_IS_TOLD_OF: [_POLICE]} if self.is_told_of else kept

    @property
    def tells_of_police(self) -> bool:
        """Whether police are told of whom nobody knows, and no wrong is said outright."""
        return self.is_told_of and not self.is_accused

    @property
    def everybody(self) -> frozenset[UUID]:
        """Whoever it is and why."""
        return self.themselves | self.by_unit


def to_store(named: Collection[str], by_unit: Collection[str]) -> dict[str, list[str]]:
    """Return what to seal of whom a tip may mean: `named`, of them `by_unit` as members of a unit alone."""
    kept = {_THEMSELVES: sorted(set(named) - set(by_unit)), _BY_UNIT: sorted(set(named) & set(by_unit))}
    return {name: officers for name, officers in kept.items() if officers}


def stored_of(data: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Return `named` and `by_unit` again."""
    by_unit = frozenset(data.get(_BY_UNIT, ()))
    return by_unit.union(data.get(_THEMSELVES, ())), by_unit


def units_to_store(units: Collection[str], told_of: Collection[str]) -> dict[str, list[str]]:
    """Return what to seal of units, by their slugs, for whoever joins one later."""
    kept = {_UNITS: sorted(units), _UNITS_TOLD_OF: sorted(told_of)}
    return {name: slugs for name, slugs in kept.items() if slugs}


def units_stored(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return `units` and `told_of` again, by the names that an assessment has for them."""
    unwanted, told_of = frozenset(data.get(_UNITS, ())), frozenset(data.get(_UNITS_TOLD_OF, ()))
    return {"units_unwanted": unwanted, "units_told_of": told_of}
