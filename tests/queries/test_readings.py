"""Who read how much of a tip, as each officer sees it."""

from reports.models import Reading, Tip
from reports.queries.reading import read_tip
from reports.queries.readings import ReadBy, ReadState, note_reading, read_states
from tests.arrivals import triaged_tip
from tests.conftest import House


def states(house: House, tip: Tip) -> dict[str, ReadBy]:
    tip.refresh_from_db()
    return {name: read_states(house.officer(name), [tip])[tip.pk] for name in ("reid", "jules")}


def test_a_tip_goes_through_all_five_states(house: House) -> None:
    tip, _ = triaged_tip()
    assert states(house, tip) == {"reid": ReadBy(ReadState.NEW), "jules": ReadBy(ReadState.NEW)}
    read_tip(house.ring("reid"), tip, by=house.officer("reid"))
    by_reid = ReadBy(ReadState.BY_OTHER, ("Marcia Reid",))
    assert states(house, tip) == {"reid": ReadBy(ReadState.BY_ME), "jules": by_reid}
    Tip.objects.filter(pk=tip.pk).add_words()
    older = ReadBy(ReadState.OLDER, ("Marcia Reid",))
    assert states(house, tip) == {"reid": ReadBy(ReadState.UPDATED), "jules": older}
    note_reading(tip, house.officer("jules"))
    assert states(house, tip) == {
        "reid": ReadBy(ReadState.UPDATED),
        "jules": ReadBy(ReadState.BY_ME),
    }


def test_reading_twice_keeps_one_row(house: House) -> None:
    tip, _ = triaged_tip()
    for _ in range(2):
        note_reading(tip, house.officer("reid"))
    assert Reading.objects.count() == 1


def test_one_officer_s_reading_silences_no_other_s_news(house: House) -> None:
    tip, _ = triaged_tip()
    for name in ("reid", "jules"):
        note_reading(tip, house.officer(name))
    Tip.objects.filter(pk=tip.pk).add_words()
    tip.refresh_from_db()
    read_tip(house.ring("reid"), tip, by=house.officer("reid"))
    assert states(house, tip)["jules"].state == ReadState.UPDATED
