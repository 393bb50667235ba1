"""A merged tip leaves the open lists, its later words wake the one that leads, and all can be put back."""

import pytest

from reports.alarm import raise_alarm
from reports.casework.claim import claim_tip
from reports.casework.merging import CannotMerge, NotMerged, NotReadAlike, merge_tip, undo_merge
from reports.casework.recuse import step_back
from reports.casework.status import NotJudged, change_status, close_tip
from reports.changing import StaleTip
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Alert, AlertState, AuditEntry, Channel, Merge, Recusal, Status, Tip, Unit, Urgency
from reports.queries.lists import View
from reports.queries.queue import queue_page
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive

PHONE = "+17584840009"


@pytest.fixture
def leading(house: House) -> Tip:
    return arrive("They sell cocaine at the market in Vieux Fort")


@pytest.fixture
def merged(house: House, leading: Tip) -> Tip:
    tip = arrive("They sell cocaine at the market there", channel=Channel.SMS, sender=PHONE)
    claim_tip(tip=tip, by=house.officer("jules"), version=tip.version)
    Tip.objects.filter(pk=tip.pk).update(waits_for_us=True, urgency=Urgency.TODAY)
    merge(house, Tip.objects.get(pk=tip.pk), leading)
    return Tip.objects.get(pk=tip.pk)


def merge(house: House, tip: Tip, into: Tip) -> Tip:
    return merge_tip(tip=tip, into=into, ring=house.ring("reid"), version=tip.version, leads_version=into.version)


def write_again(text: str, **more: object) -> None:
    accept(Submission(channel=Channel.SMS, text=text, sender=PHONE, repeat_key=text.encode(), **more))  # type: ignore[arg-type]
    triage_all()


def now(tip: Tip) -> Tip:
    return Tip.objects.get(pk=tip.pk)


def on_open_lists(house: House) -> set[object]:
    return {row.tip.pk for row in queue_page(house.ring("reid"), View()).rows}


def test_a_merged_tip_is_a_closed_duplicate_and_its_weight_goes_along(house: House, leading: Tip, merged: Tip) -> None:
    assert (merged.status, merged.outcome, merged.due_at) == (Status.CLOSED, "duplicate", None)
    assert on_open_lists(house) == {leading.pk}
    assert (now(leading).urgency, now(leading).waits_for_us) == (Urgency.TODAY, True)
    told = dict(AuditEntry.objects.filter(act__in=["tip.merged", "tip.leads"]).values_list("act", "detail__other"))
    assert told == {"tip.merged": leading.reference, "tip.leads": merged.reference}


def test_undoing_puts_everything_back(house: House, leading: Tip, merged: Tip) -> None:
    undo_merge(tip=merged, by=house.officer("reid"), version=merged.version)
    back = now(merged)
    assert (back.status, back.outcome, back.waits_for_us) == (Status.OPEN, "", True)
    assert back.assigned_to == house.officer("jules")
    assert back.due_at
    assert on_open_lists(house) == {leading.pk, merged.pk}
    assert not Merge.objects.exists()
    with pytest.raises(NotMerged):
        undo_merge(tip=back, by=house.officer("reid"), version=back.version)


@pytest.mark.parametrize("kept", ["leading", "other"])
def test_two_tips_are_not_merged_where_a_colleague_is_kept_from_one(house: House, leading: Tip, kept: str) -> None:
    """The page of the one he reads would say that there is another, of the same matter, which he does not see."""
    other = arrive("They sell cocaine at the market there")
    Recusal.objects.create(officer=house.officer("jules"), tip=leading if kept == "leading" else other)
    with pytest.raises(NotReadAlike):
        merge(house, other, leading)
    assert not Merge.objects.exists()
    for tip in (leading, other):
        Recusal.objects.get_or_create(officer=house.officer("jules"), tip=tip)
    Recusal.objects.create(officer=house.officer("charles"), tip=leading)  # is not of this unit
    merge(house, other, leading)
    assert Merge.objects.exists()


def test_opening_a_merged_tip_again_takes_it_out_too(house: House, leading: Tip, merged: Tip) -> None:
    change_status(tip=merged, to=Status.OPEN, ring=house.ring("reid"), version=merged.version)
    assert not Merge.objects.exists()


def test_later_words_of_a_merged_tip_wake_the_one_that_leads(house: House, leading: Tip, merged: Tip) -> None:
    close_tip(tip=leading, reason="nothing", by=house.officer("reid"), version=now(leading).version)
    write_again("The man is there again")
    assert (now(merged).status, now(merged).has_news) == (Status.CLOSED, True)
    woken = now(leading)
    assert (woken.status, woken.outcome, woken.has_news, woken.waits_for_us) == (Status.NEW, "", True, True)
    assert woken.due_at


