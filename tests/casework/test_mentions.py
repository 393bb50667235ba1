"""Mentioning a colleague: only who may open the tip, told plainly, and sealed like the note."""

import pytest

from reports.casework.mentions import (
    CannotMention,
    Name,
    keep_mentions,
    may_open,
    mentioned_in,
    note_seen,
    to_mention,
)
from reports.casework.notes import add_note
from reports.casework.recuse import step_back
from reports.models import Mention
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_a_mention_reaches_who_may_open_the_tip_and_nobody_else(house: House) -> None:
    tip, reid, jules = arrive(), house.officer("reid"), house.officer("jules")
    assert list(may_open(tip)) == [jules, reid]
    note = add_note(tip=tip, text="@Jules, and @reid: look. Mail kenny@jules.lc, x@@jules", by=reid)
    assert [(one.record, one.officer, one.is_new) for one in Mention.objects.all()] == [(note, jules, True)]
    for name in ("felix", "nobody"):  # one of another unit answers as one that does not exist
        with pytest.raises(CannotMention) as refused:
            mentioned_in(f"ask @{name}.", tip)
        assert refused.value.names == (name,)
    add_note(tip=tip, text="the page of @kenny758 shows it", by=reid, plain=True)
    assert Mention.objects.count() == 1
    note_seen(tip, jules)
    assert not Mention.objects.get().is_new


def test_who_can_be_mentioned_is_named_to_who_writes_the_note(house: House) -> None:
    tip, reid, jules = arrive(), house.officer("reid"), house.officer("jules")
    assert to_mention(tip, reid) == [Name(jules.username, jules.name)]
    assert to_mention(tip, jules) == [Name(reid.username, reid.name)]
    step_back(tip=tip, by=jules, version=tip.version)
    assert to_mention(tip, reid) == []


def test_who_stepped_back_is_not_mentioned(house: House) -> None:
    tip, jules = arrive(), house.officer("jules")
    step_back(tip=tip, by=jules, version=tip.version)
    with pytest.raises(CannotMention):
        mentioned_in("@jules", tip)
    note = add_note(tip=tip, text="a note", by=house.officer("reid"))
    keep_mentions(note, [house.officer("reid")], by=house.officer("reid"))
    assert not Mention.objects.exists()  # nobody calls himself
