"""Taking officers off a tip, and off what was made of its words: the same wherever a name is found."""

import pytest

from reports.casework.claim import claim_tip
from reports.models import Recusal, Status, Tip
from reports.people.places import ask_in
from reports.taking_off import take_off
from tests.casework.test_splitting import BOTH, now, split
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.people.coming_in import hand


def kept_from(house: House, name: str) -> set[object]:
    return set(Recusal.objects.filter(officer=house.officer(name)).values_list("tip", flat=True))


def test_who_is_taken_off_gives_up_what_he_works_on_of_its_words(house: House) -> None:
    tip, jules = arrive(BOTH), house.officer("jules")
    second = split(house, tip, to="narcotics")
    for one in (now(tip), second):
        claim_tip(tip=one, by=jules, version=one.version)
    take_off(now(tip), {jules.pk})
    take_off(now(tip), {jules.pk})
    assert kept_from(house, "jules") == {tip.pk, second.pk}
    assert set(Tip.objects.values_list("assigned_to", "status")) == {(None, Status.NEW)}


@pytest.mark.parametrize("has_other_readers", [True, False])
def test_a_newcomer_is_kept_from_what_was_made_of_words_beside_her_name(house: House, has_other_readers: bool) -> None:
    tip = arrive(f"{BOTH} Felix knows them.")
    second = split(house, tip, to="narcotics")
    if not has_other_readers:
        Recusal.objects.bulk_create(Recusal(tip=second, officer=house.officer(name)) for name in ("reid", "jules"))
    ask_in(officer=house.officer("felix"), unit=tip.unit_id, by=house.officer("reid"))
    hand(house.ring("jules"), "felix", tip.unit_id)
    assert kept_from(house, "felix") == ({tip.pk, second.pk} if has_other_readers else {tip.pk})
