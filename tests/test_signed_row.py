"""What finds a tip leads to the one that it was made for, whatever somebody writes into the database."""

from datetime import timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps

from reports.clock import in_seconds, today
from reports.dialogue.forget import end_line, leave_tip, silence_line
from reports.dialogue.lines import find_line, meet
from reports.dialogue.mailbox import find
from reports.intake.door import accept
from reports.models import Capsule, Feedback, KeyPurpose, Line, Record, StoredKey, Tip
from reports.releases.feedback import AgencyAnswer, WrongNumber, take_answer
from reports.signed_row import is_signed
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, triage_all
from tests.releases.handed import given, pair

OTHER = "+17584840002"
SAID = AgencyAnswer(used=True, text="Zandolimarker")


def records(tip_id: UUID) -> int:
    return Record.objects.filter(tip=tip_id).count()


def test_a_line_that_was_led_to_another_tip_joins_nothing_to_it_and_no_word_is_lost(house: House) -> None:
    his, _ = triaged_tip(web("A tip that the thief's unit reads"))
    accept(sms())
    told = Line.objects.get().tip_id
    Line.objects.update(tip=his)
    assert (meet(PHONE).known, find_line(PHONE)) == (None, None)
    assert accept(sms("And who at the station took money")).receipt, "as a stranger's"
    assert (records(his.pk), records(told), Tip.objects.count()) == (1, 1, 3)
    assert accept(sms("More")).joined
    assert Line.objects.get().tip_id not in (his.pk, told)


def test_a_line_that_bears_the_hash_of_another_phone_joins_nothing(house: House) -> None:
    """A statement smuggled into the public pages can write that column, which a new epoch changes."""
    accept(sms())
    lookup = bytes(Line.objects.get().lookup)
    accept(sms(sender=OTHER))
    his = Line.objects.exclude(lookup=lookup).get()
    Line.objects.exclude(pk=his.pk).delete()
    Line.objects.update(lookup=lookup)
    assert accept(sms("More")).receipt
    assert records(his.tip_id) == 1


def test_a_line_that_is_not_signed_keeps_its_silence_and_can_be_forgotten(house: House) -> None:
    accept(sms(silent=True))
    Line.objects.update(row_mac=b"")  # as one that an older version made
    assert meet(PHONE).is_silent
    assert end_line(sender=PHONE)
    assert not Line.objects.exists()
    assert not StoredKey.objects.filter(purpose=KeyPurpose.LINE).exists()


def test_the_silence_of_a_line_that_is_not_signed_outlives_it(house: House) -> None:
    """It ends where its phone goes on with another tip: what that phone tells next is answered by no text either."""
    accept(sms(silent=True))
    Line.objects.update(row_mac=b"")
    leave_tip(sender=PHONE)
    assert not Line.objects.exists()
    assert meet(PHONE).is_silent
    silence_line(sender=PHONE, silent=False)
    assert not meet(PHONE).is_silent


def test_rows_from_before_they_were_signed_are_signed_once_as_they_stand(house: House) -> None:
    given(house)
    accept(sms())
    accept(web("It waits to be judged"))
    rows = [*Line.objects.all(), *Capsule.objects.exclude(waiting=None), *Feedback.objects.all()]
    assert {type(row) for row in rows} == {Line, Capsule, Feedback}, "control"
    for model in (Line, Capsule, Feedback):
        model.objects.update(row_mac=b"")
    for row in rows:
        row.refresh_from_db()
        assert not is_signed(row)
    import_module("reports.migrations.0108_sign_what_finds_a_tip").sign_all(apps, None)
    for row in rows:
        row.refresh_from_db()
        assert is_signed(row)


def test_a_capsule_that_bears_the_hash_of_another_receipt_leads_nowhere(house: House) -> None:
    """Hung on a tip that was judged long ago, it would be found before the mailbox."""
    receipt = accept(web("The victim's tip")).receipt or ""
    before = Capsule.objects.get()
    triage_all()
    accept(web("The thief's tip"))
    triage_all()
    his = Tip.objects.exclude(pk=before.pk).get()
    planted = Capsule(record_id=his.pk, box=before.box, waiting=before.waiting, row_mac=before.row_mac, attempts=1)
    planted.due_at = in_seconds(1e9)
    planted.save(force_insert=True)
    found = find(receipt)
    assert found
    assert found.tip_id == before.pk


@pytest.mark.parametrize("change", ["tip", "last_day"])
def test_a_number_of_an_agency_answers_about_the_tip_and_within_the_time_it_was_given_for(
    house: House, change: str
) -> None:
    asks = given(house)
    one = Feedback.objects.get()
    accept(web("A tip that the thief's unit reads"))
    triage_all()
    value = {"tip": Tip.objects.exclude(pk=one.tip_id).get(), "last_day": today() + timedelta(days=3650)}[change]
    Feedback.objects.update(**{change: value})
    with pytest.raises(WrongNumber):
        take_answer(SAID, **pair(asks))
    assert not Record.objects.filter(kind="feedback").exists()
    one.save()
    take_answer(SAID, **pair(asks))
    assert Record.objects.get(kind="feedback").tip_id == one.tip_id, "control: put back, it is taken"
