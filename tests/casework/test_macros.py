"""Macros: who puts them together, of what, and the acts that need no key, on one tip and on many."""

import pytest

from reports.casework.bulk import BadValue, begin, choose, counts, look_ahead, undo
from reports.casework.bulk_work import work
from reports.casework.claim import AlreadyClaimed, claim_tip
from reports.casework.macros import (
    CannotBeOne,
    Does,
    NotYourUnit,
    TooManyMacros,
    do_without_key,
    drop_macro,
    macros_of,
    make_macro,
    units_made_for,
)
from reports.changing import StaleTip
from reports.models import AuditEntry, Macro, Status, Tip, Unit
from reports.models.macro import MOST
from reports.queries.readings import note_reading
from tests.conftest import House
from tests.dashboard.arrivals import arrive

JUNK = Does(takes_on=True, category="fraud", outcome="spam")


@pytest.fixture
def unit(house: House) -> Unit:
    """Return the unit of the tips here, which reid leads."""
    return house.unit("general")


def test_who_leads_the_unit_or_an_administrator_puts_them_together(house: House, unit: Unit) -> None:
    reid, jules = house.officer("reid"), house.officer("jules")
    macro = make_macro(JUNK, unit=unit.pk, by=reid)
    assert list(macros_of([unit.pk])) == [macro]
    assert {one.slug for one in units_made_for(reid)} == {"general", "major-crime", "narcotics", "reception"}
    assert units_made_for(jules) == []
    for refused in (lambda: make_macro(JUNK, unit=unit.pk, by=jules), lambda: drop_macro(macro.pk, by=jules)):
        with pytest.raises(NotYourUnit):
            refused()
    with pytest.raises(NotYourUnit):
        make_macro(JUNK, unit=house.unit("trafficking").pk, by=reid)
    make_macro(JUNK, unit=house.unit("trafficking").pk, by=house.make_administrator("jules"))
    drop_macro(macro.pk, by=reid)
    assert Macro.objects.count() == 1
    acts = AuditEntry.objects.filter(act__startswith="macro.").values_list("act", flat=True)
    assert sorted(acts) == ["macro.dropped", "macro.made", "macro.made"]


def test_of_standards_and_oversight_no_administrator_sees_or_makes_any(house: House) -> None:
    jules = house.make_administrator("jules")
    assert {"standards", "oversight"}.isdisjoint(one.slug for one in units_made_for(jules))
    macro = Macro.objects.create(unit=house.unit("standards"), number=1, outcome="spam")
    for refused in (
        lambda: make_macro(JUNK, unit=house.unit("oversight").pk, by=jules),
        lambda: drop_macro(macro.pk, by=jules),
    ):
        with pytest.raises(NotYourUnit):
            refused()
    assert list(Macro.objects.all()) == [macro]


def test_the_trail_tells_what_a_macro_does_when_it_is_made_and_when_it_is_dropped(house: House, unit: Unit) -> None:
    reid = house.officer("reid")
    for does in (JUNK, Does(category="fraud", to="narcotics")):
        drop_macro(make_macro(does, unit=unit.pk, by=reid).pk, by=reid)
    details = AuditEntry.objects.filter(act__startswith="macro.").order_by("at").values_list("detail", flat=True)
    told = [{name: part for name, part in detail.items() if name != "macro"} for detail in details]
    junk, passed = {"takes_on": 1, "category": "fraud", "outcome": "spam"}, {"category": "fraud", "to": "narcotics"}
    assert told == [junk, junk, passed, passed]


@pytest.mark.parametrize(
    "does",
    [
        Does(),
        Does(category="goats"),
        Does(outcome="goats"),
        Does(to="nowhere"),
        Does(to="general"),
        Does(to="standards"),
        Does(question="x", outcome="spam"),
        Does(outcome="spam", to="narcotics"),
        Does(takes_on=True, to="narcotics"),
    ],
)
def test_what_does_not_go_together_is_no_macro(house: House, unit: Unit, does: Does) -> None:
    with pytest.raises(CannotBeOne):
        make_macro(does, unit=unit.pk, by=house.officer("reid"))


