"""A copy of a tip in the hands of customs."""

from reports.models import Release
from reports.releases.copies import Copy, draft_copy, release_copy, send_to_check
from reports.releases.feedback import read_number, read_reference
from reports.releases.readings import Asks, export_copy
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def given(house: House) -> Asks:
    """Give a copy of a tip to customs, and return what stands on it."""
    copy = draft_copy(Copy(text="A boat lands at night."), tip=arrive(), by=house.officer("reid"))
    send_to_check(copy, ring=house.ring("reid"))
    release_copy(copy, by=house.officer("jules"))
    reading = export_copy(Release.objects.get(), house.ring("reid"), agency="customs")
    assert reading.asks
    return reading.asks


def pair(asks: Asks) -> dict[str, str]:
    return {"reference": read_reference(asks.reference.lower()), "number": read_number(f" {asks.number}")}
