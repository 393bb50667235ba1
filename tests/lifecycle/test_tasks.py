"""The clock's tasks are load and call."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from reports.clock import this_hour
from reports.intake.door import accept
from reports.lifecycle import chain
from reports.lifecycle.tasks import chain_audit, count, tidy
from reports.models import AuditEntry, SeenRequest
from reports.models.rights import Role
from tests.arrivals import web
from tests.conftest import House


def test_tidy_forgets_old_answers(house: House) -> None:
    accept(web())
    SeenRequest.objects.update(hour=this_hour() - timedelta(hours=2))
    tidy()
    assert SeenRequest.objects.get().answer is None


def test_tidy_forgets_where_counting_fails(house: House) -> None:
    accept(web())
    SeenRequest.objects.update(hour=this_hour() - timedelta(hours=2))
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON reading_count FROM {Role.RETENTION}")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        count()
    tidy()
    assert SeenRequest.objects.get().answer is None


def test_every_waiting_entry_is_chained_however_many(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_BATCH", 2)
    for _ in range(5):
        accept(web())
    AuditEntry.objects.update(at=this_hour() - timedelta(hours=1))
    chain_audit()
    assert not AuditEntry.objects.filter(sequence=None).exists()
