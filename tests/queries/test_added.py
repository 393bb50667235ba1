"""What is added in danger to a tip that was not immediate: the duty unit opens these words, and nothing else of it."""

import pytest
from django.db import connection
from pytest_django import Settings

from reports import keystore
from reports.alerts.confirm import Answer, confirm
from reports.casework.recuse import step_back
from reports.casework.refer import refer_tip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.lifecycle.erasure import erase_tip
from reports.models import AddedKey, AuditEntry, ConfirmedBy, KeyPurpose, Record, Recusal, Tip, Urgency
from reports.models.rights import Role
from reports.people.handing import hand_keys
from reports.people.places import ask_in
from reports.queries.added import added_naming, read_added, seen_to, with_added
from reports.queries.queue import queue_page
from reports.queries.reading import find_tip
from tests.alerts.conftest import DANGER
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.management.test_rights import as_role

FIRST = "They sell weed by the school in Vieux Fort"


@pytest.fixture(autouse=True)
def _duty_unit(settings: Settings) -> None:
    """Felix alone is of the duty unit, and of none that the tips here go to."""
    settings.DUTY_UNIT = "trafficking"


def add(receipt: str, text: str = DANGER, **more: object) -> None:
    accept(web(text, joins=open_mailbox(receipt).key, **more))
    triage_all()


def told(house: House, tip: Tip, name: str = "felix") -> list[str]:
    return [one.text for one in read_added(house.ring(name), tip.pk).added]


