"""A table of cases as one test: to hand out a thousand tests takes a machine far longer than to ask a thousand lines.

For functions that ask something pure, and nothing but the case: no fixture, no database, nothing that stays behind.
Every line that fails is told, with what was wrong in it, as if it were a test of its own.
"""

import inspect
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import pytest


def each_of(*tables: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Try a function with each case of a table: one argument, or a tuple of several. Of more tables, with each pair."""
    cases = list(product(*tables)) if len(tables) > 1 else list(tables[0])
    assert cases, "a table of nothing tries nothing"

    def of_all(test: Callable[..., None]) -> Callable[[], None]:
        takes_one = len(inspect.signature(test).parameters) == 1

        def try_each() -> None:
            wrong = [(case, problem) for case in cases if (problem := _problem(test, (case,) if takes_one else case))]
            told = "\n".join(f"{case!r}: {type(problem).__name__}: {problem}" for case, problem in wrong)
            if wrong:
                raise AssertionError(f"{len(wrong)} of {len(cases)} cases are wrong:\n{told}") from wrong[0][1]

        try_each.__name__, try_each.__doc__, try_each.__module__ = test.__name__, test.__doc__, test.__module__
        return try_each

    return of_all


def _problem(test: Callable[..., None], case: Iterable[Any]) -> BaseException | None:
    try:
        test(*case)
    except (Exception, pytest.fail.Exception) as problem:  # noqa: BLE001 - as a test of its own would fail by any
        return problem
    return None
