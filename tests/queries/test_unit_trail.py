"""What a unit did: its own entries and no others, none about a tip that is not the reader's, page by page."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import audit
from reports.casework.cases import rename_case
from reports.casework.recuse import step_back
from reports.casework.refer import refer_tip
from reports.clock import today
from reports.keyring import NotYours
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, Recusal, Tip
from reports.queries.cases import find_case, read_case
from reports.queries.lists import BadCursor
from reports.queries.queue import queue_page
from reports.queries.reading import find_tip, read_tip
from reports.queries.unit_trail import PAGE, ActsPage, Asked, Kind, unit_acts
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.cases import case_of_two_tips


def acts(house: House, unit: str | None, who: str = "reid", **narrowed: object) -> ActsPage:
    """Return a page of a unit; None stands for no unit."""
    asked = Asked(unit=house.unit(unit).pk if unit else None, **narrowed)  # type: ignore[arg-type]
    return unit_acts(house.ring(who), asked)


def told(page: ActsPage) -> list[str]:
    """Return what officers did; the founding of the unit stands there too."""
    return [entry.act for entry in page.entries if entry.actor.startswith("officer:")]


def of_tip(page: ActsPage, tip_id: UUID) -> list[str]:
    return [entry.act for entry in page.entries if entry.tip_id == tip_id]


def read(house: House, tip: Tip, who: str) -> None:
    read_tip(house.ring(who), tip, by=house.officer(who))


def test_only_heads_and_oversight_look_and_a_head_at_the_own_units(house: House) -> None:
    for unit, who in (("narcotics", "jules"), ("trafficking", "reid"), (None, "reid")):
        with pytest.raises(NotYours):
            acts(house, unit, who)
    for unit, who in (("narcotics", "reid"), ("trafficking", "felix"), ("narcotics", "charles"), (None, "charles")):
        acts(house, unit, who)
    looked = AuditEntry.objects.filter(act="trail.read").values_list("actor", "unit_id")
    charles, narcotics = f"officer:{house.officer('charles').pk}", house.unit("narcotics").pk
    assert len(looked) == 4
    assert {(charles, None), (charles, narcotics)} < set(looked)


def test_an_entry_is_shown_with_its_unit_and_tipsters_and_the_worker_are_left_out(house: House) -> None:
    tip = arrive()
    read(house, tip, "jules")
    page = acts(house, "narcotics")
    assert of_tip(page, tip.pk) == ["tip.read"]
    assert page.opens == {tip.pk}
    assert told(acts(house, "general")) == []


def test_what_an_officer_did_for_no_unit_is_shown_to_who_is_in_all_his_units(house: House) -> None:
    audit.enter("numbers.exported", by=house.officer("jules"), first="2026-01", last="2026-02")
    audit.enter("numbers.exported", by=house.officer("felix"), first="2026-01", last="2026-02")
    [entry] = [entry for entry in acts(house, "narcotics").entries if entry.act == "numbers.exported"]
    assert entry.actor == f"officer:{house.officer('jules').pk}"
    join(house, "jules", "standards")
    assert "numbers.exported" not in told(acts(house, "narcotics"))
    assert told(acts(house, None, "charles")).count("numbers.exported") == 2


def join(house: House, who: str, slug: str) -> None:
    """Give an officer a further place. That of another unit's generation opens nothing: it need not, here."""
    officer = house.officer(who)
    officer.memberships.create(unit=house.unit(slug), generation=1, bundle=b"", row_mac=b"")


def test_a_tip_of_which_the_head_stepped_back_is_told_of_nowhere(house: House) -> None:
    tip, other = arrive(), arrive("They sell cocaine in Dennery")
    read(house, tip, "jules")
    queue_page(house.ring("jules"))
    step_back(tip=tip, by=house.officer("reid"), version=Tip.objects.get(pk=tip.pk).version)
    audit.enter("tip.linked", by=house.officer("jules"), tip=other.pk, unit=other.unit_id, other=tip.reference)
    page = acts(house, "narcotics")
    assert of_tip(page, tip.pk) == []
    assert tip.reference not in str([entry.detail for entry in page.entries])
    [listed] = [entry for entry in page.entries if entry.act == "list.read"]
    assert listed.detail["tips"] == other.reference
    assert "tip.read" in of_tip(acts(house, "narcotics", "charles"), tip.pk), "oversight did not step back"
    erase_tip(tip_id=tip.pk, by=audit.WORKER)
    page = acts(house, "narcotics")
    assert of_tip(page, tip.pk) == [], "nor once it is erased"
    assert tip.reference not in str([entry.detail for entry in page.entries if entry.act == "tip.linked"])


def test_a_list_of_nothing_but_that_tip_is_left_out(house: House) -> None:
    tip = arrive()
    queue_page(house.ring("jules"))
    step_back(tip=tip, by=house.officer("reid"), version=tip.version)
    assert "list.read" not in told(acts(house, "narcotics"))