def test_the_duty_unit_reads_what_was_added_and_nothing_else(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    felix = house.ring("felix")
    assert told(house, tip) == [DANGER]
    assert with_added(felix, [tip.pk]) == {tip.pk}
    with pytest.raises(Tip.DoesNotExist):
        find_tip(felix, tip.pk)
    assert queue_page(felix).rows == ()
    read = AuditEntry.objects.get(act="tip.added_read")
    assert (read.actor, read.tip_id, read.unit_id) == (f"officer:{felix.officer.pk}", tip.pk, tip.unit_id)


def test_whatever_is_added_while_it_is_immediate_is_read_too(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt, "They were there again on Monday")
    assert not AddedKey.objects.exists()
    add(receipt)
    add(receipt, "He is at the back now, by the mango tree")
    assert told(house, tip) == [DANGER, "He is at the back now, by the mango tree"]


def test_a_tick_of_danger_is_enough(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt, "Please come", in_danger=True)
    assert told(house, tip) == ["Please come"]


def test_nobody_else_reads_it_and_who_tries_stands_in_the_trail(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    for name in ("charles", "reid"):
        with pytest.raises(Tip.DoesNotExist):
            read_added(house.ring(name), tip.pk)
    Recusal.objects.create(tip=tip, officer=house.officer("felix"))
    with pytest.raises(Tip.DoesNotExist):
        read_added(house.ring("felix"), tip.pk)
    assert with_added(house.ring("felix"), [tip.pk]) == set()
    assert AuditEntry.objects.filter(act="tip.refused", tip_id=tip.pk).count() == 3
    assert not AuditEntry.objects.filter(act="tip.added_read").exists()


def test_no_key_is_made_where_the_duty_unit_has_the_tip_s_or_where_it_may_be_meant(house: House) -> None:
    informed, receipt = triaged_tip(web(DANGER))
    assert house.unit("trafficking").pk in informed.informed
    add(receipt, "He is at the back now")
    apart = accept(web("Officer Marcia Reid takes money from the dealers and warns them before raids")).receipt
    triage_all()
    assert apart
    add(apart, DANGER)
    assert Tip.objects.get(unit__slug="standards").urgency == Urgency.IMMEDIATE
    assert not AddedKey.objects.exists()


def test_words_that_leave_the_tip_for_standards_are_given_to_nobody_else(house: House) -> None:
    _tip, receipt = triaged_tip(web(FIRST))
    add(receipt, "Constable Anton Jules is beating a man with a gun in his yard right now", in_danger=True)
    assert Tip.objects.filter(unit__slug="standards").exists()
    assert not AddedKey.objects.exists()


def test_who_of_the_duty_unit_may_be_named_does_not_read_it(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt, "Felix in the yard next door is shooting at people now, please come quick")
    assert AddedKey.objects.filter(tip=tip).exists()
    with pytest.raises(Tip.DoesNotExist):
        read_added(house.ring("felix"), tip.pk)


def test_a_box_in_another_row_s_place_opens_nothing(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    key = AddedKey.objects.get()
    AddedKey.objects.create(record_id=tip.pk, tip=tip, unit_id=key.unit_id, generation=1, box=key.box)
    read = read_added(house.ring("felix"), tip.pk)
    assert ([one.text for one in read.added], read.spoilt) == ([DANGER], 1)
    later = Record.objects.exclude(pk=tip.pk).get()
    first = Record.objects.get(pk=tip.pk)
    Record.objects.filter(pk=later.pk).update(body=first.body)
    assert read_added(house.ring("felix"), tip.pk).spoilt == 2


def test_it_is_erased_with_the_tip(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    later = Record.objects.exclude(pk=tip.pk).get()
    keystore.destroy(KeyPurpose.ERASURE, [later.pk])
    read = read_added(house.ring("felix"), tip.pk)
    assert (read.added, read.spoilt) == ((), 0)
    erase_tip(tip_id=tip.pk, by="test")
    assert not AddedKey.objects.exists()


@pytest.mark.parametrize(("table", "column"), [("tip", "id"), ("record", "tip_id")])
def test_older_code_that_does_not_know_it_erases_it_too(house: House, table: str, column: str) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    assert AddedKey.objects.exists()
    with connection.cursor() as cursor, as_role(cursor, Role.RETENTION):
        cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [tip.pk])
        assert not AddedKey.objects.exists()


def test_what_goes_to_standards_the_duty_unit_reads_no_more(house: House) -> None:
    _tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    version = Tip.objects.values_list("version", flat=True).get()
    refer_tip(tip=Tip.objects.get(), to="standards", ring=house.ring("reid"), version=version)
    assert not AddedKey.objects.exists()


def test_a_key_that_an_older_desk_left_at_standards_opens_nothing(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    left, felix = AddedKey.objects.get(), house.ring("felix")
    assert confirm(tip.pk, by=felix.officer, how=ConfirmedBy.TEXT) == Answer.CONFIRMED
    assert (with_added(felix, [tip.pk]), seen_to(felix)) == ({tip.pk}, [tip]), "control"
    version = Tip.objects.values_list("version", flat=True).get()
    refer_tip(tip=Tip.objects.get(), to="standards", ring=house.ring("reid"), version=version)
    left.save(force_insert=True)
    with pytest.raises(Tip.DoesNotExist):
        read_added(felix, tip.pk)
    assert (with_added(felix, [tip.pk]), seen_to(felix)) == (set(), [])
    AddedKey.objects.update(box=b"\x11nothing")
    assert added_naming(felix, left.unit_id, house.officer("reid")) == set()


def test_who_can_read_what_rang_confirms_it_on_the_phone(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    key, felix = AddedKey.objects.get(), house.officer("felix")
    AddedKey.objects.all().delete()
    assert confirm(tip.pk, by=felix, how=ConfirmedBy.TEXT) == Answer.NOT_OPENED, "as of words from before such keys"
    key.save(force_insert=True)
    assert seen_to(house.ring("felix")) == []
    assert confirm(tip.pk, by=felix, how=ConfirmedBy.TEXT) == Answer.CONFIRMED
    assert seen_to(house.ring("felix")) == [tip]
    Tip.objects.update(status="closed", outcome="nothing")
    assert seen_to(house.ring("felix")) == []


@pytest.mark.parametrize(("words", "kept"), [(DANGER, False), (DANGER.replace("A man", "Charles"), True)])
def test_a_newcomer_to_the_duty_unit_does_not_read_what_may_speak_of_him(
    house: House, words: str, *, kept: bool
) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt, words)
    charles, unit = house.officer("charles"), house.unit("trafficking").pk
    ask_in(officer=charles, unit=unit, by=house.officer("felix"))
    hand_keys(officer=charles.pk, unit=unit, fingerprint=charles.fingerprint, ring=house.ring("felix"))
    assert Recusal.objects.filter(tip=tip, officer=charles).exists() is kept


def test_a_newcomer_reads_nothing_that_nobody_could_look_through(house: House) -> None:
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    Recusal.objects.create(tip=tip, officer=house.officer("felix"))
    charles, unit = house.officer("charles"), house.unit("trafficking").pk
    ask_in(officer=charles, unit=unit, by=house.officer("felix"))
    hand_keys(officer=charles.pk, unit=unit, fingerprint=charles.fingerprint, ring=house.ring("felix"))
    assert Recusal.objects.filter(tip=tip, officer=charles).exists()


def test_who_steps_back_from_his_own_unit_s_tip_reads_no_addition_either(house: House, settings: Settings) -> None:
    settings.DUTY_UNIT = "reception"
    tip, receipt = triaged_tip(web(FIRST))
    add(receipt)
    assert told(house, tip, "reid") == [DANGER], "a member of both"
    step_back(tip=tip, by=house.officer("reid"), version=Tip.objects.values_list("version", flat=True).get())
    with pytest.raises(Tip.DoesNotExist):
        read_added(house.ring("reid"), tip.pk)
