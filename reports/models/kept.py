"""Selects that Django puts together once. What they are asked of later stands in the place of what stood for it.

Django takes longer to put a select of a dozen parts together than Postgres to answer it, and each page of the desk asks
several. So one is made of stand-ins, ids and a moment that are nobody's, and kept as text; whoever asks tells what they
stand for. Where that is forgotten, nothing is found.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet

from reports.models.counting import Sight
from reports.models.officer import Officer
from reports.models.raw import plain_rows
from reports.models.tip import Tip, TipQuerySet
from reports.models.unit import Unit

ONE, OTHER, THIRD = uuid4(), uuid4(), uuid4()
MOMENT = datetime(1, 2, 3, tzinfo=UTC)
REMEMBERED = 1_000  # selects of one kind
_STAND_INS = {UUID: ONE, datetime: MOMENT}
_DATABASE = "default"
_TIP = tuple(one.attname for one in Tip._meta.concrete_fields)
_UNIT = tuple(one.attname for one in Unit._meta.concrete_fields)
HOLDER = ("id", "username", "name", "is_active")  # of a colleague beside a tip no page needs more
_COLUMNS = (*_TIP, *(f"unit__{name}" for name in _UNIT), *(f"assigned_to__{name}" for name in HOLDER))
_OF_UNIT, _OF_HOLDER = slice(len(_TIP), len(_TIP) + len(_UNIT)), slice(len(_TIP) + len(_UNIT), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """A select as Django wrote it, with the values that it was written for."""

    text: str
    values: tuple[Any, ...]

    @classmethod
    def of(cls, asked: "QuerySet[Any, Any]") -> Self:
        """Keep what a query asks."""
        try:
            return cls(*asked.query.sql_with_params())
        except EmptyResultSet:  # Django knows without asking that there is none, as for an officer without a unit
            return cls("", ())

    def rows(self, told: Mapping[Any, Any] = MappingProxyType({})) -> list[tuple[Any, ...]]:
        """Return the rows. `told`: what the stand-ins stand for."""
        asked = [told.get(one, one) if isinstance(one, UUID | datetime) else one for one in self.values]
        return plain_rows(_DATABASE, self.text, *asked) if self.text else []


class WithOfficer[Row: Model]:
    """How rows of a model are read, each with an officer that belongs to it, of whom what pages say is enough.

    `but`: a column that lists do not need.
    """

    def __init__(self, model: type[Row], officer: str, *, but: str = "") -> None:
        self._model, self._officer = model, officer
        self._names = tuple(one.attname for one in model._meta.concrete_fields if one.attname != but)
        self.columns = (*self._names, *(f"{officer}__{name}" for name in HOLDER))

    def row(self, values: tuple[Any, ...]) -> Row:
        """Return a row from the values of these columns; more may follow."""
        end = len(self._names)
        row = self._model.from_db(_DATABASE, self._names, values[:end])
        officer = values[end : end + len(HOLDER)]
        if officer[0] is not None:
            setattr(row, self._officer, Officer.from_db(_DATABASE, HOLDER, officer))
        return row


def tips_kept(tips: TipQuerySet) -> Kept:
    """Keep what asks for these tips, their units and who works on them, for `tips_of`."""
    return Kept.of(tips.values_list(*_COLUMNS))


def tips_of(kept: Kept, told: Mapping[Any, Any] = MappingProxyType({})) -> list[Tip]:
    """Return tips with their units and who works on them; of these officers only what pages say of them was read."""
    units: dict[UUID, Unit] = {}
    holders: dict[UUID, Officer] = {}
    return [_tip(row, units, holders) for row in kept.rows(told)]


def seen_with_id(sight: Sight, tip_id: UUID) -> Iterator[Tip]:
    """Yield the tip with this id as an officer may see it: one of his units, or one that is read for information."""
    for informs in (False, True):
        yield from tips_of(_with_id(sight, informs=informs), {ONE: tip_id})


@lru_cache(REMEMBERED)
def _with_id(sight: Sight, *, informs: bool) -> Kept:
    return tips_kept((sight.tips_for_information if informs else sight.tips).filter(pk=ONE))


def stand_ins(values: Iterable[Any]) -> tuple[tuple[Any, ...], dict[Any, Any]]:
    """Return what stands for an id or a moment among these values, the others as they are, and what it stands for.

    At most one of each kind is told apart.
    """
    stands = [(_STAND_INS.get(type(value), value), value) for value in values]
    return tuple(stand for stand, _ in stands), {stand: value for stand, value in stands if stand is not value}


def _tip(row: tuple[Any, ...], units: dict[UUID, Unit], holders: dict[UUID, Officer]) -> Tip:
    tip = Tip.from_db(_DATABASE, _TIP, row[: len(_TIP)])
    if tip.unit_id not in units:
        units[tip.unit_id] = Unit.from_db(_DATABASE, _UNIT, row[_OF_UNIT])
    tip.unit = units[tip.unit_id]
    if (holder := tip.assigned_to_id) is not None:
        if holder not in holders:
            holders[holder] = Officer.from_db(_DATABASE, HOLDER, row[_OF_HOLDER])
        tip.assigned_to = holders[holder]
    return tip
