"""The audit chain: what was changed, removed, put in or cut off is found."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from reports import audit
from reports.clock import this_hour
from reports.intake.door import accept
from reports.lifecycle import chain
from reports.lifecycle.chain import ChainBroken, chain_batch, check_chain, fits_anchor
from reports.models import AuditEntry
from tests.arrivals import web
from tests.conftest import House


@pytest.fixture
def trail(
    house: House, settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> list[AuditEntry]:
    """Ten chained acts of an officer, anchored in a folder of this test."""
    settings.DATA_DIR = tmp_path
    AuditEntry.objects.all().delete()
    for number in range(10):
        audit.enter("note.added", by=house.officer("reid"), tip=uuid4(), number=number)
    with django_capture_on_commit_callbacks(execute=True):
        assert chain_batch() == 10
    return list(AuditEntry.objects.order_by("sequence"))


def test_an_untouched_trail_holds(trail: list[AuditEntry]) -> None:
    assert [entry.sequence for entry in trail] == list(range(1, 11))
    assert check_chain() == 10
    assert chain_batch() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"act": "tip.read"},
        {"actor": "officer:somebody-else"},
        {"detail": {"number": 99}},
        {"tip_id": None},
        {"unit_id": uuid4()},
        {"at": timezone.now() - timedelta(days=1)},
        {"chain": bytes(32)},
        {"sequence": 77},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_is_found(trail: list[AuditEntry], change: dict[str, object]) -> None:
    AuditEntry.objects.filter(sequence=4).update(**change)
    with pytest.raises(ChainBroken) as broken:
        check_chain()
    assert broken.value.sequence == 4


@pytest.mark.parametrize("sequence", [1, 5])
def test_a_removed_entry_is_found(trail: list[AuditEntry], sequence: int) -> None:
    AuditEntry.objects.filter(sequence=sequence).delete()
    with pytest.raises(ChainBroken) as broken:
        check_chain()
    assert broken.value.sequence == sequence


@pytest.mark.parametrize("count", [1, 10])
def test_entries_cut_off_at_the_end_are_found_by_the_anchor(trail: list[AuditEntry], count: int) -> None:
    AuditEntry.objects.filter(sequence__gt=10 - count).delete()
    with pytest.raises(ChainBroken) as broken:
        check_chain()
    assert broken.value.sequence == 11 - count


def rewrite(trail: list[AuditEntry]) -> None:
    """Do what a thief with the database does: change an entry and hash all of them anew."""
    trail[3].actor = "officer:somebody-else"
    head = b""
    for entry in trail:
        head = chain._link(head, entry, entry.sequence or 0)
        entry.chain = head
        entry.save()


def test_a_whole_trail_rewritten_is_found_by_the_anchor(trail: list[AuditEntry]) -> None:
    rewrite(trail)
    with pytest.raises(ChainBroken):
        check_chain()


def test_a_trail_rewritten_and_made_longer_is_found_too(trail: list[AuditEntry]) -> None:
    trail.append(AuditEntry(at=timezone.now(), actor="worker", act="tip.read", sequence=11))
    rewrite(trail)
    with pytest.raises(ChainBroken) as broken:
        check_chain()
    assert broken.value.sequence == 10


def cut_off(trail: list[AuditEntry]) -> None:
    """Do what needs no hash: delete the youngest entry."""
    trail[-1].delete()


def unchain(trail: list[AuditEntry]) -> None:
    """Delete an entry and let all others wait, to be chained anew by ourselves."""
    trail[3].delete()
    AuditEntry.objects.update(sequence=None, chain=None)


@pytest.mark.parametrize("forge", [cut_off, rewrite, unchain])
def test_nothing_is_chained_on_what_a_forger_left(
    trail: list[AuditEntry],
    house: House,
    forge: Callable[[list[AuditEntry]], None],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """The next anchor would sign it, and the trail would be whole again within a minute."""
    forge(trail)
    audit.enter("note.added", by=house.officer("reid"))
    anchor = (chain.settings.DATA_DIR / "state" / "audit-head").read_text()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ChainBroken):
        chain_batch()
    assert (chain.settings.DATA_DIR / "state" / "audit-head").read_text() == anchor
    with pytest.raises(ChainBroken):
        check_chain()
    assert not fits_anchor()


def test_entries_chained_after_the_last_anchor_hold(trail: list[AuditEntry], house: House) -> None:
    audit.enter("note.added", by=house.officer("reid"))
    assert chain_batch() == 1  # its anchor waits for a commit that this test never makes
    assert check_chain() == 11


def test_an_anchor_is_not_set_before_the_entries_are_committed(trail: list[AuditEntry], house: House) -> None:
    anchor = (chain.settings.DATA_DIR / "state" / "audit-head").read_text()
    audit.enter("note.added", by=house.officer("reid"))
    chain_batch()
    assert (chain.settings.DATA_DIR / "state" / "audit-head").read_text() == anchor


def test_what_a_tipster_did_waits_for_the_hours_end(trail: list[AuditEntry]) -> None:
    accept(web())
    assert chain_batch() == 0
    AuditEntry.objects.filter(sequence=None).update(at=this_hour() - timedelta(hours=1))
    assert chain_batch() == 1


def test_a_tipsters_place_among_officers_acts_tells_the_hour_only(trail: list[AuditEntry], house: House) -> None:
    """Between two officers' acts of this hour a tipster's act would be known to the minute."""
    accept(web())
    audit.enter("note.added", by=house.officer("reid"))
    chain_batch()
    AuditEntry.objects.filter(sequence=None).update(at=this_hour() - timedelta(hours=1))
    chain_batch()
    last = AuditEntry.objects.order_by("-sequence").first()
    assert last
    assert last.act == "tip.arrived"


def test_chaining_goes_on_where_it_stopped(trail: list[AuditEntry], house: House) -> None:
    for _ in range(3):
        audit.enter("note.added", by=house.officer("reid"))
        chain_batch()
    assert check_chain() == 13
