"""The roster: members only, an end that comes by itself, and who is called in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from reports.alerts.roster import NotOfTheUnit, Roster, begin_duty, call_first, end_duty, on_duty, to_reach, unreached
from reports.clock import today
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import Absence, Alert, AlertState, Duty, Membership, Recusal, Tip, Unit
from reports.queries.added import read_added
from tests.alerts.conftest import DANGER, FELIX, JULES, REID, danger, pass_time, texts
from tests.alerts.conftest import on_duty as put_on_duty
from tests.alerts.phones import keep_number
from tests.arrivals import triaged_tip, web
from tests.asked import asked_by
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble


def test_only_members_stand_on_a_roster_and_only_they_change_it(house: House) -> None:
    unit, felix, reid = house.unit("major-crime").pk, house.officer("felix"), house.officer("reid")
    for officer, by in ((felix, reid), (reid, felix)):
        with pytest.raises(NotOfTheUnit):
            begin_duty(officer=officer, unit=unit, hours=8, by=by)
    begin_duty(officer=reid, unit=unit, hours=8, by=house.officer("jules"))
    for change in (end_duty, call_first):
        with pytest.raises(NotOfTheUnit):
            change(duty=Duty.objects.get().pk, by=felix)


def test_duty_ends_by_itself_and_with_membership(house: House) -> None:
    put_on_duty(house, "reid", "major-crime")
    put_on_duty(house, "jules", "major-crime")
    Duty.objects.filter(officer__username="reid").update(until=timezone.now())
    assert [row.officer.username for row in on_duty()] == ["jules"]
    Membership.objects.filter(officer__username="jules", unit__slug="major-crime").delete()
    assert not on_duty().exists()


def test_the_order_is_that_of_coming_until_somebody_is_put_first(house: House, night: TwilioDouble) -> None:
    put_on_duty(house, "reid", "major-crime")
    put_on_duty(house, "jules", "major-crime")
    tip = danger()
    reid, jules = house.officer("reid"), house.officer("jules")
    assert Roster().called(tip) == [reid.pk, jules.pk]
    call_first(duty=Duty.objects.get(officer=jules).pk, by=reid)
    assert Roster().called(tip) == [jules.pk, reid.pk]
    assert set(Roster().everybody(tip)) == {reid.pk, jules.pk}


def test_who_comes_on_duty_is_told_of_what_nobody_has_confirmed(house: House, night: TwilioDouble) -> None:
    tip = danger()
    Alert.objects.filter(pk=tip.pk).update(state=AlertState.EVERYBODY, due_at="2036-01-01T00:00Z")
    put_on_duty(house, "reid", "major-crime")
    assert Alert.objects.get().due_at <= timezone.now()  # type: ignore[operator]


def test_a_roster_that_is_read_once_serves_tips_of_which_one_was_stepped_back_from(
    house: House, night: TwilioDouble, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("reid", "jules"):
        put_on_duty(house, name, "major-crime")
    one, two = (Tip.objects.select_related("unit").get(pk=danger().pk) for _ in range(2))
    reid, jules = house.officer("reid"), house.officer("jules")
    Recusal.objects.create(tip=one, officer=reid)
    roster = Roster()
    assert roster.called(one) == roster.everybody(one) == [jules.pk]
    assert set(roster.everybody(two)) == {reid.pk, jules.pk}
    with django_assert_num_queries(1):
        assert roster.called(two) == [reid.pk, jules.pk]


def test_a_unit_that_nobody_could_be_called_for_is_told_and_who_is_away_counts_for_nobody(house: House) -> None:
    assert len(unreached()) == Unit.objects.count()
    assert asked_by(unreached) == 5, "however many units there are"
    keep_number("+17584840101", of=house.officer("reid"))
    keep_number("+17584840105", of=house.officer("charles"))
    assert unreached() == [], "the duty unit steps in"
    for name in ("charles", "reid"):
        Absence.objects.create(officer=house.officer(name), until=today() + timedelta(days=2))
        left = {unit.slug for unit in unreached()}
        assert left == {"standards", "oversight"} if name == "charles" else "trafficking" in left
    Absence.objects.update(until=today())
    assert unreached() == [], "both are back, though nobody has swept it yet"


def test_of_danger_that_is_added_later_the_duty_unit_is_called_alone_for_it_reads_what_rang(
    house: House, night: TwilioDouble, settings: Settings
) -> None:
    settings.DUTY_UNIT = "trafficking"
    put_on_duty(house, "felix", "trafficking")
    tip, receipt = triaged_tip(web("They sell weed by the school in Vieux Fort"))
    accept(web(DANGER, joins=open_mailbox(receipt).key))
    triage_all()
    pass_time(200, times=3)
    assert [len(texts(night, number)) for number in (FELIX, REID, JULES)] == [1, 0, 0]
    assert [one.text for one in read_added(house.ring("felix"), tip.pk).added] == [DANGER]


def test_where_the_duty_unit_can_open_nothing_the_tip_s_own_people_are_called_after_it(
    house: House, night: TwilioDouble, settings: Settings
) -> None:
    settings.DUTY_UNIT = "trafficking"
    put_on_duty(house, "felix", "trafficking")
    tip = danger()
    Tip.objects.filter(pk=tip.pk).update(informed=[])
    Recusal.objects.create(tip=tip, officer=house.officer("jules"))
    pass_time(200, times=5)
    assert [len(texts(night, number)) for number in (FELIX, REID, JULES)] == [1, 1, 0]


def test_whom_to_reach_does_not_tell_who_is_kept_from_the_tip(house: House) -> None:
    """Everybody knows who is of a unit, on duty and away: it is these, whether or not somebody was taken off."""
    tip, jules, names = danger("They sell weed by the school in Vieux Fort"), house.officer("jules"), set()
    for taken_off in (False, True):
        if taken_off:
            Recusal.objects.create(tip=tip, officer=jules)
        here = tuple(to_reach(tip))
        put_on_duty(house, "jules", "narcotics")
        names.add((here, tuple(to_reach(tip))))
        Duty.objects.all().delete()
    assert names == {(("Anton Jules", "Marcia Reid"), ("Anton Jules",))}
    Absence.objects.create(officer=jules, until=today() + timedelta(days=2))
    assert to_reach(tip) == ["Marcia Reid"]
