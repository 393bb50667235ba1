"""The wall inside the database at the desk: whom a statement is for, told to Postgres with the statement itself.

Postgres gives the role of the desk no row of a tip that is not of the officer's units (reports.models.walls). It learns
the officer and the units in the same round trip as the statement, and for that transaction alone: nothing stays on a
connection, so a pooler may sit between. A statement that tells nothing gets no row.

It catches our own mistakes, a filter that was forgotten; whoever runs statements of his own can tell what he likes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from reports.models.walls import READING, WALLED

_NAMED = re.compile(rf"\b(?:{'|'.join((*WALLED, *READING))})\b")


@dataclass(frozen=True, slots=True)
class _Claim:
    """Who asks, and of which units; these are looked up with the first statement that needs them."""

    officer: UUID | None = None
    units: Callable[[], Iterable[UUID]] = field(default=tuple)
    whole: bool = False

    def told(self) -> str:
        """Return it as a statement that goes before another."""
        return _told(self.officer, () if self.whole else tuple(self.units()), whole=self.whole)


@lru_cache(1_000)  # a page tells the same a dozen times
def _told(officer: UUID | None, units: tuple[UUID, ...], *, whole: bool) -> str:
    """Return a claim as a statement. Ids alone stand in it."""
    who = "" if officer is None else str(UUID(str(officer)))
    of = ",".join(str(UUID(str(unit))) for unit in units)
    settings = {"officer": who, "units": of, "whole": "on" if whole else ""}
    return f"SELECT {', '.join(f"set_config('tipline.{name}', '{told}', true)" for name, told in settings.items())}; "


_NOBODY = _Claim()
_claim: ContextVar[_Claim] = ContextVar("claim", default=_NOBODY)
_is_up: ContextVar[bool] = ContextVar("is_up", default=False)


@contextmanager
def wall() -> Iterator[None]:
    """Tell with each statement for whom it is, once `stand` has said so."""
    with ExitStack() as stack:
        stack.callback(_claim.reset, _claim.set(_NOBODY))
        _put_up(stack)
        yield


def stand(officer: UUID, units: Callable[[], Iterable[UUID]]) -> None:
    """Let what is asked within this wall be for an officer, and of these units."""
    _claim.set(_Claim(officer, units))


@contextmanager
def whole_house() -> Iterator[None]:
    """Let statements see rows of every unit: an act that rightly goes beyond the officer's own.

    Who may do it is checked before, and pyproject.toml lists the places.
    """
    with ExitStack() as stack:
        stack.callback(_claim.reset, _claim.set(replace(_claim.get(), whole=True)))
        _put_up(stack)
        yield


def _put_up(stack: ExitStack) -> None:
    if not _is_up.get():
        stack.callback(_is_up.reset, _is_up.set(True))
        stack.enter_context(connection.execute_wrapper(_tell))


def told_before(statement: Any) -> str:
    """Return what goes before a statement within the wall: nothing where it names no walled table."""
    is_told = _is_up.get() and isinstance(statement, str) and _names_walled(statement)
    return _claim.get().told() if is_told else ""


@lru_cache(2_000)  # statements hold no value
def _names_walled(statement: str) -> bool:
    return bool(_NAMED.search(statement))


def _tell(execute: Callable[..., Any], statement: Any, *rest: Any) -> Any:
    before = told_before(statement)
    return execute(before + statement if before else statement, *rest)
