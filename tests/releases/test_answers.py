"""What the unit does with an agency's number and answer, and who reads what it wrote."""

from datetime import timedelta
from functools import partial

import pytest

from reports import keystore
from reports.clock import today
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.keyring import NotYours
from reports.models import (
    Alert,
    AlertState,
    AuditEntry,
    Capsule,
    Channel,
    CloseReason,
    ConfirmedBy,
    Feedback,
    FeedbackState,
    KeyPurpose,
    Record,
    Recusal,
    Status,
    Tip,
    TriageState,
    Urgency,
)
from reports.queries.lists import View
from reports.queries.question import read_question
from reports.queries.reading import find_tip, read_tip
from reports.queries.search import search
from reports.releases.answers import Given, answer_of, given_copies, withdraw_number
from reports.releases.feedback import AgencyAnswer, NumberOver, NumberWithdrawn, take_answer
from reports.signed_row import sign_row
from reports.triage import assess as assessing
from reports.triage.assess import TRIES, assess
from reports.triage.pipeline import run
from tests.alerts.conftest import DANGER
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import DRUGS
from tests.releases.handed import given, pair
from tests.triage.test_assess import fail
from tests.triage.test_giving_up import broken

SAID = AgencyAnswer(used=False)
NUMBERS = {"arrests": 2}
NAMED = "Constable Marcia Reid of your unit warned the captain"


def answered(house: House, text: str) -> Feedback:
    take_answer(AgencyAnswer(used=True, code="seizure", numbers=NUMBERS, text=text), **pair(given(house)))
    return Feedback.objects.select_related("tip").get()


def told(house: House, one: Feedback, name: str = "jules") -> Given:
    """What a member of the tip's unit reads of the answer, on the tip's page and alone."""
    tip = find_tip(house.ring(name), one.tip_id)
    [shown] = given_copies(tip, read_tip(house.ring(name), tip, by=house.officer(name)).entries)
    assert shown == answer_of(one.pk, tip=tip, ring=house.ring(name))
    return shown


def apart_from(one: Feedback) -> Tip:
    return Tip.objects.exclude(pk=one.tip_id).get()


def read_words(house: House, name: str, tip: Tip) -> list[str]:
    return [entry.text for entry in read_tip(house.ring(name), tip, by=house.officer(name)).entries]


def test_a_number_that_was_withdrawn_or_is_over_takes_nothing(house: House) -> None:
    asks = given(house)
    one = Feedback.objects.select_related("tip").get()
    one.last_day = today() - timedelta(days=1)
    sign_row(one)
    one.save()
    with pytest.raises(NumberOver):
        take_answer(SAID, **pair(asks))
    with pytest.raises(NotYours):
        withdraw_number(one.pk, tip=one.tip, by=house.officer("felix"))
    withdraw_number(one.pk, tip=one.tip, by=house.officer("jules"))
    with pytest.raises(NumberWithdrawn):
        take_answer(SAID, **pair(asks))
    assert Feedback.objects.get().state == FeedbackState.WITHDRAWN
    assert not Record.objects.filter(kind="feedback").exists()


def test_words_of_an_agency_show_nothing_before_they_are_judged(house: House) -> None:
    one = answered(house, "Zandolimarker by the jetty")
    before = find_tip(house.ring("jules"), one.tip_id)
    [waiting] = given_copies(before, read_tip(house.ring("jules"), before, by=house.officer("jules")).entries)
    assert (waiting.used, waiting.text, waiting.numbers) == (None, "", {})
    with pytest.raises(Feedback.DoesNotExist):
        answer_of(one.pk, tip=before, ring=house.ring("jules"))
    ring, question = house.ring("jules"), read_question("Zandolimarker")
    assert not [hit for part in search(ring, question, "Zandolimarker", View(which="all")) for hit in part.hits]
    triage_all()
    after = find_tip(house.ring("jules"), one.tip_id)
    assert (told(house, one).text, told(house, one).numbers) == ("Zandolimarker by the jetty", NUMBERS)
    assert after.version == before.version + 1
    same = ("urgency", "category", "status", "has_news", "waits_for_us", "triage")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert not Capsule.objects.exists()


@pytest.mark.parametrize("text", ["", NAMED])
def test_whoever_sees_that_an_answer_waits_does_not_see_that_words_were_taken(house: House, text: str) -> None:
    one = answered(house, text)
    with pytest.raises(Feedback.DoesNotExist):
        answer_of(one.pk, tip=one.tip, ring=house.ring("jules"))
    before = find_tip(house.ring("jules"), one.tip_id).version
    triage_all()
    assert (told(house, one).text, told(house, one).numbers) == ("", NUMBERS)
    assert find_tip(house.ring("jules"), one.tip_id).version == before + 1


