"""Links say that two tips share something, and neither what nor, to others, with which tip."""

import pytest
from django.db import IntegrityError, transaction

from reports.casework.links import CannotLink, NotClosed, link_tips, look_again, unlink_tips
from reports.casework.merging import merge_tip
from reports.casework.status import close_tip
from reports.changing import StaleTip
from reports.keyring import NotYours
from reports.models import AuditEntry, Link, Merge, Status, Tip, Unit
from tests.conftest import House
from tests.dashboard.arrivals import arrive


@pytest.fixture
def pair(house: House) -> tuple[Tip, Tip]:
    return arrive("They sell cocaine by the school in Vieux Fort"), arrive("Stolen goat sold at the market in Castries")


def link(house: House, tip: Tip, other: Tip, kind: str = "plate", by: str = "reid") -> None:
    tip.refresh_from_db()
    link_tips(tip=tip, other=other, kind=kind, by=house.officer(by), version=tip.version)


def test_a_pair_has_one_link_of_a_kind_from_whichever_side(house: House, pair: tuple[Tip, Tip]) -> None:
    one, two = pair
    Tip.objects.update(waits_for_us=True)
    link(house, one, two)
    link(house, two, one)
    link(house, two, one, "person")
    assert sorted(Link.objects.values_list("kind", flat=True)) == ["person", "plate"]
    assert Tip.objects.get(pk=one.pk).waits_for_us, "linking answers no tipster"
    assert set(AuditEntry.objects.filter(act="tip.linked").values_list("tip_id", flat=True)) == {one.pk, two.pk}


def test_a_link_is_taken_away_and_both_trails_say_so(house: House, pair: tuple[Tip, Tip]) -> None:
    one, two = pair
    link(house, one, two)
    two.refresh_from_db()
    unlink_tips(tip=two, other=one, kind="plate", by=house.officer("jules"), version=two.version)
    assert not Link.objects.exists()
    assert AuditEntry.objects.filter(act="tip.unlinked").count() == 2


def test_only_an_officer_of_both_links_and_only_two_different_tips(house: House, pair: tuple[Tip, Tip]) -> None:
    one, two = pair
    with pytest.raises(CannotLink):
        link(house, one, one)
    with pytest.raises(CannotLink):
        link(house, one, two, "shoe")
    with pytest.raises(NotYours):
        link(house, one, two, by="felix")
    with pytest.raises(StaleTip):
        link_tips(tip=one, other=two, kind="plate", by=house.officer("reid"), version=99)
    assert not Link.objects.exists()


def test_what_is_about_the_police_is_linked_with_nothing_outside(house: House, pair: tuple[Tip, Tip]) -> None:
    one, two = pair
    Tip.objects.filter(pk=two.pk).update(unit=Unit.objects.get(slug="standards"))
    two = Tip.objects.get(pk=two.pk)
    with pytest.raises(CannotLink):
        link(house, one, two)


def test_the_trail_names_the_other_only_inside_the_unit(house: House, pair: tuple[Tip, Tip]) -> None:
    one, two = pair
    Tip.objects.filter(pk=one.pk).update(unit=Unit.objects.get(slug="general"))
    Tip.objects.filter(pk=two.pk).update(unit=Unit.objects.get(slug="narcotics"))
    one, two = Tip.objects.get(pk=one.pk), Tip.objects.get(pk=two.pk)
    link(house, one, two)
    Tip.objects.filter(pk=two.pk).update(unit=Unit.objects.get(slug="general"))
    link(house, one, Tip.objects.get(pk=two.pk), "person")
    told = {
        entry.detail["kind"]: entry.detail.get("other")
        for entry in AuditEntry.objects.filter(tip_id=one.pk, act="tip.linked")
    }
    assert told == {"plate": None, "person": two.reference}


def test_a_closed_tip_is_opened_again_for_another(house: House, pair: tuple[Tip, Tip]) -> None:
    Tip.objects.update(unit=Unit.objects.get(slug="general"))
    old, new = (Tip.objects.get(pk=tip.pk) for tip in pair)
    reid = house.officer("reid")
    with pytest.raises(NotClosed):
        look_again(tip=old, because_of=new, ring=house.ring("reid"), version=old.version)
    closed = close_tip(tip=old, reason="nothing", by=reid, version=old.version)
    opened = look_again(tip=old, because_of=new, ring=house.ring("reid"), version=closed.version)
    assert (opened.status, opened.outcome) == (Status.NEW, "")
    assert Link.objects.get().kind == "incident"
    assert AuditEntry.objects.get(act="tip.looked_at_again").detail["other"] == new.reference


def test_a_merged_tip_that_is_opened_for_a_look_is_worked_on_for_itself(house: House, pair: tuple[Tip, Tip]) -> None:
    Tip.objects.update(unit=Unit.objects.get(slug="general"))
    merged, new = (Tip.objects.get(pk=tip.pk) for tip in pair)
    leading = arrive("Stolen cow in Dennery")
    merge_tip(tip=merged, into=leading, ring=house.ring("reid"), version=merged.version, leads_version=leading.version)
    look_again(tip=merged, because_of=new, ring=house.ring("reid"), version=Tip.objects.get(pk=merged.pk).version)
    assert not Merge.objects.exists()
    assert Tip.objects.get(pk=merged.pk).status == Status.NEW


def test_the_database_keeps_a_pair_in_order(house: House, pair: tuple[Tip, Tip]) -> None:
    low, high = sorted(pair, key=lambda tip: tip.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(first=high, second=low, kind="person", officer=house.officer("reid"))
