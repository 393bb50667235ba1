"""Who gave an agency the copy keeps the tip when he is thanked for it, and no telephone rings for what is over."""

import pytest

from reports.models import Alert, AlertState, Capsule, Feedback, Recusal, Status, Tip, TriageState, Unit, Urgency
from reports.queries.named import named_in
from reports.queries.reading import find_tip
from reports.releases.answers import answer_of
from reports.releases.feedback import AgencyAnswer, take_answer
from reports.triage import assess as assessing
from reports.triage.assess import TRIES
from tests.conftest import House, triage_all
from tests.releases.handed import given, pair
from tests.triage.test_assess import fail

THANKS = "Thanks to Constable Reid for the lead. We stopped the boat and took 3 kg of cocaine."
TOLD = "Found him in the yard. Officer Jules was told."
TO_COME = "They are going to kill her tonight."


def answered(house: House, text: str, **numbers: int) -> Feedback:
    """Let customs answer about a copy that Reid wrote and gave, and Jules checked."""
    take_answer(AgencyAnswer(used=True, numbers=numbers, text=text), **pair(given(house)))
    triage_all()
    return Feedback.objects.select_related("tip").get()


def read(house: House, one: Feedback, name: str) -> str:
    ring = house.ring(name)
    return answer_of(one.pk, tip=find_tip(ring, one.tip_id), ring=ring).text


@pytest.mark.parametrize("text", [THANKS, TOLD])
def test_who_is_thanked_or_was_told_reads_what_the_agency_wrote(house: House, text: str) -> None:
    one = answered(house, text, arrests=2)
    assert [read(house, one, name) for name in ("reid", "jules")] == [text, text]
    assert not Recusal.objects.exists()
    assert Tip.objects.count() == 1, "nothing lies with standards"
    assert not Alert.objects.exists()


def test_who_is_thanked_is_not_looked_for_when_the_tip_goes_to_new_readers(house: House) -> None:
    one = answered(house, THANKS, arrests=2)
    general = [unit.pk for unit in Unit.objects.exclude(purpose__in=["standards", "oversight"])]
    assert named_in(house.ring("jules"), one.tip, general) == set()


def test_what_hints_at_who_is_thanked_goes_to_standards_and_is_kept_from_him(house: House) -> None:
    one = answered(house, f"{THANKS} She told the captain.", arrests=2)
    apart = Tip.objects.exclude(pk=one.tip_id).get()
    assert apart.unit.slug == "standards"
    assert Recusal.objects.get(tip=one.tip_id).officer == house.officer("reid")
    assert apart.urgency != Urgency.IMMEDIATE


def test_an_arrest_in_words_that_go_to_standards_rings_there_for_nobody(house: House) -> None:
    answered(house, f"{TOLD} Only he was told.", arrests=2)
    apart = Tip.objects.get(unit__slug="standards")
    assert apart.urgency != Urgency.IMMEDIATE
    assert not Alert.objects.exists()


def test_danger_still_to_come_rings_where_its_words_are_read(house: House) -> None:
    one = answered(house, f"Thanks to Constable Reid for the lead. {TO_COME}", arrests=2)
    where = Tip.objects.exclude(pk=one.tip_id).first() or Tip.objects.get()
    assert where.urgency == Urgency.IMMEDIATE
    assert Alert.objects.get().state == AlertState.RUNNING


def test_danger_that_names_nobody_rings_at_the_tip_and_opens_it_again(house: House) -> None:
    asks = given(house)
    Tip.objects.update(status=Status.CLOSED, outcome="arrest", urgency=Urgency.ROUTINE)
    take_answer(AgencyAnswer(used=True, code="arrest", text=TO_COME), **pair(asks))
    triage_all()
    one = Feedback.objects.select_related("tip").get()
    assert (one.tip.urgency, one.tip.status) == (Urgency.IMMEDIATE, Status.NEW)
    alert = Alert.objects.get(tip=one.tip_id)
    assert (alert.state, alert.borne_out) == (AlertState.RUNNING, True)
    assert read(house, one, "jules") == TO_COME


def test_danger_to_come_rings_too_where_keeping_the_answer_failed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = given(house)
    take_answer(AgencyAnswer(used=True, code="arrest", text=TO_COME), **pair(asks))
    monkeypatch.setattr(assessing, "keep_answer", fail)
    Capsule.objects.update(attempts=TRIES - 1)
    triage_all()
    tip = Tip.objects.get()
    assert (tip.urgency, tip.triage) == (Urgency.IMMEDIATE, TriageState.FAILED)
    assert Alert.objects.get(tip=tip).state == AlertState.RUNNING
