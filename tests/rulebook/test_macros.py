"""A macro on a tip: with a question and with another unit, all of it or nothing."""

import pytest

from reports.changing import StaleTip
from reports.dialogue.canned import canned_for
from reports.models import AuditEntry, Macro, RecordKind, Status, Tip
from reports.rulebook.macros import NoSuchQuestion, OfAnotherUnit, do_macro
from reports.signed_row import sign_row
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def macro(house: House, slug: str = "general", **does: object) -> Macro:
    return Macro.objects.create(unit=house.unit(slug), number=1, **does)  # type: ignore[misc]


def test_a_question_is_asked_in_the_tips_language_after_the_rest(house: House) -> None:
    tip = arrive("Yo vòlè an kabwit an Dennery yè oswè, mwen wè yo épi an gwo kamyon")
    Tip.objects.update(unit=house.unit("general"), language="acf")
    tip = Tip.objects.select_related("unit").get()
    sign_row(tip)
    tip.save()
    question = next(iter(canned_for(category="fraud", language="acf")))
    made = macro(house, takes_on=True, category="fraud", question=question.name)
    with pytest.raises(StaleTip):
        do_macro(macro=made, tip=tip, ring=house.ring("reid"), version=99)
    do_macro(macro=made, tip=tip, ring=house.ring("reid"), version=tip.version)
    now = Tip.objects.get()
    assert (now.category, now.assigned_to, now.status) == ("fraud", house.officer("reid"), Status.WAITING)
    assert now.records.filter(kind=RecordKind.QUESTION).count() == 1
    acts = AuditEntry.objects.filter(tip_id=tip.pk, actor=f"officer:{now.assigned_to_id}")
    assert set(acts.values_list("act", flat=True)) == {"tip.claimed", "tip.category_set", "tipster.asked"}


def test_a_question_that_is_offered_no_more_stops_all_of_it(house: House) -> None:
    tip = arrive("Stolen goat in Dennery")
    with pytest.raises(NoSuchQuestion):
        do_macro(
            macro=macro(house, takes_on=True, question="no such"), tip=tip, ring=house.ring("reid"), version=tip.version
        )
    assert Tip.objects.get().assigned_to is None


def test_a_tip_is_passed_on_with_what_it_is_about(house: House) -> None:
    tip = arrive("Stolen goat in Dennery")
    made = macro(house, category="drugs", to=house.unit("narcotics"))
    do_macro(macro=made, tip=tip, ring=house.ring("reid"), version=tip.version)
    now = Tip.objects.get()
    assert (now.unit.slug, now.category, now.status) == ("narcotics", "drugs", Status.NEW)
    with pytest.raises(OfAnotherUnit):
        do_macro(macro=made, tip=now, ring=house.ring("reid"), version=now.version)