@pytest.mark.parametrize(
    ("text", "more"),
    [("Please come", {"in_danger": True}), ("They are shooting at us now, my sister is bleeding, help", {})],
)
def test_danger_opens_the_merged_tip_itself(
    house: House, leading: Tip, merged: Tip, text: str, more: dict[str, bool]
) -> None:
    write_again(text, **more)
    assert (now(merged).status, now(merged).urgency, now(merged).outcome) == (Status.OPEN, Urgency.IMMEDIATE, "")
    assert now(leading).waits_for_us


def test_words_are_not_hidden_behind_a_tip_that_went_to_another_unit(house: House, leading: Tip, merged: Tip) -> None:
    Tip.objects.filter(pk=leading.pk).update(unit=Unit.objects.get(slug="trafficking"))
    write_again("The man is there again")
    assert now(merged).status == Status.OPEN  # its officer has it still
    assert now(leading).arrivals == 1


def test_what_cannot_be_merged_is_refused_and_nothing_changes(house: House, leading: Tip, merged: Tip) -> None:
    third = arrive("Stolen goat sold at the market in Castries")
    for tip, into in [(now(leading), third), (merged, third), (third, merged), (third, third)]:
        with pytest.raises(CannotMerge):
            merge(house, tip, into)
    with pytest.raises(StaleTip):
        merge(house, third, leading)
    Tip.objects.filter(pk=third.pk).update(unit=Unit.objects.get(slug="general"))
    with pytest.raises(CannotMerge):
        merge(house, now(third), now(leading))
    assert Merge.objects.count() == 1
    assert now(third).version == third.version


def undone(house: House, merged: Tip) -> None:
    undo_merge(tip=merged, by=house.officer("reid"), version=now(merged).version)


def test_undoing_gives_the_leading_tip_its_own_urgency_back(house: House, leading: Tip, merged: Tip) -> None:
    assert (leading.urgency, now(leading).urgency) == (Urgency.ROUTINE, Urgency.TODAY)
    undone(house, merged)
    assert now(leading).urgency == Urgency.ROUTINE
    assert now(merged).urgency == Urgency.TODAY


def test_a_tipster_of_the_leading_tip_who_waits_waits_on_when_a_merge_is_undone(
    house: House, leading: Tip, merged: Tip
) -> None:
    undone(house, merged)
    assert (now(leading).urgency, now(leading).waits_for_us) == (Urgency.ROUTINE, True)


def test_who_stepped_back_from_the_leading_tip_undoes_the_merge_and_leaves_that_tip_alone(
    house: House, leading: Tip, merged: Tip
) -> None:
    step_back(tip=now(leading), by=house.officer("reid"), version=now(leading).version)
    before = now(leading).version
    undone(house, merged)
    assert not Merge.objects.exists()
    assert (now(leading).urgency, now(leading).version) == (Urgency.TODAY, before)
    assert AuditEntry.objects.filter(act="tip.leads_no_more", tip_id=leading.pk).count() == 1


def test_an_urgency_that_may_have_other_reasons_stays(house: House, leading: Tip, merged: Tip) -> None:
    write_again("The man is there again")  # it woke the leading tip: its officers read on
    assert now(leading).arrivals > leading.arrivals
    undone(house, merged)
    assert now(leading).urgency == Urgency.TODAY


def test_of_two_merged_tips_the_one_that_is_left_goes_on_counting(house: House, leading: Tip, merged: Tip) -> None:
    other = arrive("Stolen goat sold at the market in Castries")
    Tip.objects.filter(pk=other.pk).update(urgency=Urgency.TODAY, unit=leading.unit)
    merge(house, now(other), now(leading))
    undone(house, merged)
    assert now(leading).urgency == Urgency.TODAY


def test_what_may_yet_go_to_standards_is_not_merged_away(house: House, leading: Tip) -> None:
    tip = arrive("PC Anton Jules takes money at the jetty", triaged=False, channel=Channel.SMS, sender=PHONE)
    Tip.objects.filter(pk=leading.pk).update(unit=tip.unit)
    for one, into in ((tip, now(leading)), (now(leading), tip)):
        with pytest.raises(NotJudged):
            merge(house, one, into)
    assert not Merge.objects.exists()
    assert {now(tip).status, now(leading).status} == {Status.NEW}


def test_the_alert_of_a_merged_tip_that_nobody_confirmed_rings_again_once_it_stands_for_itself(
    house: House, leading: Tip, merged: Tip
) -> None:
    Tip.objects.filter(pk=merged.pk).update(urgency=Urgency.IMMEDIATE)
    raise_alarm([merged.pk])
    close_tip(tip=leading, reason="nothing", by=house.officer("reid"), version=now(leading).version)
    assert Alert.objects.get().state == AlertState.CALLED_OFF, "control"
    undone(house, merged)
    assert Alert.objects.get().is_running
    Alert.objects.update(state=AlertState.CONFIRMED, due_at=None, begun_at=None)
    reopened = change_status(tip=now(leading), to=Status.NEW, ring=house.ring("reid"), version=now(leading).version)
    merge(house, now(merged), reopened)
    undone(house, merged)
    assert Alert.objects.get().state == AlertState.CONFIRMED, "somebody sees to it"
