"""The ladder: in turn, round after round, then everybody; once for each step, whatever breaks, and never in a flood."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.alerts import ladder
from reports.alerts.confirm import Answer, confirm
from reports.alerts.ladder import climb
from reports.alerts.roster import end_duty
from reports.casework.status import close_tip
from reports.clock import today
from reports.intake.door import accept
from reports.intake.errands import run_errand
from reports.models import (
    Absence,
    Alert,
    AlertState,
    AlertStep,
    AuditEntry,
    ConfirmedBy,
    Duty,
    Errand,
    Recusal,
    StepState,
    Tip,
)
from reports.queries.reading import find_tip, read_tip
from reports.triage.assessment import Assessment, Finding
from reports.triage.learning.correct import correct
from tests.alerts.conftest import DANGER, FELIX, JULES, REID, calls, danger, on_duty, pass_time, texts, work
from tests.alerts.phones import confirm_by_text, keep_number
from tests.arrivals import sms
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble

WHITE = "+17584840104"


def test_one_after_the_other_is_texted_then_called_until_one_confirms(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    on_duty(house, "jules", "major-crime")
    tip = danger()
    work()
    assert (len(texts(night, REID)), len(calls(night, REID)), len(texts(night, JULES))) == (1, 0, 0)
    work()  # nothing is due: nothing is done
    pass_time(60)
    assert (len(texts(night, REID)), len(calls(night, REID)), len(texts(night, JULES))) == (1, 1, 0)
    pass_time(120)
    assert (len(texts(night, JULES)), len(calls(night, JULES))) == (1, 0)
    code = texts(night, JULES)[0].body.split("answer ")[1].split()[0]
    assert night.phone(JULES).text(code)[-1].startswith("Confirmed")
    pass_time(600, times=5)
    assert (len(texts(night, REID)), len(calls(night, REID)), len(calls(night, JULES))) == (1, 1, 0)
    alert = Alert.objects.get(tip=tip)
    assert (alert.state, alert.confirmed_by, alert.how, alert.tries) == ("confirmed", house.officer("jules"), "text", 3)
    assert alert.due_at is alert.begun_at is None
    assert not AlertStep.objects.exists()
    entry = AuditEntry.objects.get(act="alert.confirmed")
    assert (entry.at.minute, entry.detail) == (0, {"how": "text", "tries": 3})


def test_a_message_tells_no_word_of_the_tip_and_the_provider_forgets_it(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    tip = danger()
    work()
    body = texts(night, REID)[0].body
    assert "shooting" not in body
    assert tip.reference not in body
    assert "Major" not in body
    assert len(body) <= 160
    pass_time(60)
    call = night.rung[-1].answer()
    assert "press 1" in call.words()
    assert "shooting" not in call.words()
    call.press("1")
    assert "Confirmed" in call.words()
    Errand.objects.update(due_at=timezone.now())
    for errand in Errand.objects.filter(record=None):
        run_errand(errand.pk)
    assert texts(night, REID) == []
    assert night.rung[-1].sid not in night.state.calls


def test_all_over_again_then_everybody_on_duty_or_not(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    danger()
    pass_time(0)
    pass_time(200, times=6)
    assert (len(texts(night, REID)), len(calls(night, REID))) == (3, 3)  # two rounds, then everybody
    assert (len(texts(night, JULES)), len(calls(night, JULES))) == (1, 1)
    assert texts(night, FELIX) == []
    assert Alert.objects.get().state == AlertState.EVERYBODY


def test_where_nobody_of_the_unit_is_on_duty_the_duty_unit_is_called_and_can_read(
    house: House, night: TwilioDouble, settings: Settings
) -> None:
    settings.DUTY_UNIT = "trafficking"
    on_duty(house, "felix", "trafficking")
    tip = danger()
    assert tip.unit.slug == "major-crime"
    work()
    assert len(texts(night, FELIX)) == 1
    ring = house.ring("felix")
    assert read_tip(ring, find_tip(ring, tip.pk), by=ring.officer).entries[0].text == DANGER
    assert confirm(tip.pk, by=house.officer("felix"), how=ConfirmedBy.DESK) == Answer.CONFIRMED


def test_no_alert_ever_crosses_a_conflict_of_interest(house: House, night: TwilioDouble, settings: Settings) -> None:
    settings.DUTY_UNIT = "general"
    keep_number(WHITE, of=house.officer("charles"))
    on_duty(house, "reid", "reception")
    on_duty(house, "felix", "trafficking")
    on_duty(house, "jules", "general")
    tip = danger("Constable Anton Jules is beating a man with a gun in his yard right now", in_danger=True)
    assert tip.unit.slug == "standards"
    assert set(tip.keys.values_list("unit__slug", flat=True)) == {"standards"}
    pass_time(0)
    pass_time(1000, times=4)
    assert [texts(night, number) for number in (REID, JULES, FELIX)] == [[], [], []]
    assert len(texts(night, WHITE)) >= 2
    assert confirm(tip.pk, by=house.officer("jules"), how=ConfirmedBy.DESK) == Answer.NOT_THEIRS


def test_who_stepped_back_from_a_tip_is_not_called(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    tip = danger()
    Recusal.objects.create(tip=tip, officer=house.officer("reid"))
    work()
    assert texts(night, REID) == []
    assert len(texts(night, JULES)) == 1
    assert confirm(tip.pk, by=house.officer("reid"), how=ConfirmedBy.DESK) == Answer.NOT_THEIRS


def test_who_goes_off_duty_is_not_called_and_the_next_one_is(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "major-crime")
    on_duty(house, "jules", "major-crime")
    danger()
    work()
    end_duty(duty=Duty.objects.get(officer__username="reid").pk, by=house.officer("jules"))
    pass_time(60)
    assert calls(night, REID) == []
    assert len(texts(night, JULES)) == 1


def test_what_its_sender_calls_danger_waits_for_triage_but_not_for_ever(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "reception")
    tip = danger("Please come", judged=False, in_danger=True)
    work()
    assert texts(night, REID) == []
    pass_time(30)
    assert len(texts(night, REID)) == 1
    triage_all()
    pass_time(0)
    assert Alert.objects.get(tip=tip).steps.count() == 1


def test_more_danger_while_it_rings_starts_nothing_and_after_it_was_confirmed_rings_again(
    house: House, night: TwilioDouble
) -> None:
    on_duty(house, "reid", "major-crime")
    accept(sms(DANGER))
    triage_all()
    work()
    accept(sms("He is shooting again, a woman is hit"))
    triage_all()
    work()
    assert len(texts(night, REID)) == 1
    tip = Tip.objects.get()
    confirm(tip.pk, by=house.officer("reid"), how=ConfirmedBy.DESK)
    accept(sms("Thank you"))
    triage_all()
    work()
    assert Alert.objects.get().state == AlertState.CONFIRMED
    accept(sms("He is back and shooting at us now"))
    triage_all()
    work()
    assert len(texts(night, REID)) == 2


def test_who_finds_danger_rings_and_who_closes_the_tip_ends_it(house: House, night: TwilioDouble) -> None:
    on_duty(house, "reid", "general")
    tip = danger("They sell stolen phones by the market in Castries")
    meant = {"category": "theft", "urgency": "immediate", "junk": "tip", "language": "en"}
    judged = Assessment(findings=(Finding(step="category", value="theft", score=1.0, reason=""),), rules_version="1")
    changed = correct(tip=tip, assessment=judged, meant=meant, ring=house.ring("jules"), version=tip.version)
    work()
    assert len(texts(night, REID)) == 1
    close_tip(tip=changed, reason="prank", by=house.officer("jules"), version=changed.version)
    alert = Alert.objects.get()
    assert (alert.state, alert.begun_at, alert.due_at) == (AlertState.CALLED_OFF, None, None), (
        "at once, not at its turn"
    )
    assert not AlertStep.objects.exists()
    pass_time(60)
    assert calls(night, REID) == []
    assert AuditEntry.objects.filter(act="alert.called_off").count() == 1


def test_a_flood_that_says_danger_rings_a_few_times_and_a_real_one_rings_all_the_same(
    house: House, night: TwilioDouble, settings: Settings
) -> None:
    for unit in ("major-crime", "general", "reception"):
        on_duty(house, "reid", unit)
    tips = [danger(f"asdf {n} lol", judged=False, in_danger=True) for n in range(12)]
    Tip.objects.filter(pk__in=[tip.pk for tip in tips]).update(looks_junk=True)  # as a first look in a flood does
    pass_time(40)
    assert len(texts(night, REID)) == settings.ALERT_LOW_CAP + 1
    assert "9 urgent things" not in texts(night, REID)[-2].body
    assert "12 urgent things" in texts(night, REID)[-1].body
    real = danger(DANGER)
    assert list(Alert.objects.filter(borne_out=True).values_list("pk", flat=True)) == [real.pk]
    work()
    assert "something urgent" in texts(night, REID)[-1].body
    assert AlertStep.objects.filter(alert=real.pk).count() == 1
    pass_time(700)
    many = next(text for text in reversed(texts(night, REID)) if "urgent things" in text.body)
    running = Alert.objects.filter(state=AlertState.RUNNING, pk__in=[tip.pk for tip in tips])
    before = running.count()
    assert confirm_by_text(REID, many.body.split("answer ")[1].split()[0]) == Answer.IN_PART
    assert running.count() >= before - 1, "a code of many confirms the newest alone"


def test_one_alert_that_fails_keeps_no_other_waiting(
    house: House, night: TwilioDouble, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    on_duty(house, "reid", "major-crime")
    first, second = danger(), danger(DANGER + " again")
    whole = ladder.advance
    monkeypatch.setattr(ladder, "advance", lambda pk, roster: 1 / 0 if pk == first.pk else whole(pk, roster))
    climb()
    assert set(AlertStep.objects.values_list("alert", flat=True)) == {second.pk}
    assert "An alert could not go on" in caplog.text
    assert AlertStep.objects.get().state == StepState.DUE


def test_where_nobody_can_be_called_whoever_is_above_is_told_and_nothing_of_the_tip(
    house: House, night: TwilioDouble
) -> None:
    """Charles alone reads for standards, and has no alert phone."""
    house.make_administrator("felix")
    tip = danger("PC Reid is beating a boy in the cell now, he will die")
    assert tip.unit.slug == "standards"
    pass_time(0)
    [text] = texts(night, FELIX)
    assert "a danger tip waits at the desk for Professional Standards." in text.body
    assert "answer" not in text.body
    assert len(text.body) <= 160
    assert [texts(night, one) for one in (REID, JULES)] == [[], []]
    assert calls(night, FELIX) == []
    step = AlertStep.objects.get()
    assert confirm_by_text(FELIX, step.code) == Answer.NOT_THEIRS
    keep_number(WHITE, of=house.officer("charles"))
    pass_time(600, times=2)
    assert len(texts(night, WHITE)) == 1
    assert len(texts(night, FELIX)) == 1


def test_where_all_of_a_unit_are_away_whoever_is_above_is_told(house: House, night: TwilioDouble) -> None:
    house.make_administrator("felix")
    keep_number(WHITE, of=house.officer("charles"))
    danger("PC Reid is beating a boy in the cell now, he will die")
    away = Absence.objects.create(officer=house.officer("charles"), until=today() + timedelta(days=2))
    pass_time(0)
    assert (len(texts(night, WHITE)), len(texts(night, FELIX))) == (0, 1)
    Absence.objects.filter(pk=away.pk).update(until=today())  # over, and not swept yet
    pass_time(600, times=2)
    assert (len(texts(night, WHITE)), len(texts(night, FELIX))) == (1, 1)


def test_whoever_is_above_and_may_be_meant_is_told_nothing(house: House, night: TwilioDouble) -> None:
    for name in ("felix", "jules"):
        house.make_administrator(name)
    danger("Detective Rita Felix is beating a boy in the cell now, he will die")
    pass_time(0)
    assert (texts(night, FELIX), len(texts(night, JULES))) == ([], 1)


@pytest.mark.parametrize("is_above", [False, True])
def test_a_step_whose_tip_went_to_others_is_not_made(house: House, night: TwilioDouble, *, is_above: bool) -> None:
    on_duty(house, "reid", "major-crime")
    if is_above:
        house.make_administrator("reid")
    tip = danger()
    climb()
    Tip.objects.filter(pk=tip.pk).update(unit=house.unit("standards"))
    Recusal.objects.create(tip=tip, officer=house.officer("reid"))  # as one who may be meant
    pass_time(0)
    assert texts(night, REID) == []
    assert not AlertStep.objects.exclude(state=StepState.FAILED).exists()
