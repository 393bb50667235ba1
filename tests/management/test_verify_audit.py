"""`manage.py verify_audit`: a whole trail is said to be whole, and anything else ends the command with an error."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks

from reports import audit
from reports.clock import this_hour
from reports.lifecycle.chain import chain_batch
from reports.models import AuditEntry
from tests.conftest import House
from tests.lifecycle.test_chain import trail

__all__ = ["trail"]


def said(**told: bool) -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out, **told)
    return out.getvalue()


def test_a_whole_trail_is_said_to_be_whole_with_what_waits(house: House, trail: list[AuditEntry]) -> None:
    audit.enter("note.added", by=house.officer("reid"))
    assert said() == "The trail is whole: 10 entries, chained and anchored; 1 wait to be chained.\n"


def test_a_changed_entry_is_an_error_that_names_it(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(sequence=4).update(act="tip.read")
    with pytest.raises(CommandError, match="does not fit from entry 4 on"):
        said()


def test_a_trail_that_was_cut_short_is_an_error(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(sequence__gt=7).delete()
    with pytest.raises(CommandError, match="does not fit from entry 8 on"):
        said()


def test_a_trail_without_its_anchor_is_an_error(trail: list[AuditEntry]) -> None:
    (settings.DATA_DIR / "state" / "audit-head").unlink()
    with pytest.raises(CommandError, match="No anchor"):
        said()


def test_what_was_looked_into_is_chained_on_and_stays_told(
    trail: list[AuditEntry], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    AuditEntry.objects.filter(sequence__gt=7).delete()
    anchor = (settings.DATA_DIR / "state" / "audit-head").read_text()
    assert said(start_anew=True).startswith("The trail is whole: 7 entries")
    assert (settings.DATA_DIR / "state" / "audit-head.before-10").read_text() == anchor
    assert AuditEntry.objects.get(act="trail.started_anew").detail == {"entries_lost": 3}
    AuditEntry.objects.filter(sequence=None).update(at=this_hour() - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert chain_batch() == 1
    with pytest.raises(CommandError, match="nothing is to be started anew"):
        said(start_anew=True)
