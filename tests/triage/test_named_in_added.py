"""Whom added words name in full reads the tip that they were taken from no longer, and nothing there tells why."""

import pytest

from reports.alerts.roster import Roster, may_confirm
from reports.casework.claim import claim_tip
from reports.casework.notes import add_note
from reports.casework.refer import inform_unit
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.models import (
    Alert,
    AlertState,
    AuditEntry,
    Capsule,
    ConfirmedBy,
    Recusal,
    Status,
    Tip,
    Urgency,
)
from reports.queries.reading import read_tip
from reports.triage import assess as assessing
from reports.triage.assess import TRIES, assess
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all

DRUGS = "They sell cocaine at the jetty"
OF_REID = "Do not tell Marcia Reid, she is his woman"


def _off(tip: Tip) -> set[str]:
    return set(Recusal.objects.filter(tip=tip).values_list("officer__username", flat=True))


def _add(receipt: str, text: str = OF_REID) -> None:
    accept(web(text, joins=open_mailbox(receipt).key))
    triage_all()


def _of_reid(house: House) -> tuple[Tip, str]:
    tip, receipt = triaged_tip(web(DRUGS))
    return claim_tip(tip=tip, by=house.officer("reid"), version=tip.version), receipt


def test_she_works_on_it_no_more_and_the_tip_tells_nobody_why(house: House) -> None:
    tip, receipt = _of_reid(house)
    trail = AuditEntry.objects.filter(tip_id=tip.pk).count()
    _add(receipt)
    tip.refresh_from_db()
    assert (_off(tip), tip.assigned_to, tip.status) == ({"reid"}, None, Status.NEW)
    assert tip.due_at is not None
    assert AuditEntry.objects.filter(tip_id=tip.pk).count() == trail
    assert tip in house.ring("jules").tips
    assert [one.text for one in read_tip(house.ring("jules"), tip, by=house.officer("jules")).entries] == [DRUGS]
    assert [entry.from_officer for entry in open_mailbox(receipt).entries] == [False], "the tipster sees no difference"


def test_where_she_saw_to_its_danger_others_are_called_and_she_is_not(house: House) -> None:
    tip, receipt = triaged_tip(web(f"{DRUGS}, one has a gun on me now", in_danger=True))
    reid = house.officer("reid")
    over = {"state": AlertState.CONFIRMED, "due_at": None, "begun_at": None, "how": ConfirmedBy.DESK}
    Alert.objects.filter(tip=tip).update(confirmed_by=reid, **over)
    _add(receipt)
    tip = Tip.objects.get(pk=tip.pk)
    alert = Alert.objects.get(tip=tip)
    assert (_off(tip), alert.is_running, alert.confirmed_by) == ({"reid"}, True, None)
    assert not may_confirm(tip, reid.pk)
    assert may_confirm(tip, house.officer("jules").pk)
    assert reid.pk not in Roster().everybody(tip)


def test_danger_that_a_colleague_sees_to_rings_for_nobody_again(house: House) -> None:
    tip, receipt = triaged_tip(web(f"{DRUGS}, one has a gun on me now", in_danger=True))
    over = {"state": AlertState.CONFIRMED, "due_at": None, "begun_at": None, "how": ConfirmedBy.DESK}
    Alert.objects.filter(tip=tip).update(confirmed_by=house.officer("jules"), **over)
    _add(receipt)
    assert (_off(tip), Alert.objects.get(tip=tip).state) == ({"reid"}, AlertState.CONFIRMED)


def test_where_each_of_its_readers_is_named_all_of_them_stay_for_standards_to_decide(house: House) -> None:
    tip, receipt = _of_reid(house)
    _add(receipt, "Do not tell Marcia Reid or Constable Anton Jules, they are in it")
    assert _off(tip) == set()
    assert tip in house.ring("reid").tips


def test_who_reads_it_for_information_is_left_out_though_the_unit_s_last_one_stays(house: House) -> None:
    tip, receipt = triaged_tip(web(DRUGS))
    tip = inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    _add(receipt, "Marcia Reid, Anton Jules and Rita Felix get money from them")
    assert _off(tip) == {"felix"}
    assert tip not in house.ring("felix").tips_for_information


def test_of_standards_the_last_reader_stays_where_his_name_was_added(house: House) -> None:
    tip, receipt = triaged_tip(web("Constable Marcia Reid takes money from the dealers at the jetty"))
    _add(receipt, "PC Ian Charles is her friend and covers it up")
    assert tip in house.ring("charles").tips


def test_she_is_left_out_too_where_judging_gave_up_and_the_words_name_her(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, receipt = _of_reid(house)
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.IMMEDIATE)
    accept(web(OF_REID, joins=open_mailbox(receipt).key))

    def die(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(assessing, "_save_findings", die)
    Capsule.objects.update(attempts=TRIES - 1)
    assess(Capsule.objects.get().pk)
    tip.refresh_from_db()
    assert Tip.objects.filter(unit__slug="standards").exists()
    assert (_off(tip), tip.assigned_to) == ({"reid"}, None)
    assert Alert.objects.get(tip=tip).is_running
    with pytest.raises(NotYours):
        add_note(tip=tip, text="But I know him", by=house.officer("reid"))


def test_an_answer_that_was_kept_from_who_asked_leaves_nobody_waiting_for_it(house: House) -> None:
    tip, receipt = _of_reid(house)
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"), version=tip.version)
    _add(receipt)
    tip.refresh_from_db()
    assert (_off(tip), tip.status, tip.assigned_to) == ({"reid"}, Status.NEW, None)


def test_whose_name_is_written_with_a_letter_wrong_is_neither_called_nor_told(house: House) -> None:
    tip, _ = triaged_tip(web("Sgt Ried is protecting the men who thief the boat engines, they have a gun on me now"))
    reid = house.officer("reid")
    assert tip.unit.slug == "standards"
    assert reid.pk not in (*Roster().called(tip), *Roster().everybody(tip), *Roster().above(tip))
