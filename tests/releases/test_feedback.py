"""An agency's answer: by reference and one-time number, once, sealed to the tip, and of use to nobody with a copy."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.keyring import NotYours
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, Feedback, Record, Release
from reports.releases.answers import NotOpen, TakenOver, answer_of, take_over, withdraw_number
from reports.releases.feedback import AgencyAnswer, NumberUsed, WrongNumber, take_answer
from reports.releases.readings import export_copy
from tests.conftest import House, triage_all
from tests.releases.handed import given, pair

SAID = AgencyAnswer(used=True, code="seizure", numbers={"arrests": 2, "drugs_cocaine": 900}, text="Zandolimarker")


def test_an_answer_comes_once_and_only_the_unit_reads_it(house: House) -> None:
    asks = given(house)
    one = Feedback.objects.select_related("tip").get()
    assert not {asks.number, asks.number.replace(" ", "")} & {str(value) for value in vars(one).values()}
    other = "0" if asks.number[0] != "0" else "1"
    with pytest.raises(WrongNumber):
        take_answer(SAID, reference=pair(asks)["reference"], number=other + pair(asks)["number"][1:])
    take_answer(SAID, **pair(asks))
    triage_all()
    with pytest.raises(NumberUsed):
        take_answer(AgencyAnswer(used=False), **pair(asks))
    record = Record.objects.get(kind="feedback")
    assert b"Zandoli" not in bytes(record.body)
    assert record.at.minute == 0
    told = answer_of(one.pk, tip=one.tip, ring=house.ring("jules"))
    assert (told.used, told.code, told.numbers, told.text) == (True, SAID.code, SAID.numbers, SAID.text)
    with pytest.raises(NotYours):
        answer_of(one.pk, tip=one.tip, ring=house.ring("felix"))
    entry = AuditEntry.objects.get(act="feedback.came")
    assert (entry.actor, entry.detail) == ("agency", {"reading": one.reference})
    with pytest.raises(NotOpen):
        withdraw_number(one.pk, tip=one.tip, by=house.officer("reid"))
    with pytest.raises(NotYours):
        take_over(one.pk, tip=one.tip, by=house.officer("felix"))
    take_over(one.pk, tip=one.tip, by=house.officer("reid"))
    with pytest.raises(TakenOver):
        take_over(one.pk, tip=one.tip, by=house.officer("jules"))
    erase_tip(tip_id=one.tip_id, by="test")
    assert not Feedback.objects.exists()
    with pytest.raises(WrongNumber):
        take_answer(SAID, **pair(asks))


def test_a_copy_that_is_saved_twice_at_once_has_one_open_number(house: House) -> None:
    asks = given(house)
    again = export_copy(Release.objects.get(), house.ring("reid"), agency="customs")
    assert again.asks
    states = dict(Feedback.objects.values_list("reference", "state"))
    assert states == {asks.reference.replace("-", ""): "withdrawn", again.asks.reference.replace("-", ""): "open"}
    AuditEntry.objects.filter(act="release.given").update(at=timezone.now() - timedelta(minutes=1))
    export_copy(Release.objects.get(), house.ring("reid"), agency="customs")
    assert Feedback.objects.filter(state="open").count() == 2, "another copy, for another reader there"