def test_each_has_a_digit_of_its_own_and_a_free_one_is_used_again(house: House, unit: Unit) -> None:
    reid = house.officer("reid")
    made = [make_macro(JUNK, unit=unit.pk, by=reid) for _ in range(MOST)]
    assert [one.number for one in made] == list(range(1, MOST + 1))
    with pytest.raises(TooManyMacros):
        make_macro(JUNK, unit=unit.pk, by=reid)
    drop_macro(made[3].pk, by=reid)
    assert make_macro(JUNK, unit=unit.pk, by=reid).number == 4


def test_each_part_stands_in_the_trail_and_all_or_none_is_done(house: House, unit: Unit) -> None:
    reid, tip = house.officer("reid"), arrive("Stolen goat in Dennery")
    assert tip.unit_id == unit.pk
    macro = make_macro(JUNK, unit=unit.pk, by=reid)
    with pytest.raises(StaleTip):
        do_without_key(macro=macro, tip=tip, by=reid, version=99)
    version = do_without_key(macro=macro, tip=tip, by=reid, version=tip.version)
    now = Tip.objects.get()
    assert (now.status, now.outcome, now.category, now.assigned_to, now.version) == (
        Status.CLOSED, "spam", "fraud", reid, version,
    )  # fmt: skip
    entries = AuditEntry.objects.filter(tip_id=tip.pk, actor=f"officer:{reid.pk}")
    assert set(entries.values_list("act", flat=True)) == {"tip.claimed", "tip.category_set", "tip.closed"}


def test_nothing_is_done_where_one_part_is_refused(house: House, unit: Unit) -> None:
    tip = arrive("Stolen goat in Dennery")
    macro = make_macro(JUNK, unit=unit.pk, by=house.officer("reid"))
    taken = claim_tip(tip=tip, by=house.officer("jules"), version=tip.version)
    with pytest.raises(AlreadyClaimed):
        do_without_key(macro=macro, tip=taken, by=house.officer("reid"), version=taken.version)
    assert Tip.objects.get().category == tip.category


def test_many_tips_are_shown_changed_and_put_back(house: House, unit: Unit) -> None:
    reid = house.officer("reid")
    tips = [arrive(f"Stolen {what} in Dennery") for what in ("goat", "cow", "hen", "boat engine")]
    before = list(Tip.objects.order_by("pk").values_list("status", "outcome", "category", "assigned_to"))
    for tip in tips[:3]:
        note_reading(tip, reid)
    claim_tip(tip=tips[0], by=house.officer("jules"), version=tips[0].version)
    macro = make_macro(JUNK, unit=unit.pk, by=reid)
    bulk = choose(Tip.objects.values_list("pk", "version"), act="macro", by=reid)
    look_ahead(bulk, str(macro.pk))
    assert dict(bulk.steps.values_list("tip", "why")) == {
        tips[0].pk: "taken", tips[1].pk: "", tips[2].pk: "", tips[3].pk: "unread",
    }  # fmt: skip
    begin(bulk)
    work(bulk.pk)
    assert (counts(bulk)["done"], Tip.objects.filter(status=Status.CLOSED, outcome="spam").count()) == (2, 2)
    undo(bulk)
    work(bulk.pk)
    Tip.objects.filter(pk=tips[0].pk).update(status=Status.NEW, assigned_to=None)
    assert list(Tip.objects.order_by("pk").values_list("status", "outcome", "category", "assigned_to")) == before


def test_many_tips_get_no_macro_that_needs_a_key_or_is_another_unit_s_or_gone(house: House, unit: Unit) -> None:
    reid = house.officer("reid")
    tip = arrive("Stolen goat in Dennery")
    bulk = choose([(tip.pk, tip.version)], act="macro", by=reid)
    asking = make_macro(Does(question="safe"), unit=unit.pk, by=reid)
    for value in (str(asking.pk), str(tip.pk), "x"):
        with pytest.raises(BadValue):
            look_ahead(bulk, value)
    other = make_macro(JUNK, unit=house.unit("narcotics").pk, by=reid)
    look_ahead(bulk, str(other.pk))
    assert bulk.steps.get().why == "other_macro"
    own = make_macro(Does(category="fraud"), unit=unit.pk, by=reid)
    look_ahead(bulk, str(own.pk))
    assert bulk.steps.get().why == ""
    begin(bulk)
    drop_macro(own.pk, by=reid)
    work(bulk.pk)
    assert bulk.steps.get().why == "other_macro"
    assert Tip.objects.get().category == tip.category
