"""What there is around a tip: each thing is seen once it is there, whosever it is, and all of it is asked at once."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.casework.cases import open_case
from reports.casework.drafts import keep_draft
from reports.casework.links import link_tips
from reports.casework.merging import merge_tip
from reports.casework.notes import add_note
from reports.casework.outcomes import Figures, record_outcome
from reports.casework.presence import look_at
from reports.lifecycle.holds import ask_hold
from reports.models import Alert, Channel, DraftField, Line, Recusal, Tip
from reports.queries.surroundings import Near, surroundings
from reports.releases.copies import Copy, draft_copy
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.releases.handed import given
from tests.uploads import held_raw

PHONE = "+17584840007"


def near(house: House, tip: Tip, name: str = "reid") -> set[Near]:
    return set(surroundings(tip, house.officer(name)).near)


def other() -> Tip:
    return arrive("Stolen goat sold at the market in Castries")


def link(house: House, tip: Tip) -> None:
    link_tips(tip=tip, other=other(), kind="plate", by=house.officer("reid"), version=tip.version)


def merge(house: House, tip: Tip) -> None:
    into = arrive("They sell cocaine by the school in Vieux Fort")
    merge_tip(tip=tip, into=into, ring=house.ring("reid"), version=tip.version, leads_version=into.version)


def write_down(house: House, tip: Tip) -> None:
    record_outcome(Figures(counts={"arrests": 1}), tip=tip, by=house.officer("reid"), version=tip.version)


def put_into_case(house: House, tip: Tip) -> None:
    open_case(title="Ti Marie", tip=tip, ring=house.ring("reid"), version=tip.version)


def copy(house: House, tip: Tip) -> None:
    draft_copy(Copy(text="A boat lands at night."), tip=tip, by=house.officer("reid"))


def hold(house: House, tip: Tip) -> None:
    ask_hold(tip=tip, reason="The court asks.", ring=house.ring("reid"), version=tip.version)


def begin(house: House, tip: Tip) -> None:
    ring = house.ring("reid")
    keep_draft(tip_id=tip.pk, field=DraftField.NOTE, text="zankoli", of=ring.officer, public=ring.public)


def mention(house: House, tip: Tip) -> None:
    add_note(tip=tip, text="@reid: look", by=house.officer("jules"))


def step_back_from(house: House, tip: Tip) -> None:
    Recusal.objects.create(tip=tip, officer=house.officer("charles"))


def ring_for(house: House, tip: Tip) -> None:
    Alert.objects.create(tip=tip, due_at=timezone.now())


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (write_down, Near.OUTCOME),
        (link, Near.JOINED),
        (merge, Near.JOINED),
        (put_into_case, Near.CASE),
        (copy, Near.RELEASE),
        (hold, Near.HOLD),
        (begin, Near.DRAFT),
        (mention, Near.MENTION),
        (step_back_from, Near.RECUSED),
        (ring_for, Near.ALERT),
    ],
)
def test_each_thing_is_seen_once_it_is_there(house: House, make: Callable[[House, Tip], None], found: Near) -> None:
    tip = arrive()
    assert near(house, tip) == set()
    make(house, tip)
    assert near(house, tip) == {found}
    theirs = set() if found in (Near.DRAFT, Near.MENTION) else {found}
    assert near(house, tip, "jules") == theirs, "words that were begun, and mentions, are one officer's own"
    tips = Tip.objects.exclude(pk=tip.pk)
    joined = {Near.JOINED} if found is Near.JOINED else set()
    assert {one for each in tips for one in near(house, each)} == joined, "both sides know that they are joined"


def test_a_copy_in_an_agency_s_hands_is_seen(house: House) -> None:
    given(house)
    assert near(house, Tip.objects.get()) == {Near.RELEASE, Near.FEEDBACK}


def test_all_of_it_is_asked_at_once(house: House) -> None:
    tip = arrive(channel=Channel.SMS, sender=PHONE, files=(held_raw(),))
    Line.objects.update(silent=True)
    look_at(tip, house.officer("jules"))
    reid = house.officer("reid")
    look_at(tip, reid)
    with CaptureQueriesContext(connection) as asked:
        around = surroundings(tip, reid)
    assert len(asked) == 1
    assert around.looking == ("Anton Jules",)
    assert (around.silent, around.being_made_safe) == ((True,), 1)
