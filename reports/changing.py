"""Changing a tip's row at the desk: under a lock, and only from the version the officer saw."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from reports import audit
from reports.keyring import require_member
from reports.models import Officer, Tip


class StaleTip(Exception):
    """Somebody changed the tip since the officer's page was made."""


@contextmanager
def changing(tip: Tip, *, act: str, by: Officer, version: int | None, **detail: str | int) -> Iterator[Tip]:
    """Lock the tip, yield it to be changed, then save it with the next version and its audit entry.

    `version` is None for who saw no page; `detail` goes into the audit entry and holds no content.
    Raises NotYours, StaleTip.
    """
    with transaction.atomic():
        locked = Tip.objects.select_for_update().get(pk=tip.pk)
        require_member(locked, by)
        if version is not None and locked.version != version:
            raise StaleTip
        yield locked
        locked.version += 1
        locked.save()
        audit.enter(act, by=by, tip=locked.pk, unit=locked.unit_id, **detail)
