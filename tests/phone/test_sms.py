"""A text to the hotline, from the signed request to the answer on the phone."""

import threading
from unittest.mock import patch

import pytest
from django.db import connections
from django.http import QueryDict

from reports.gateways.segments import segments
from reports.intake.door import NotStored
from reports.intake.receipt import find_in, grouped, mint
from reports.models import Capsule, Channel, Errand, ErrandKind, Line, Record, SeenRequest, Tip
from reports.phone import wording
from reports.phone.sms import IncomingText
from reports.queries.history import lost_by
from reports.triage.assess import assess
from tests.conftest import triage_all
from tests.twilio_double import TwilioDouble, new_sid, text_fields
from tests.twilio_double.state import Medium, Text

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


def said_in(record: Record) -> str:
    """The words the door was given for a record, seen where triage sees them."""
    with patch("reports.triage.assess.run", side_effect=RuntimeError) as run, pytest.raises(RuntimeError):
        assess(record.pk)
    return str(run.call_args.args[0].text)


def test_a_text_becomes_a_tip_and_the_answer_holds_the_receipt_in_one_segment(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    assert find_in(answer)
    assert segments(answer).parts == 1
    assert Tip.objects.get().channel == Channel.SMS
    assert Line.objects.count() == 1


def test_the_answer_is_in_the_language_of_the_text(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("Il y a des hommes qui vendent de la drogue dans la maison près de chez nous")
    assert "OUBLIER" in answer


def test_a_second_text_joins_the_first_and_shows_no_receipt(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP)
    (answer,) = twilio.phone(PHONE).text("The car is white")
    assert Tip.objects.count() == 1
    assert Record.objects.count() == 2
    assert find_in(answer) is None
    assert segments(answer).parts == 1


def test_the_same_text_again_is_one_tip_and_the_same_answer(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP)
    first = twilio.last_reply
    assert twilio.webhooks.again() == first
    assert Tip.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_text_twice_at_once_is_one_tip(twilio: TwilioDouble) -> None:
    text = Text(sid=new_sid("SM"), sender=PHONE, to="", body=TIP, direction="inbound", status="received")
    replies = []

    def send() -> None:
        replies.append(twilio.post_text(text))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(replies)) == 1
    assert replies[0].status == 200
    assert (Tip.objects.count(), Record.objects.count(), SeenRequest.objects.count()) == (1, 1, 1)


def test_an_unsigned_text_stores_nothing(twilio: TwilioDouble) -> None:
    twilio.webhooks.token = "wrong"
    assert twilio.phone(PHONE).text(TIP) == []
    assert twilio.last_reply.status == 403
    assert not Tip.objects.exists()
    assert not SeenRequest.objects.exists()


def test_two_senders_without_a_number_share_no_line(twilio: TwilioDouble) -> None:
    for sender in ("266696687", "266696687", "+1", "whatsapp:+17584840001"):
        (answer,) = twilio.phone(sender).text(TIP)
        assert find_in(answer)
    assert Tip.objects.count() == 4
    assert not Line.objects.exists()
    assert {lost_by(tip.pk) for tip in Tip.objects.filter(unreachable=True)} == {"text.withheld"}
    assert not Tip.objects.filter(unreachable=False).exists()  # officers read that perhaps nobody has the receipt


def test_forget_destroys_the_line_and_says_so(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP)
    (answer,) = twilio.phone(PHONE).text("Forget")
    assert "forgotten" in answer
    assert not Line.objects.exists()
    assert Tip.objects.get().unreachable
    assert Record.objects.count() == 1


def test_stop_ends_the_line_silently_and_is_no_tip(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP)
    assert twilio.phone(PHONE).text("STOP") == []
    assert not Line.objects.exists()
    assert Record.objects.count() == 1


@pytest.mark.parametrize("word", ["FORGET", "STOP"])
@pytest.mark.parametrize("texted_before", [True, False])
def test_a_replayed_forget_does_not_destroy_a_later_line(twilio: TwilioDouble, word: str, texted_before: bool) -> None:
    if texted_before:
        twilio.phone(PHONE).text(TIP)
    captured = Text(sid=new_sid("SM"), sender=PHONE, to="", body=word, direction="inbound", status="received")
    first = twilio.post_text(captured)
    assert not Line.objects.exists()
    twilio.phone(PHONE).text("A man with a gun in the market")
    assert twilio.post_text(captured) == first
    assert Line.objects.count() == 1
    twilio.phone(PHONE).text(word)
    assert not Line.objects.exists(), "a new FORGET is obeyed"


@pytest.mark.django_db(transaction=True)
def test_a_forget_that_was_not_done_is_done_when_it_comes_again(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP)
    forget = Text(sid=new_sid("SM"), sender=PHONE, to="", body="FORGET", direction="inbound", status="received")
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE line RENAME TO gone")
        assert "NOT stored" in twilio.post_text(forget).body
        cursor.execute("ALTER TABLE gone RENAME TO line")
    assert "forgotten" in twilio.post_text(forget).body
    assert not Line.objects.exists()


@pytest.mark.parametrize("word", ["STOP", "Arrêt", "START", "HELP", "forget", "", "   ", "\0"])
def test_a_word_or_nothing_from_a_stranger_is_no_tip(twilio: TwilioDouble, word: str) -> None:
    twilio.phone(PHONE).text(word)
    assert twilio.last_reply.status == 200
    assert not Tip.objects.exists()


def test_help_names_the_emergency_number_first(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("help")
    assert "911" in answer.split(".")[0]


def test_stop_with_more_words_is_a_tip(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("STOP the man who beats the girl next door")
    assert Tip.objects.count() == 1


def test_what_the_provider_took_for_an_opt_out_is_not_answered(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP)
    assert twilio.phone(PHONE).text("nomore", OptOutType="STOP") == []
    assert not Line.objects.exists()
    assert Record.objects.count() == 1


def test_a_text_with_a_receipt_joins_that_tip_from_another_phone(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    receipt = find_in(answer)
    assert receipt
    triage_all()
    (told,) = twilio.phone(OTHER).text(f"{grouped(receipt)}: the car is white")
    assert told == wording.text("en", "by_receipt_alone")
    assert Tip.objects.count() == 1
    assert said_in(Record.objects.get(capsule__isnull=False)) == "the car is white"


def test_a_receipt_never_lies_in_the_words_of_a_tip(twilio: TwilioDouble) -> None:
    receipt = mint()
    twilio.phone(PHONE).text(f"my code {grouped(receipt)} the car is white")
    words = said_in(Record.objects.get())
    assert find_in(words) is None
    assert "the car is white" in words


def test_a_receipt_alone_is_answered_and_stores_nothing(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    receipt = find_in(answer)
    assert receipt
    (known,) = twilio.phone(OTHER).text(receipt)
    (unknown,) = twilio.phone(OTHER).text(mint())
    assert known == wording.text("en", "received")
    assert unknown == wording.text("en", "not_found")
    assert Record.objects.count() == 1


@pytest.mark.parametrize("gap", ["\n", "/", ", ", " - "])
def test_a_receipt_alone_opens_the_mailbox_however_it_is_typed(twilio: TwilioDouble, gap: str) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    receipt = find_in(answer)
    assert receipt
    typed = gap.join(receipt[at : at + 4] for at in range(0, 20, 4)).replace("0", "O")
    for said in (typed, f"My receipt is {typed}", f"{typed} 12"):
        assert twilio.phone(OTHER).text(said) == [wording.text("en", "received")], said
    assert Record.objects.count() == 1


def test_a_receipt_with_a_wrong_digit_is_never_a_tip(twilio: TwilioDouble) -> None:
    receipt = mint()
    wrong = str(9 - int(receipt[3])) if receipt[3] != "9" else "1"
    for said in (receipt[1:], receipt + "7", receipt[:3] + wrong + receipt[4:], f"STATUS {grouped(receipt)[:-1]}"):
        assert twilio.phone(PHONE).text(said) == [wording.text("en", "not_found")], said
    assert not Record.objects.exists()
    twilio.phone(PHONE).text(f"{grouped(receipt)[:-1]} he beats her")
    assert said_in(Record.objects.get()) == "[receipt?] he beats her"


PART = "1234567890123456"


@pytest.mark.parametrize(
    "said",
    [PART, f"Nimiwo {PART}", "1234 5678 9012", "my receipt is 1234 5678", "12345678", "1234-5678-90", f"{PART} 12"],
)
def test_a_part_of_a_receipt_is_never_shown_and_the_phone_is_told(twilio: TwilioDouble, said: str) -> None:
    assert twilio.phone(PHONE).text(said) == [wording.text("en", "not_found" if said[-3:] == " 12" else "part")]
    assert twilio.phone(PHONE).text(f"STATUS {said}") != []
    assert twilio.phone(PHONE).text(f"My code {said} forget me") == [wording.text("en", "forgotten_only")]
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    "said",
    (
        "758 484 0001|4840001|17584840001 / 758-484-0002|0696123456|+44 7911 123456|24/11/2026 10:30|$25,000,000|PA 12|"
        f"1234|the cards {PART} were stolen"
    ).split("|"),
)
def test_other_numbers_are_told(twilio: TwilioDouble, said: str) -> None:
    twilio.phone(PHONE).text(said)
    assert said_in(Record.objects.get()) == said


def test_a_text_and_its_pictures_become_errands(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("", media=[("image/jpeg", b"a"), ("image/heic", b"b")])
    kinds = list(Errand.objects.values_list("kind", flat=True))
    assert sorted(kinds) == [ErrandKind.MEDIA, ErrandKind.MEDIA, ErrandKind.MESSAGE]


def test_only_the_named_fields_are_picked_and_foreign_media_are_left(twilio: TwilioDouble) -> None:
    media = [Medium(sid=new_sid("ME"), kind="image/jpeg", data=b"") for _ in range(3)]
    text = Text(sid=new_sid("MM"), sender=PHONE, to="", body="a\0b", direction="inbound", status="", media=media)
    fields = text_fields(twilio.state, text)
    fields |= {"MediaUrl1": "https://evil.example/x", "MediaUrl2": "http://api.twilio.com" + fields["MediaUrl2"][22:]}
    posted = QueryDict(mutable=True)
    posted.update(fields)
    picked = IncomingText.pick(posted)
    assert picked
    assert picked.pictures.taken == (f"{text.sid}/{media[0].sid}",)
    assert (picked.sid, picked.sender, picked.body) == (text.sid, PHONE, "ab")
    assert PHONE not in repr(picked)
    assert not {"CASTRIES", "LC"} & {str(getattr(picked, name)) for name in picked.__slots__}


@pytest.mark.parametrize("fields", [{"MessageSid": ""}, {"MessageSid": "x"}])
def test_a_signed_request_that_is_no_text_is_refused(twilio: TwilioDouble, fields: dict[str, str]) -> None:
    text = Text(sid=new_sid("SM"), sender=PHONE, to="", body=TIP, direction="inbound", status="received")
    assert twilio.post_text(text, **fields).status == 400
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    "body", ["🐐" * 800, "\0\0x", "a" * 1600, "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace")]
)
def test_odd_bodies_are_tips_like_others(twilio: TwilioDouble, body: str) -> None:
    (answer,) = twilio.phone(PHONE).text(body)
    assert find_in(answer)


def test_a_tip_that_cannot_be_stored_goes_to_the_fallback_and_then_the_phone_is_told(twilio: TwilioDouble) -> None:
    with patch("reports.phone.sms.accept", side_effect=NotStored) as accept:
        (answer,) = twilio.phone(PHONE).text(TIP)
    assert accept.call_count == 2
    assert "NOT stored" in answer
    with patch("reports.phone.sms.accept", side_effect=NotStored):
        twilio.sms_fallback = False
        assert twilio.phone(PHONE).text(TIP) == []
    assert twilio.last_reply.status == 503


def test_forget_with_the_database_down_is_not_claimed_to_be_done(twilio: TwilioDouble) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE seen_request RENAME TO gone")  # undone with this test's transaction
    (answer,) = twilio.phone(PHONE).text("forget")
    assert "NOT" in answer


def test_a_capsule_waits_for_the_worker(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP)
    assert Capsule.objects.count() == 1
