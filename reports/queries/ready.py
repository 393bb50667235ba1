"""Whether what a process needs is there: both databases, the broker, keys outside them, and for the desk `counter`."""

from collections.abc import Callable

from celery import current_app
from django.conf import settings
from django.db import connections

from reports import vault
from reports.gateways import counter


def not_ready() -> list[str]:
    """Return the names of what is missing, and nothing of why: the log has that."""
    return [name for name, check in _CHECKS.items() if not _is_there(check)]


def _is_there(check: Callable[[], object]) -> bool:
    try:
        check()
    except Exception:  # noqa: BLE001 - whatever it is, the process cannot work without it
        return False
    return True


def _databases() -> None:
    for alias in settings.DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")


def _broker() -> None:
    with current_app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, timeout=2)


def _keys() -> None:
    vault.key_files().newest()
    vault.manifest()


def _counter() -> None:
    if counter.is_there() is False:
        raise ConnectionError


_CHECKS: dict[str, Callable[[], object]] = {
    "databases": _databases,
    "broker": _broker,
    "keys": _keys,
    "counter": _counter,
}
