"""An officer's words: one copy for the unit, one for the mailbox, one for the relay where there is a line."""

import pytest

from reports import audit
from reports.dialogue.answered import note_unanswered
from reports.dialogue.forget import forget_tip
from reports.dialogue.lines import UNTAGGED
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import EmptyQuestion, NoMailbox, NoReader, ask_tipster
from reports.intake.door import accept
from reports.models import AuditEntry, Delivery, Dispatch, KeyPurpose, MailboxCopy, Record, Status, StoredKey, Tip
from reports.queries.reading import read_tip
from reports.sealing.keys import new_pair
from reports.sealing.rowmac import RowChanged
from tests.arrivals import PHONE, sms, triaged_tip, web
from tests.conftest import House, only_tip


def test_a_question_to_a_web_tip_lies_with_the_unit_and_in_the_mailbox(house: House) -> None:
    tip, receipt = triaged_tip()
    record = ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    read = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert read.entries[-1].text == "Which boat?"
    assert [entry.text for entry in open_mailbox(receipt).entries] == ["Which boat?"]
    assert record.delivery == Delivery.NONE
    assert not Dispatch.objects.exists()


def test_a_question_to_a_phone_has_a_third_copy_for_the_relay(house: House) -> None:
    tip, _ = triaged_tip(sms())
    record = ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    dispatch = Dispatch.objects.get()
    assert (dispatch.record_id, record.delivery) == (record.pk, Delivery.QUEUED)
    assert StoredKey.objects.filter(pk=(dispatch.pk, KeyPurpose.ONE_TIME)).exists()
    sealed = [bytes(record.body), bytes(MailboxCopy.objects.get().body), bytes(dispatch.box)]
    assert not [copy for copy in sealed if b"boat" in copy]


def test_asking_makes_an_open_tip_wait_and_leaves_a_closed_one_closed(house: House) -> None:
    tip, _ = triaged_tip()
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    assert only_tip().status == Status.WAITING
    Tip.objects.update(status=Status.CLOSED, outcome="nothing")
    ask_tipster(tip=tip, text="Thank you.", by=house.officer("reid"))
    assert only_tip().status == Status.CLOSED


def test_asking_moves_the_version_and_leaves_an_entry_without_content(house: House) -> None:
    tip, _ = triaged_tip()
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    assert only_tip().version == tip.version + 1
    entry = AuditEntry.objects.get(act="tipster.asked")
    assert (entry.actor, entry.detail) == (f"officer:{house.officer('reid').pk}", {})


def test_no_sign_that_nobody_sees_reaches_the_tipster(house: House) -> None:
    tip, receipt = triaged_tip()
    ask_tipster(tip=tip, text="Which \u202etaob\u202c boat\u200b?\nWhen?", by=house.officer("reid"))
    assert [entry.text for entry in open_mailbox(receipt).entries] == ["Which taob boat?\nWhen?"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u202e"])
def test_an_empty_question_is_not_sent(house: House, text: str) -> None:
    tip, _ = triaged_tip()
    with pytest.raises(EmptyQuestion):
        ask_tipster(tip=tip, text=text, by=house.officer("reid"))


def test_a_tip_that_is_not_triaged_has_no_mailbox_to_write_to(house: House) -> None:
    accept(web())
    with pytest.raises(NoMailbox):
        ask_tipster(tip=only_tip(), text="Which boat?", by=house.officer("reid"))


@pytest.mark.parametrize(
    ("acts", "is_certain"),
    [
        (("call.hung_up",), True),
        (("call.hung_up", "call.reading"), False),
        (("call.reading",), False),
        (("line.unanswered", "line.forgotten"), True),
        (("line.unanswered", "line.receipt_given", "line.idle"), False),
        (("text.came_late",), True),
        (("text.withheld",), False),
        (("text.came_late", "line.forgotten"), False),
        (("line.forgotten",), False),
        (("line.stopped", "line.idle"), False),
    ],
)
def test_where_it_is_certain_that_nobody_has_the_receipt_nothing_is_asked(
    house: House, acts: tuple[str, ...], is_certain: bool
) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(unreachable=True)
    for act in acts:
        audit.enter(act, by=audit.TIPSTER, tip=tip.pk)
    if is_certain:
        with pytest.raises(NoReader):
            ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
        assert Record.objects.count() == 1
    else:
        ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
        assert Record.objects.count() == 2


def test_a_receipt_that_did_not_arrive_is_asked_by_text_while_the_phone_is_known(house: House) -> None:
    tip, _ = triaged_tip(sms())
    note_unanswered(PHONE, UNTAGGED)
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    assert Dispatch.objects.exists()
    forget_tip(tip.pk)
    with pytest.raises(NoReader):
        ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))


@pytest.mark.parametrize("column", ["public_key", "mailbox_key"])
def test_no_word_is_sealed_to_a_planted_key(house: House, column: str) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(**{column: new_pair().public})
    with pytest.raises(RowChanged):
        ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    assert Record.objects.count() == 1
