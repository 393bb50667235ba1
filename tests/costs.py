"""What every test would pay for and few are about: slow hashes, style sheets looked for, tables that are empty already,
decoders loaded anew for each file (tests/cleaners.py).

Only this process's copies are made cheap. The product's own costs are proved by tests/test_costs.py, and
whole installations (tests/line.py, tests/standalone) run with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Final

from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from nacl.pwhash import argon2id
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Redirect, StaticFile

from reports.sealing import officers, receipts, root
from tests.cleaners import clean_by_forks

SLOW: Final = {module: (module._MEMORY, module._PASSES) for module in (officers, receipts, root)}
_CHEAP: Final = (argon2id.MEMLIMIT_MIN, argon2id.OPSLIMIT_MIN)
_look_for_files = WhiteNoiseMiddleware.add_files_from_finders
_found: Final[dict[tuple[str, ...], dict[str, StaticFile | Redirect]]] = {}  # by the folders that were looked through
# Filled by the migrations and read by Django alone.
_KEPT: Final = {"django_migrations", "django_content_type", "auth_permission"}


def hash_cheaply() -> None:
    for module in SLOW:
        module._MEMORY, module._PASSES = _CHEAP


@contextmanager
def hashing_slowly(*modules: ModuleType) -> Iterator[None]:
    """Hash at the product's own cost, everywhere or in these modules."""
    for module in modules or SLOW:
        module._MEMORY, module._PASSES = SLOW[module]
    try:
        yield
    finally:
        hash_cheaply()


def empty_the_tables(test: TransactionTestCase) -> None:
    """Empty all tables after a test that committed.

    Rows are deleted with triggers off, so in any order. TRUNCATE makes new files for each table and for all that point
    to it: 200 ms, where this takes 10.
    """
    for alias in test._databases_names(include_mirrors=False):
        with connections[alias].cursor() as cursor:
            deleting = " ".join(f'DELETE FROM "{name}";' for name in _tables(alias))
            cursor.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {deleting} COMMIT")


@cache
def _tables(alias: str) -> list[str]:
    names = connections[alias].introspection.django_table_names(only_existing=True)
    return sorted(set(names) - _KEPT)


def add_files(whitenoise: WhiteNoiseMiddleware) -> None:
    """Look for our static files once. Each client of a test is a server of its own, and would look for them anew."""
    folders = tuple(map(str, settings.STATICFILES_DIRS))
    if folders not in _found:
        _look_for_files(whitenoise)
        _found[folders] = dict(whitenoise.files)
    whitenoise.files.update(_found[folders])


def install() -> None:
    hash_cheaply()
    clean_by_forks()
    WhiteNoiseMiddleware.add_files_from_finders = add_files
    TransactionTestCase._fixture_teardown = empty_the_tables
