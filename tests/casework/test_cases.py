"""Cases: a sealed title, tips of one unit, and an end when the last tip leaves."""

import pytest

from reports.casework.cases import EmptyTitle, NotTheirs, add_to_case, open_case, set_open, take_from_case
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, Case, Tip, Unit
from tests.conftest import House
from tests.dashboard.arrivals import arrive


@pytest.fixture
def case(house: House) -> Case:
    tip = arrive("They sell cocaine by the school in Vieux Fort")
    return open_case(title=" The  school in Vieux Fort ", tip=tip, ring=house.ring("reid"), version=tip.version)


def test_no_sign_that_nobody_sees_comes_into_a_title(house: House) -> None:
    tip, ring = arrive(), house.ring("reid")
    made = open_case(title="Biggs \u202esnug\u200b end\u2066", tip=tip, ring=ring, version=tip.version)
    assert ring.unseal(made.unit_id, made.title, "case title", made.pk) == b"Biggs snug end"


def test_a_title_lies_sealed(case: Case) -> None:
    assert b"school" not in bytes(Case.objects.get().title)
    assert "school" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_a_case_needs_a_title(house: House) -> None:
    tip = arrive()
    with pytest.raises(EmptyTitle):
        open_case(title="  ", tip=tip, ring=house.ring("reid"), version=tip.version)
    assert not Case.objects.exists()


def test_tips_join_once_and_the_last_one_to_leave_ends_the_case(house: House, case: Case) -> None:
    second, reid = arrive("Stolen goat sold at the market in Castries"), house.officer("reid")
    Tip.objects.update(unit=case.unit)
    for _ in range(2):
        second.refresh_from_db()
        add_to_case(case=case, tip=second, by=reid, version=second.version)
    assert case.entries.count() == 2
    first, second = (Tip.objects.get(pk=entry.tip_id) for entry in case.entries.all())
    assert take_from_case(case=case, tip=first, by=reid, version=first.version)
    assert not take_from_case(case=case, tip=second, by=reid, version=second.version)
    assert not Case.objects.exists()


def test_a_tip_of_another_unit_does_not_join(house: House, case: Case) -> None:
    other = arrive("Stolen goat sold at the market in Castries")
    Tip.objects.filter(pk=other.pk).update(unit=Unit.objects.get(slug="major-crime"))
    with pytest.raises(NotTheirs):
        add_to_case(case=case, tip=other, by=house.officer("reid"), version=other.version)


def test_erasing_the_last_tip_takes_the_title_with_it(house: House, case: Case) -> None:
    erase_tip(tip_id=case.entries.get().tip_id, by="command line")
    assert not Case.objects.exists()


def test_a_case_is_closed_and_opened_again(house: House, case: Case) -> None:
    for is_open in (False, True):
        set_open(case=case, is_open=is_open, by=house.officer("reid"))
        assert Case.objects.get().is_open == is_open
