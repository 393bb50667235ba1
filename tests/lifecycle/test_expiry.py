"""Closed tips are erased on their day, after fourteen days on a list; and what puts the day off, or nearer."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from reports.casework.merging import merge_tip, undo_merge
from reports.casework.status import change_status, close_tip
from reports.clock import day_of, today
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.lifecycle.erasure import TipHeld, erase_tip
from reports.lifecycle.expiry import blur_later_arrivals, erase_due, going, settle_days
from reports.lifecycle.holds import ask_hold, confirm_hold
from reports.lifecycle.noted_days import note_days
from reports.lifecycle.rule_changes import BOOK, propose
from reports.lifecycle.tasks import erase
from reports.models import AuditEntry, Erasure, ErasureDay, Record, RecordKind, Tip
from reports.retention import Rules, erased_on, shipped
from reports.writing import RecordRoot, new_errand, write_record
from tests.arrivals import sms, triaged_tip, web
from tests.conftest import House, only_tip, triage_all


def closed(house: House, reason: str = "nothing") -> tuple[Tip, str]:
    tip, receipt = triaged_tip()
    return close_tip(tip=tip, reason=reason, by=house.officer("reid"), version=tip.version), receipt


def let_days_pass(days: int) -> None:
    """As if every tip had been closed, and seen by who forgets, so many days ago."""
    note_days()
    for rows in (Tip.objects.exclude(erase_on=None), ErasureDay.objects.all()):
        rows.update(**{name: F(name) - timedelta(days=days) for name in ("rests_since", "erase_on")})


def two_about_one_thing(house: House) -> tuple[Tip, Tip]:
    tip, _ = triaged_tip()
    accept(web("They sell weed by the school in Vieux Fort each day"))
    triage_all()
    Tip.objects.update(unit=house.unit("narcotics"))
    return tip, Tip.objects.exclude(pk=tip.pk).get()


def in_two_persons(house: House, rules: Rules) -> None:
    BOOK.confirm(propose(rules, by=house.make_administrator("reid")).version, by=house.officer("charles"))


@pytest.mark.parametrize("reason", ["nothing", "spam", "arrest"])
def test_a_tip_is_erased_on_its_day_and_not_before(house: House, reason: str) -> None:
    tip, _ = closed(house, reason)
    days = shipped().days(tip.category, reason)
    assert tip.erase_on == today() + timedelta(days=days)
    assert erased_on(tip) == tip.erase_on
    let_days_pass(days - 1)
    assert erase_due() == 0
    assert [row.day for row in going(Tip.objects.all())] == [today() + timedelta(days=1)]
    let_days_pass(1)
    erase()
    assert not Tip.objects.exists()
    assert Erasure.objects.get().tip_id == tip.pk
    assert AuditEntry.objects.get(act="tip.erased").actor == "worker"


def test_a_tip_in_work_has_no_day_and_a_tipster_s_words_open_it_again(house: House) -> None:
    tip, receipt = closed(house)
    opened = change_status(tip=tip, to="new", ring=house.ring("reid"), version=tip.version)  # type: ignore[arg-type]
    assert (opened.rests_since, opened.erase_on) == (None, None)
    close_tip(tip=opened, reason="nothing", by=house.officer("reid"), version=opened.version)
    let_days_pass(4000)
    accept(web("More", joins=open_mailbox(receipt).key))
    erase()
    assert only_tip().status == "closed", "what was added waits to be judged, and is not erased with it"
    triage_all()
    erase()
    assert (only_tip().status, only_tip().erase_on) == ("new", None)


def test_a_list_shows_what_goes_within_fourteen_days_and_what_a_hold_keeps(house: House) -> None:
    tip, _ = closed(house, "spam")
    assert going(Tip.objects.all()) == []
    let_days_pass(16)
    assert [(row.tip, row.day, row.held) for row in going(Tip.objects.all())] == [(tip, today() + timedelta(14), False)]
    hold = ask_hold(tip=tip, reason="Court", ring=house.ring("reid"), version=only_tip().version)
    confirm_hold(hold, by=house.officer("charles"))
    let_days_pass(400)
    assert [(row.day, row.held) for row in going(Tip.objects.all())] == [(today() + timedelta(1), True)]
    assert going(Tip.objects.none()) == []


def test_shorter_rules_bring_the_day_nearer_with_a_warning_and_longer_ones_put_nothing_off(house: House) -> None:
    tip, _ = closed(house)
    was = tip.erase_on
    note_days()
    in_two_persons(house, Rules(default=3000))
    settle_days()
    assert only_tip().erase_on == was
    in_two_persons(house, Rules(default=30))
    settle_days()
    assert only_tip().erase_on == today() + timedelta(days=30)
    let_days_pass(300)
    for rows in (Tip.objects.all(), ErasureDay.objects.all()):
        rows.update(erase_on=today() + timedelta(days=60))
    settle_days()
    assert only_tip().erase_on == today() + timedelta(days=14)


def test_tips_that_were_closed_before_there_were_rules_get_a_day_and_a_warning(house: House) -> None:
    closed(house, "spam")
    Tip.objects.update(rests_since=None, erase_on=None)
    AuditEntry.objects.filter(act="tip.closed").update(at="2020-03-04T12:00Z")
    settle_days()
    assert (only_tip().rests_since, only_tip().erase_on) == (date(2020, 3, 4), today() + timedelta(days=14))


def test_a_merged_tip_goes_with_the_one_that_leads_it(house: House) -> None:
    reid = house.officer("reid")
    tip, leads = two_about_one_thing(house)
    merge_tip(tip=tip, into=leads, ring=house.ring("reid"), version=tip.version, leads_version=leads.version)
    let_days_pass(4000)
    assert (erase_due(), going(Tip.objects.all())) == (0, [])
    leads = Tip.objects.get(pk=leads.pk)
    close_tip(tip=leads, reason="arrest", by=reid, version=leads.version)
    assert erase_due() == 0
    let_days_pass(4000)
    assert erase_due() == 2


def test_a_merged_tip_is_erased_by_nobody_while_a_hold_keeps_the_one_that_leads_it(house: House) -> None:
    tip, leads = two_about_one_thing(house)
    merge_tip(tip=tip, into=leads, ring=house.ring("reid"), version=tip.version, leads_version=leads.version)
    leads.refresh_from_db()
    ask_hold(tip=leads, reason="The court", ring=house.ring("reid"), version=leads.version)
    with pytest.raises(TipHeld):
        erase_tip(tip_id=tip.pk, by="command line")


def test_a_merge_that_is_undone_takes_the_day_away(house: House) -> None:
    reid = house.officer("reid")
    tip, leads = two_about_one_thing(house)
    merge_tip(tip=tip, into=leads, ring=house.ring("reid"), version=tip.version, leads_version=leads.version)
    merged = Tip.objects.get(pk=tip.pk)
    assert merged.erase_on is not None
    assert undo_merge(tip=merged, by=reid, version=merged.version).erase_on is None


def test_what_still_lies_at_the_provider_is_deleted_there_first(house: House) -> None:
    tip, _ = triaged_tip(sms())
    close_tip(tip=tip, reason="nothing", by=house.officer("reid"), version=tip.version)
    let_days_pass(4000)
    errand, _ = new_errand(tip.pk, "message", "SM1", wait=0)  # type: ignore[arg-type]
    errand.save(force_insert=True)
    assert erase_due() == 0
    errand.delete()
    assert erase_due() == 1


def test_what_comes_to_a_closed_tip_is_kept_to_the_day_once_that_day_is_over(house: House) -> None:
    tip, _ = closed(house)
    today_begins = day_of(timezone.now())
    hours = [today_begins - timedelta(hours=5), today_begins + timedelta(hours=1)]
    for came in hours:
        root = RecordRoot.fresh(tip.pk)
        write_record(root, tip=tip, kind=RecordKind.ADDITION, text="and more", by=None, at=came)
    blur_later_arrivals()
    later = Record.objects.filter(kind=RecordKind.ADDITION).order_by("position")
    assert [record.at for record in later] == [day_of(hours[0]), hours[1]]