def test_a_tip_that_speaks_of_the_head_takes_its_entries_along(house: House) -> None:
    tip = arrive("Constable Marcia Reid takes money from the men who sell cocaine", triaged=False)
    find_tip(house.ring("jules"), tip.pk)
    read(house, tip, "jules")
    assert of_tip(acts(house, "reception"), tip.pk) == ["tip.read"]
    Tip.objects.filter(pk=tip.pk).update(unit=house.unit("standards"))
    audit.enter("tip.triaged", by=audit.WORKER, tip=tip.pk, unit=house.unit("standards").pk)
    assert of_tip(acts(house, "reception"), tip.pk) == []
    assert "tip.read" in of_tip(acts(house, "reception", "charles"), tip.pk)
    erase_tip(tip_id=tip.pk, by=audit.WORKER)
    assert of_tip(acts(house, "reception"), tip.pk) == [], "nor once it is erased"
    assert of_tip(acts(house, "reception", "charles"), tip.pk) == [], "nor to oversight: whom it named is known no more"


def test_a_head_goes_on_seeing_what_was_done_to_a_tip_until_his_officer_passed_it_on(house: House) -> None:
    tip = arrive()
    read(house, tip, "jules")
    refer_tip(tip=tip, to="trafficking", ring=house.ring("jules"), version=tip.version)
    read(house, Tip.objects.get(pk=tip.pk), "felix")
    page = acts(house, "narcotics")
    assert of_tip(page, tip.pk) == ["tip.referred", "tip.read"]
    assert {entry.actor for entry in page.entries if entry.tip_id == tip.pk} == {f"officer:{house.officer('jules').pk}"}
    assert not page.opens
    assert of_tip(acts(house, "trafficking", "felix"), tip.pk) == ["tip.read", "tip.referred"]


def test_what_an_officer_passes_on_to_standards_takes_its_entries_along(house: House) -> None:
    tip = arrive()
    read(house, tip, "jules")
    refer_tip(tip=tip, to="standards", ring=house.ring("jules"), version=tip.version)
    assert of_tip(acts(house, "narcotics"), tip.pk) == []


def test_what_another_unit_passes_on_tells_a_former_head_nothing_new(house: House) -> None:
    tip = arrive(triaged=False)
    read(house, tip, "jules")
    Tip.objects.filter(pk=tip.pk).update(unit=house.unit("trafficking"))
    audit.enter("tip.referred", by=house.officer("felix"), tip=tip.pk, unit=house.unit("vulnerable-persons").pk)
    assert of_tip(acts(house, "reception"), tip.pk) == []


def test_an_erased_tip_of_the_unit_keeps_its_entries(house: House) -> None:
    tip = arrive()
    read(house, tip, "jules")
    erase_tip(tip_id=tip.pk, by=audit.WORKER)
    page = acts(house, "narcotics")
    assert of_tip(page, tip.pk) == ["tip.read"]
    assert page.opens == set()


def test_an_address_that_was_tried_tells_nothing_of_whether_it_leads_anywhere(house: House) -> None:
    foreign = arrive("A girl is sold in a house in Gros Islet and cannot leave")
    Tip.objects.filter(pk=foreign.pk).update(unit=house.unit("standards"))
    for tip_id in (foreign.pk, uuid4()):
        with pytest.raises(Tip.DoesNotExist):
            find_tip(house.ring("jules"), tip_id)
    assert "tip.refused" not in told(acts(house, "narcotics"))
    own = arrive()
    Recusal.objects.create(tip=own, officer=house.officer("jules"))
    with pytest.raises(Tip.DoesNotExist):
        find_tip(house.ring("jules"), own.pk)
    assert "tip.refused" not in told(acts(house, "narcotics")), "it would tell that it names him"
    assert of_tip(acts(house, None, "charles"), own.pk) == ["tip.refused"]
    assert of_tip(acts(house, None, "charles"), foreign.pk) == ["tip.refused"]


def test_who_looked_is_told_to_oversight_and_to_nobody_else(house: House) -> None:
    acts(house, "narcotics", "charles")
    audit.enter("unusual.read", by=house.officer("jules"))
    assert told(acts(house, "narcotics")) == []
    assert told(acts(house, "narcotics")) == ["trail.read"], "but one's own look"
    assert {"trail.read", "unusual.read"} <= set(told(acts(house, "narcotics", "charles")))


def test_a_listing_stands_with_each_unit_of_its_tips(house: House) -> None:
    ours, other = arrive(), arrive("A goat was stolen in Dennery")
    Tip.objects.filter(pk=other.pk).update(unit=house.unit("general"))
    queue_page(house.ring("jules"))
    listed = AuditEntry.objects.filter(act="list.read").values_list("unit_id", "detail__tips")
    assert set(listed) == {(ours.unit_id, ours.reference), (house.unit("general").pk, other.reference)}


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_holds_its_acts(house: House, kind: Kind) -> None:
    jules, unit = house.officer("jules"), house.unit("narcotics").pk
    of_kind = {
        Kind.READ: {"case.read", "places.read", "list.read"},
        Kind.SEARCHED: {"tips.searched"},
        Kind.TAKEN_OUT: {"numbers.exported", "people.recovery_printed"},
        Kind.PEOPLE: {"people.joined", "duty.on", "absence.begun", "sign_in.done"},
        Kind.WORK: {"note.added", "hotline.closed", "bulk.begun", "case.opened"},
    }
    for act in (act for acts in of_kind.values() for act in acts):
        audit.enter(act, by=jules, unit=unit, **({"question": ""} if act == "tips.searched" else {}))
    assert set(told(acts(house, "narcotics", kind=kind))) - {"trail.read"} == of_kind[kind]


