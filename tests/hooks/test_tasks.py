"""The tasks load and call."""

from reports.casework.notes import add_note
from reports.hooks.keeping import make_hook
from reports.hooks.tasks import gather_events, tell_event
from reports.lifecycle.chain import chain_batch
from reports.models import HookEvent
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.hooks.listener import Listener


def test_what_is_gathered_is_told(house: House, listener: Listener) -> None:
    tip = arrive(DRUGS)
    make_hook(label="Records", address=listener.address, unit_id=tip.unit_id, by=house.officer("reid"))
    add_note(tip=tip, text="Known house", by=house.officer("reid"))
    chain_batch()
    gather_events()
    tell_event(str(HookEvent.objects.get().pk))
    assert len(listener.came) == 1
