"""A hook is told a random id and a kind, signed, once the trail is chained; it is tried again, and then let be."""

import hmac
import json
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from django.utils import timezone

from reports.audit import WORKER
from reports.casework.claim import claim_tip
from reports.clock import in_seconds
from reports.hooks.keeping import make_hook
from reports.hooks.telling import BACKOFF, due_events, gather, tell
from reports.lifecycle.chain import chain_batch
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, Hook, HookEvent, Recusal, Tip
from reports.releases.copies import Copy, draft_copy, release_copy, send_to_check
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.hooks.listener import Listener


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive(DRUGS)


@pytest.fixture
def key(house: House, tip: Tip, listener: Listener) -> bytes:
    made = make_hook(label="Records", address=listener.address, unit_id=tip.unit_id, by=house.officer("reid"))
    return b64decode(made.removeprefix("whsec_"))


def claimed(house: House, tip: Tip) -> None:
    tip.refresh_from_db()
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    chain_batch()


def test_a_change_is_told_once_signed_and_without_anything_of_the_tip(
    house: House, tip: Tip, key: bytes, listener: Listener
) -> None:
    claimed(house, tip)
    assert (gather(), gather()) == (1, 0)
    (event,) = due_events()
    assert tell(event)
    ((body, headers),) = listener.came
    assert json.loads(body) == {"id": str(event), "kind": "tip.changed"}
    whole = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    assert headers["webhook-signature"] == "v1," + b64encode(hmac.digest(key, whole, sha256)).decode()
    everything = body + str(headers).encode()
    assert not [word for word in (str(tip.pk), tip.reference, str(tip.unit_id), "reid") if word.encode() in everything]
    assert not HookEvent.objects.exists()
    assert not tell(event), "it is gone"


@pytest.mark.parametrize(
    "act",
    [
        *("finding.masked", "finding.unmasked", "finding.corrected", "finding.put_back", "finding.wrong_unit"),
        "finding.added",
        *("tip.corrected", "tip.category_set", "tip.handed_over", "tip.left_behind", "tip.officer_left"),
        *("tip.ask_again_set", "tip.put_back", "tip.leads", "tip.leads_no_more"),
    ],
)
def test_a_program_hears_of_what_changes_a_tip_or_puts_a_finding_right(
    house: House, tip: Tip, key: bytes, act: str
) -> None:
    AuditEntry.objects.create(at=timezone.now(), actor="officer:x", act=act, unit_id=tip.unit_id)
    chain_batch()
    assert gather() == 1
    assert HookEvent.objects.get().kind == "tip.changed"


def test_who_holds_a_copy_of_an_erased_tip_is_told_once_the_hour_is_over(house: House, tip: Tip, key: bytes) -> None:
    copy = draft_copy(Copy(text="A boat lands at night."), tip=tip, by=house.officer("reid"))
    send_to_check(copy, ring=house.ring("reid"))
    release_copy(copy, by=house.officer("jules"))
    draft_copy(Copy(text="A draft that nobody was given."), tip=tip, by=house.officer("reid"))
    erase_tip(tip_id=tip.pk, by=WORKER)
    gone = AuditEntry.objects.filter(act__in=["tip.erased", "release.withdrawn"])
    assert gone.filter(tip_id=tip.pk, unit_id=tip.unit_id).count() == 2, "the tip, and the one copy that was released"
    gone.update(at=in_seconds(-7200))
    chain_batch()
    gather()
    assert {"tip.erased", "release.withdrawn"} <= set(HookEvent.objects.values_list("kind", flat=True))


def test_an_arrival_is_told_only_when_its_hour_is_over(house: House, tip: Tip, key: bytes) -> None:
    chain_batch()
    gather()
    assert not HookEvent.objects.exists()
    AuditEntry.objects.filter(sequence=None).update(at=in_seconds(-7200))
    chain_batch()
    assert gather() == 1
    assert HookEvent.objects.get().kind == "tip.new"


def test_changes_elsewhere_and_readings_are_told_to_nobody(house: House, tip: Tip, key: bytes) -> None:
    AuditEntry.objects.create(at=timezone.now(), actor="officer:x", act="tip.read", unit_id=tip.unit_id)
    AuditEntry.objects.create(
        at=timezone.now(), actor="officer:x", act="tip.closed", unit_id=house.unit("oversight").pk
    )
    chain_batch()
    assert gather() == 0


def test_who_made_a_hook_hears_nothing_of_a_tip_that_is_kept_from_him(house: House, tip: Tip, key: bytes) -> None:
    Recusal.objects.create(officer=house.officer("reid"), tip=tip)
    AuditEntry.objects.create(
        at=timezone.now(), actor="officer:x", act="note.added", unit_id=tip.unit_id, tip_id=tip.pk
    )
    chain_batch()
    assert gather() == 0


def test_an_arrival_that_triage_gave_to_another_unit_is_told_there_alone(house: House, tip: Tip, key: bytes) -> None:
    AuditEntry.objects.filter(act="tip.triaged").update(unit_id=house.unit("oversight").pk)
    AuditEntry.objects.filter(sequence=None).update(at=in_seconds(-7200))
    chain_batch()
    assert gather() == 0


def test_many_changes_of_a_kind_are_one_event(house: House, tip: Tip, key: bytes) -> None:
    for _ in range(2):
        claimed(house, tip)
        gather()
    assert HookEvent.objects.count() == 1


def test_who_does_not_take_it_is_tried_again_later_and_in_the_end_let_be(
    house: House, tip: Tip, key: bytes, listener: Listener
) -> None:
    claimed(house, tip)
    gather()
    event = HookEvent.objects.get()
    for status, wait in zip([500, 302, 404, 500, 500, 500], BACKOFF, strict=True):
        listener.status = status
        HookEvent.objects.update(due_at=timezone.now())
        assert not tell(event.pk)
        event.refresh_from_db()
        assert wait - 5 < (event.due_at - timezone.now()).total_seconds() <= wait
        assert not tell(event.pk), "not before its time"
    assert Hook.objects.get().failing_since
    HookEvent.objects.update(due_at=timezone.now())
    tell(event.pk)
    assert not HookEvent.objects.exists()
    assert len({headers["webhook-id"] for _, headers in listener.came}) == 1, "each try is the same event"
    assert len(listener.came) == len(BACKOFF) + 1, "a redirection is not followed"
    listener.status = 204
    claimed(house, tip)
    gather()
    assert tell(HookEvent.objects.get().pk)
    assert Hook.objects.get().failing_since is None


def test_a_host_that_is_struck_from_the_list_is_told_nothing(
    house: House, tip: Tip, key: bytes, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed(house, tip)
    gather()
    monkeypatch.setattr("django.conf.settings.HOOK_HOSTS", [])
    assert not tell(HookEvent.objects.get().pk)
    assert listener.came == []