def test_it_is_narrowed_by_officer_and_by_a_day_of_the_force(house: House) -> None:
    unit = house.unit("narcotics").pk
    for who in ("reid", "jules"):
        audit.enter("view.kept", by=house.officer(who), unit=unit)
    AuditEntry.objects.filter(actor__endswith=str(house.officer("jules").pk)).update(at=timezone.now() - timedelta(2))
    by_jules = acts(house, "narcotics", officer=house.officer("jules").pk)
    assert [entry.actor for entry in by_jules.entries] == [f"officer:{house.officer('jules').pk}"]
    assert len(acts(house, "narcotics", day=today() - timedelta(2)).entries) == 1
    assert acts(house, "narcotics", day=today() - timedelta(1)).entries == ()


def test_pages_hold_each_entry_once_newest_first_also_where_many_are_of_one_moment(house: House) -> None:
    actor, at = f"officer:{house.officer('jules').pk}", timezone.now() - timedelta(hours=1)
    units: Iterable[UUID | None] = (house.unit("narcotics").pk, None)
    AuditEntry.objects.bulk_create(
        AuditEntry(at=at - timedelta(minutes=number // 60), actor=actor, act="view.kept", unit_id=unit)
        for unit in units
        for number in range(PAGE + 10)
    )
    ring, asked, after = house.ring("reid"), Asked(unit=house.unit("narcotics").pk, kind=Kind.WORK), ""
    seen: list[AuditEntry] = []
    while True:
        page = unit_acts(ring, asked, after=after)
        seen += page.entries
        if page.next is None:
            break
        after = page.next
    assert len(seen) == len({entry.pk for entry in seen}) == 2 * (PAGE + 10)
    assert [(entry.at, entry.pk) for entry in seen] == sorted(((one.at, one.pk) for one in seen), reverse=True)
    for bad in ("x", "2026-01-01T00:00:00_" + str(uuid4()), at.isoformat()):
        with pytest.raises(BadCursor):
            unit_acts(ring, asked, after=bad)


def test_a_unit_s_page_is_read_from_its_index(house: House) -> None:
    unit, actor = house.unit("narcotics").pk, f"officer:{house.officer('jules').pk}"
    begins = timezone.now() - timedelta(days=2)
    AuditEntry.objects.bulk_create(
        AuditEntry(at=begins + timedelta(seconds=number), actor=actor, act="view.kept", unit_id=of)
        for of in (unit, None)
        for number in range(3_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE audit_entry")
    entries = AuditEntry.objects.exclude(actor__in=(audit.TIPSTER, audit.WORKER)).filter(unit_id=unit)
    assert "audit_of_unit" in entries.order_by("-at", "-id")[: PAGE + 1].explain()
    none = AuditEntry.objects.exclude(actor__in=(audit.TIPSTER, audit.WORKER)).filter(unit_id=None)
    assert "audit_of_no_unit" in none.order_by("-at", "-id")[: PAGE + 1].explain()


@pytest.mark.parametrize(("kind", "times"), [(None, 1), (Kind.WORK, 1), (Kind.PEOPLE, 0)])
def test_what_was_passed_on_is_looked_for_no_further_back_than_a_page(house: House, kind: Kind, times: int) -> None:
    """No index has it: each page would go through the whole trail."""
    now, told = timezone.now(), {"actor": f"officer:{house.officer('reid').pk}", "unit_id": house.unit("narcotics").pk}
    rows = [AuditEntry(at=now - timedelta(minutes=n), act="tag.made", **told) for n in range(PAGE + 10)]
    AuditEntry.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as asked:
        acts(house, "narcotics", kind=kind)
    passed = [
        one["sql"] for one in asked.captured_queries if """act" = 'tip.referred' AND "audit_entry".""" in one["sql"]
    ]
    assert len(passed) == times
    assert all('"audit_entry"."at" >= ' in sql for sql in passed)


def test_what_was_done_with_a_case_is_not_told_to_whom_one_of_its_tips_is_kept_from(house: House) -> None:
    case, jules = case_of_two_tips(house), house.ring("jules")
    read_case(jules, find_case(jules, case.pk))
    rename_case(case=case, title="The boat", ring=jules)
    of_case = {"case.opened", "case.joined", "case.read", "case.renamed"}
    assert of_case <= set(told(acts(house, "narcotics")))
    Recusal.objects.create(officer=house.officer("reid"), tip=case.entries.order_by("pk")[0].tip)
    assert of_case.isdisjoint(told(acts(house, "narcotics")))
    assert of_case <= set(told(acts(house, "narcotics", "charles")))
