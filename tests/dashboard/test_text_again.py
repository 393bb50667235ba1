"""At the desk: a text that nobody knows of, or that failed, waits for an officer's word."""

import pytest

from reports import audit
from reports.dialogue.forget import end_line
from reports.dialogue.mailbox import MailboxKey, end_dialogue
from reports.dialogue.reply import ask_tipster
from reports.models import Delivery, Dispatch, Line, Record, RecordKind, Tip
from tests.arrivals import PHONE, sms, triaged_tip
from tests.conftest import House
from tests.dashboard.conftest import Desk


@pytest.fixture
def record(house: House) -> Record:
    tip, _ = triaged_tip(sms("They sell weed by the school in Vieux Fort"))
    record = ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    Dispatch.objects.all().delete()
    Record.objects.filter(pk=record.pk).update(delivery=Delivery.UNKNOWN)
    return record


def decide(desk: Desk, record: Record, do: str) -> str:
    version = Tip.objects.values_list("version", flat=True).get()
    address = f"/desk/tips/{record.tip_id}/texts/{record.pk}"
    return desk.client.post(address, {"do": do, "version": version}, follow=True).text


def delivery() -> str:
    return Record.objects.values_list("delivery", flat=True).get(kind=RecordKind.QUESTION)


def test_unknown_is_shown_and_sending_again_is_one_press(record: Record, reid: Desk) -> None:
    assert "Nobody knows whether this text went out" in reid.get(f"/desk/tips/{record.tip_id}").text
    assert "The text is sent again." in decide(reid, record, "send")
    assert delivery() == Delivery.QUEUED
    assert Dispatch.objects.count() == 1
    assert "nothing to decide" in decide(reid, record, "send")
    assert Dispatch.objects.count() == 1


def test_leaving_it_takes_the_question_off_the_page(record: Record, reid: Desk) -> None:
    page = decide(reid, record, "leave")
    assert "Nobody knows" not in page
    assert delivery() == Delivery.NONE


def test_a_closed_channel_is_said_with_its_reason_and_offers_no_sending(record: Record, reid: Desk) -> None:
    end_line(sender=PHONE)
    page = reid.get(f"/desk/tips/{record.tip_id}").text
    assert "had the phone forgotten" in page
    assert "Send the text again" not in page
    assert "No text reaches the tipster any more" in decide(reid, record, "send")
    assert delivery() == Delivery.UNKNOWN


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("line.renewed", "phone goes on with another tip"),
        ("line.opted_out", "stopped all texts at the telephone company"),
        ("line.stopped", "perhaps nobody can open the mailbox"),
        ("call.hung_up", "a question reaches nobody"),
        ("line.unanswered", "a question would reach nobody"),
        ("text.withheld", "The text came without a number"),
        ("text.came_late", "found at the phone company long after it was sent"),
        ("dialogue.ended", "ended the dialogue"),
    ],
)
def test_officers_tell_another_tip_from_a_blocked_phone_and_from_silence(
    record: Record, reid: Desk, act: str, told: str
) -> None:
    end_line(sender=PHONE, act=act)
    assert told in reid.get(f"/desk/tips/{record.tip_id}").text
    audit.enter("line.forgotten", by=audit.TIPSTER, tip=record.tip_id)  # in the same hour: nobody knows which was last
    page = reid.get(f"/desk/tips/{record.tip_id}").text
    is_certain = act in ("call.hung_up", "line.unanswered")
    told = "a question would reach nobody" if is_certain else "No text reaches the tipster any more. A question"
    assert told in page
    assert ("Send the question" not in page) == is_certain


def test_a_question_that_nobody_can_read_is_refused_and_its_words_are_kept(record: Record, reid: Desk) -> None:
    version = Tip.objects.values_list("version", flat=True).get()
    end_line(sender=PHONE, act="call.hung_up")
    Record.objects.update(delivery=Delivery.NONE)
    assert "Send the question" not in reid.get(f"/desk/tips/{record.tip_id}").text
    late = {"question": "Which boat?", "version": version}
    page = reid.client.post(f"/desk/tips/{record.tip_id}/ask", late).text
    assert "Nobody has the receipt of this tip" in page
    assert "Which boat?" in page
    assert Record.objects.filter(kind=RecordKind.QUESTION).count() == 1


def test_who_ended_the_dialogue_is_offered_no_question_and_a_late_one_is_told_why(record: Record, reid: Desk) -> None:
    Record.objects.update(delivery=Delivery.NONE)
    assert "Send the question" in reid.get(f"/desk/tips/{record.tip_id}").text
    end_dialogue(MailboxKey(record.tip_id))
    page = reid.get(f"/desk/tips/{record.tip_id}").text
    assert "Send the question" not in page
    assert "The mailbox is closed" in page
    late = {"question": "Which boat?", "version": Tip.objects.values_list("version", flat=True).get()}
    page = reid.client.post(f"/desk/tips/{record.tip_id}/ask", late).text
    assert "the tipster ended the dialogue" in page
    assert "not triaged" not in page
    assert "Which boat?" in page


def test_a_tipster_who_asked_for_no_texts_is_named_so(record: Record, reid: Desk) -> None:
    Line.objects.update(silent=True)  # as a first text that asks for it leaves it
    page = reid.get(f"/desk/tips/{record.tip_id}").text
    assert "asked for no texts, or told that somebody else may see the phone" in page
    assert "only the word RECEIPT or START brings it" in page
    assert "Send the text again" not in page


def test_another_units_officer_decides_nothing(record: Record, felix: Desk) -> None:
    assert felix.post(f"/desk/tips/{record.tip_id}/texts/{record.pk}", do="send", version=1).status_code == 404
    assert delivery() == Delivery.UNKNOWN
