"""Half-written words: sealed to their writer, replaced, dropped, and erased with the tip."""

from datetime import timedelta

import pytest

from reports.casework.drafts import drop_draft, keep_draft
from reports.clock import today
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.tidy import forget_drafts
from reports.models import AuditEntry, Draft, DraftField, KeyPurpose, StoredKey, Tip
from reports.queries.drafts import begun_on
from tests.conftest import House
from tests.dashboard.arrivals import arrive

NOTE = DraftField.NOTE


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


def keep(house: House, tip: Tip, text: str) -> bool:
    ring = house.ring("reid")
    return keep_draft(tip_id=tip.pk, field=NOTE, text=text, of=ring.officer, public=ring.public)


def erasure_keys() -> int:
    return StoredKey.objects.filter(purpose=KeyPurpose.ERASURE).count()


def test_the_newest_words_are_kept_for_their_writer_alone(house: House, tip: Tip) -> None:
    assert keep(house, tip, "zankoli")
    assert keep(house, tip, "zankoli and more")
    assert begun_on(house.ring("reid"), tip)[NOTE].text == "zankoli and more"
    Draft.objects.update(officer=house.officer("jules"))  # whoever can write to the database gives it to a colleague
    assert begun_on(house.ring("jules"), tip) == {}
    assert b"zankoli" not in bytes(Draft.objects.get().body)
    assert AuditEntry.objects.filter(act="draft.kept").count() == 1


def test_words_of_any_length_are_kept_whole(house: House, tip: Tip) -> None:
    words = "zankoli et café " * 80_000
    assert keep(house, tip, words)
    assert begun_on(house.ring("reid"), tip)[NOTE].text == words


def test_what_is_dropped_takes_its_key_along(house: House, tip: Tip) -> None:
    before = erasure_keys()
    keep(house, tip, "zankoli")
    assert erasure_keys() == before + 1
    assert drop_draft(tip_id=tip.pk, field=NOTE, by=house.officer("reid"))
    assert not drop_draft(tip_id=tip.pk, field=NOTE, by=house.officer("reid"))
    assert (Draft.objects.count(), erasure_keys()) == (0, before)
    assert not keep(house, tip, " \n")


def test_words_die_with_their_tip_and_after_some_days(house: House, tip: Tip) -> None:
    other = arrive("Stolen goat in Dennery")
    keep(house, tip, "old")
    Draft.objects.update(day=today() - timedelta(days=8))
    keep(house, other, "young")
    forget_drafts()
    assert list(Draft.objects.values_list("tip", flat=True)) == [other.pk]
    row = Draft.objects.get()
    erase_tip(tip_id=other.pk, by=house.officer("reid"))
    assert not StoredKey.objects.filter(id=row.pk).exists()
    assert not keep(house, other, "nothing is kept for a tip that is gone")
