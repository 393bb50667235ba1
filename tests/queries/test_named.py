"""Who is named in words that lie sealed, as an officer's session finds it."""

import pytest

from reports.models import KeyPurpose, Recusal, Tip
from reports.queries import named
from reports.queries.named import named_in, naming
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.spoilt import spoil


def test_members_who_bear_a_name_of_the_words_or_of_an_answer_are_told_but_for_who_asks(house: House) -> None:
    tip = arrive("They sell cocaine by the school", answers={"person.1.name": "felix and a man name reid"})
    assert tip.unit.slug == "narcotics"
    units = [house.unit(slug).pk for slug in ("narcotics", "trafficking")]
    assert named_in(house.ring("reid"), tip, units) == {house.officer("felix").pk}
    assert named_in(house.ring("reid"), tip, units[:1]) == set()


def test_all_tips_are_looked_through_slice_by_slice(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named, "_SLICE", 1)
    about, _, damaged = (arrive(f"{who} sell cocaine by the school") for who in ("Charles", "They", "He"))
    spoil(KeyPurpose.ERASURE, damaged.pk)
    found, shut = naming(house.ring("reid"), Tip.objects.all(), house.officer("charles"))
    assert (found, shut) == ({about.pk}, {damaged.pk})
    assert not Recusal.objects.exists()