@pytest.mark.parametrize("gives_up", [False, True])
def test_words_that_name_an_officer_go_to_standards_and_leave_the_numbers_behind(house: House, gives_up: bool) -> None:
    one = answered(house, NAMED)
    if gives_up:
        Capsule.objects.update(attempts=TRIES)
        assess(Capsule.objects.get().pk)
    else:
        triage_all()
    apart = apart_from(one)
    assert (apart.unit.slug, apart.triage) == ("standards", TriageState.UNJUDGED if gives_up else TriageState.DONE)
    assert read_words(house, "charles", apart) == [NAMED]
    assert (told(house, one).text, told(house, one).numbers, told(house, one).code) == ("", NUMBERS, "seizure")
    assert Recusal.objects.filter(tip=one.tip_id).exists() is not gives_up, "nobody has seen whom it names"
    [entry] = read_tip(house.ring("charles"), apart, by=house.officer("charles")).entries
    assert entry.answers == {}
    assert entry.findings
    assert f"An outside agency wrote it to tip {one.tip.reference}" in str(entry.findings)


def test_who_may_be_meant_by_a_last_name_is_kept_from_the_tip(house: House) -> None:
    one = answered(house, "jules told the captain before we came")
    triage_all()
    assert told(house, one, "reid").text.startswith("jules told")
    with pytest.raises(Tip.DoesNotExist):
        find_tip(house.ring("jules"), one.tip_id)


def test_an_answer_that_nobody_can_judge_any_more_is_flagged_and_is_no_word_of_the_tipster(house: House) -> None:
    one = answered(house, "By the jetty")
    keystore.destroy(KeyPurpose.ONE_TIME, [Capsule.objects.get().pk])
    triage_all()
    assert told(house, one).text == "By the jetty"
    tip = find_tip(house.ring("jules"), one.tip_id)
    assert (tip.triage, tip.has_news, tip.waits_for_us) == (TriageState.FAILED, False, False)
    assert not AuditEntry.objects.filter(act="tip.added").exists()


def test_the_tipster_is_told_nothing_of_an_answer_that_waits(house: House) -> None:
    one = answered(house, "By the jetty")
    Tip.objects.update(has_news=False)
    assert Capsule.objects.filter(record__tip=one.tip_id).exists(), "control"
    sent_again = accept(Submission(channel=Channel.WEB, text=DRUGS, repeat_key=DRUGS.encode()))
    assert sent_again.receipt
    assert not open_mailbox(sent_again.receipt).unread


def immediate(house: House, text: str, **more: object) -> Feedback:
    """Let an agency answer to a tip of immediate danger that Jules sees to."""
    one = answered(house, text)
    Tip.objects.update(urgency=Urgency.IMMEDIATE, **more)
    over = {"state": AlertState.CONFIRMED, "how": ConfirmedBy.DESK, "borne_out": True}
    Alert.objects.create(tip_id=one.tip_id, confirmed_by=house.officer("jules"), **over)
    return one


SHUT = {"status": Status.CLOSED, "outcome": CloseReason.ARREST}


@pytest.mark.parametrize("gives_up", [False, True])
@pytest.mark.parametrize(
    ("text", "more", "rings"),
    [("jules told the captain", {}, True), ("He came by boat", {}, False), ("jules told the captain", SHUT, False)],
)
def test_where_who_saw_to_danger_is_taken_off_somebody_else_is_called(
    house: House, monkeypatch: pytest.MonkeyPatch, text: str, more: dict[str, object], *, rings: bool, gives_up: bool
) -> None:
    one = immediate(house, text, **more)
    if gives_up:
        monkeypatch.setattr(assessing, "keep_answer", fail)
        Capsule.objects.update(attempts=TRIES - 1)
    triage_all()
    alert = Alert.objects.get(tip=one.tip_id)
    state, by = (AlertState.RUNNING, None) if rings else (AlertState.CONFIRMED, house.officer("jules"))
    assert (alert.state, alert.confirmed_by, alert.borne_out) == (state, by, True)


def test_an_answer_to_an_immediate_tip_tells_of_no_danger_by_that(house: House) -> None:
    one = immediate(house, NAMED)
    triage_all()
    apart = apart_from(one)
    assert apart.urgency != Urgency.IMMEDIATE
    assert not Alert.objects.filter(tip=apart).exists()


@pytest.mark.parametrize("text", ["jules told the captain", DANGER])
def test_nobody_could_judge_an_answer_to_an_immediate_tip_and_it_goes_to_standards(
    house: House, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    one = immediate(house, text)
    monkeypatch.setattr(assessing, "run", partial(run, steps=broken("routing")))
    triage_all()
    apart = apart_from(one)
    assert (apart.unit.slug, apart.triage) == ("standards", TriageState.UNJUDGED)
    assert told(house, one).text == ""
    assert not Alert.objects.filter(tip=one.tip_id, state=AlertState.RUNNING).exists()
    assert Alert.objects.filter(tip=apart, state=AlertState.RUNNING).exists() is (text == DANGER)


def test_danger_in_an_answer_that_nobody_could_judge_leaves_its_tip_as_urgent_as_it_was(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = answered(house, DANGER)
    before = Tip.objects.get(pk=one.tip_id).urgency
    monkeypatch.setattr(assessing, "run", partial(run, steps=broken("routing")))
    triage_all()
    assert (told(house, one).text, Tip.objects.get(pk=one.tip_id).urgency) == ("", before)
    assert before != Urgency.IMMEDIATE, "control"
    assert not Alert.objects.filter(tip=one.tip_id).exists()
