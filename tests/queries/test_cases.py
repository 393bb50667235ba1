"""Cases as their unit sees them, and what is put together across their tips."""

import pytest

from reports.casework.cases import add_to_case, open_case
from reports.models import AuditEntry, Case, LinkKind, Recusal, Tip
from reports.queries.cases import cases, cases_of, find_case, read_case
from tests.conftest import House
from tests.dashboard.arrivals import STORY, arrive


@pytest.fixture
def case(house: House) -> Case:
    for text in (STORY, "Plate PB4521 and the boat Ti Marie again by Soufriere", STORY + " It happen again."):
        arrive(text)
    Tip.objects.update(unit=house.unit("general"))
    first, *others = Tip.objects.order_by("id")
    made = open_case(title="Ti Marie", tip=first, ring=house.ring("reid"), version=first.version)
    for tip in others:
        add_to_case(case=made, tip=tip, by=house.officer("reid"), version=tip.version)
    return made


def test_what_a_case_s_tips_name_is_put_together_with_its_sources(house: House, case: Case) -> None:
    ring = house.ring("jules")
    read = read_case(ring, find_case(ring, case.pk))
    assert len(read.tips) == 3
    assert read.sources.count == 2
    plate = read.named[LinkKind.PLATE][0]
    assert (len(plate.tips), plate.sources) == (3, 2)
    person = read.named[LinkKind.PERSON][0]
    assert (len(person.tips), person.sources) == (2, 1)
    assert AuditEntry.objects.filter(act="case.read", detail__case=str(case.pk)).exists()


def test_a_case_with_a_tip_from_which_the_officer_stepped_back_is_on_no_list_and_not_opened(
    house: House, case: Case
) -> None:
    ring, entries = house.ring("reid"), list(case.entries.all())
    Recusal.objects.create(tip_id=entries[0].tip_id, officer=ring.officer)
    assert cases(ring) == []
    assert cases_of(ring, entries[1].tip) == [], "nor on another tip of it"
    with pytest.raises(Case.DoesNotExist):
        find_case(ring, case.pk)
    assert [one.title for one in cases(house.ring("jules"))] == ["Ti Marie"]
    entries[0].delete()
    assert [one.title for one in cases(ring)] == ["Ti Marie"], "once the tip is taken out"


def test_titles_are_read_by_the_unit_alone(house: House, case: Case) -> None:
    ring = house.ring("reid")
    assert [one.title for one in cases(ring)] == ["Ti Marie"]
    assert [one.title for one in cases_of(ring, Tip.objects.first() or Tip())] == ["Ti Marie"]
    assert cases(ring, house.unit("standards").pk) == []
    assert cases(house.ring("felix")) == []
    with pytest.raises(Case.DoesNotExist):
        find_case(house.ring("felix"), case.pk)


def test_a_damaged_title_hides_no_case(house: House, case: Case) -> None:
    Case.objects.update(title=b"broken")
    assert [one.title for one in cases(house.ring("reid"))] == [""]
