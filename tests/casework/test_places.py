"""Place counts are made in a member's session, kept sealed to the unit, and outlive their tips."""

import pytest

from reports.casework.places import Places, count_places, place_of_tip, places
from reports.clock import month_of
from reports.dashboard.places import place_of
from reports.keyring import NotYours
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, LinkKind, PlaceCount, Tip
from reports.people.renewing import is_anything_old
from reports.queries.reading import Judged
from reports.queries.statistics import Period
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def counted(house: House, username: str = "reid") -> tuple[Tip, Period, Places]:
    for text in (
        "They sell cocaine in Dennery village.",
        "A boat with cocaine lands at Dennery.",
        "Cocaine, somewhere.",
    ):
        arrive(text)
    tip = Tip.objects.order_by("pk")[0]
    month = month_of(tip.arrived_hour)
    period = Period(month, month)
    ring = house.ring(username)
    units = list(Tip.objects.values_list("unit", flat=True).distinct())
    steps = list(count_places(ring, units, period, place_of))
    assert (steps[-1].counted, steps[-1].of) == (3, 3)
    return tip, period, places(ring, units, period)


def test_places_are_counted_sealed_and_outlive_their_tips(house: House) -> None:
    tip, period, found = counted(house)
    assert found.at == {"Dennery": 2, "": 1}
    assert (found.tips, found.missing, found.unread) == (3, (), 0)
    row = PlaceCount.objects.get()
    assert b"Dennery" not in bytes(row.sealed)
    assert places(house.ring("reid"), [tip.unit_id], period, category="homicide").at == {}
    with pytest.raises(NotYours):
        list(count_places(house.ring("felix"), [tip.unit_id], period, place_of))
    with pytest.raises(NotYours):
        places(house.ring("felix"), [tip.unit_id], period)
    erase_tip(tip_id=tip.pk, by="test")
    list(count_places(house.ring("reid"), [tip.unit_id], period, place_of))
    assert places(house.ring("reid"), [tip.unit_id], period).at == found.at
    acts = (
        AuditEntry.objects.filter(act__in=("places.counted", "places.kept"))
        .order_by("at")
        .values_list("act", flat=True)
    )
    assert list(acts) == ["places.counted", "places.kept"]
    assert not is_anything_old(tip.unit_id, house.ring("reid"))


def test_a_tip_counts_once_and_what_its_sender_chose_goes_first() -> None:
    span = [0, 7, "Dennery", 1.0]
    finding = {"step": "entities", "value": LinkKind.PLACE, "spans": [span]}
    told = Judged("Dennery", [finding], {"place": "canaries", "place.district": "castries"})
    assert place_of_tip([told], place_of) == "Canaries"
    assert (
        place_of_tip([Judged("Dennery", [finding], {"place": "by the shop", "place.district": "nowhere"})], place_of)
        == "Dennery"
    )
    assert place_of_tip([Judged("Nothing", [])], place_of) == ""
    assert place_of("Faux a Chaux") in ("castries", ""), "what is not on the map counts for its district"
