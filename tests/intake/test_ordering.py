"""A deletion is ordered once, however often: one row, whose id tells of no call."""

from datetime import timedelta

from django.utils import timezone

from reports.intake.errands import run_errand
from reports.intake.ordering import errand_id, order_deletion_once
from reports.models import Errand, ErrandKind, StoredKey
from tests.conftest import House
from tests.twilio_double import TwilioDouble, new_sid


def test_the_earliest_order_counts_and_there_is_one_row_and_one_key(house: House) -> None:
    call = new_sid("CA")
    for wait in (1200.0, 20.0, 600.0):
        order_deletion_once(call, ErrandKind.CALL, wait=wait)
    errand = Errand.objects.get()
    assert errand.due_at < timezone.now() + timedelta(seconds=21)
    assert StoredKey.objects.filter(purpose="one_time").count() == 1
    assert call.encode() not in bytes(errand.box)


def test_the_id_is_the_same_for_one_thing_and_different_for_all_others(house: House) -> None:
    one, other = new_sid("CA"), new_sid("CA")
    assert errand_id(one, ErrandKind.CALL) == errand_id(one, ErrandKind.CALL)
    ids = {errand_id(one, ErrandKind.CALL), errand_id(one, ErrandKind.RECORDING), errand_id(other, ErrandKind.CALL)}
    assert len(ids) == 3
    assert one[2:] not in {made.hex for made in ids}


def test_ordered_again_after_it_is_gone_it_is_found_gone(house: House, provider: TwilioDouble) -> None:
    call = new_sid("CA")
    provider.state.calls[call] = "+17584840001"
    for _ in range(2):
        order_deletion_once(call, ErrandKind.CALL, wait=0.0)
        run_errand(Errand.objects.get().pk)
        assert not Errand.objects.exists()
        assert not StoredKey.objects.filter(purpose="one_time").exists()
    assert provider.state.deleted == [call]


def test_a_call_that_goes_on_and_a_provider_that_is_down_are_asked_again(house: House, provider: TwilioDouble) -> None:
    call = new_sid("CA")
    provider.state.calls[call] = "+17584840001"
    provider.state.going_on.add(call)
    order_deletion_once(call, ErrandKind.CALL, wait=0.0)
    for problem in ("too early", "unavailable"):
        Errand.objects.update(due_at=timezone.now())
        run_errand(Errand.objects.get().pk)
        assert Errand.objects.get().problem == problem
        provider.state.going_on.clear()
        provider.state.faults.failing_with = 503
    provider.state.faults.failing_with = None
    Errand.objects.update(due_at=timezone.now())
    run_errand(Errand.objects.get().pk)
    assert provider.state.calls == {}
    assert not Errand.objects.exists()
