"""Words that ask instead of telling: NEW, QUIET, STATUS, a receipt alone, and a hotline that is closed."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.clock import today
from reports.dialogue.closing import close_hotline
from reports.dialogue.reply import ask_tipster
from reports.gateways.segments import segments
from reports.intake.door import NotStored
from reports.intake.errands import run_errand
from reports.intake.receipt import find_in, grouped, mint
from reports.models import Delivery, Dispatch, Errand, Line, Record, Status, Tip
from reports.phone import wording
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.phone.answers import receipt_of
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


@pytest.mark.parametrize("word", ["NEW", "nouvo", "Nouveau", "NUEVO"])
def test_new_lets_the_next_text_begin_a_tip_with_a_receipt_of_its_own(twilio: TwilioDouble, word: str) -> None:
    phone = twilio.phone(PHONE)
    (first,) = phone.text(TIP)
    phone.text(word)
    (second,) = phone.text("A boat without lights in Dennery")
    assert receipt_of(first) != receipt_of(second)
    assert Tip.objects.count() == 2
    assert Line.objects.get().tip_id == Tip.objects.get(unreachable=False).pk


def test_new_before_the_words_begins_a_tip_at_once_and_once(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    (first,) = phone.text(TIP)
    (second,) = phone.text("NEW: a boat without lights")
    assert receipt_of(first) != receipt_of(second)
    assert twilio.webhooks.again().body == twilio.last_reply.body
    assert (Tip.objects.count(), Line.objects.count()) == (2, 1)


def test_quiet_keeps_the_phone_and_sends_nothing_more_to_it(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("Quiet") == []
    assert phone.text("The car is white") == []
    triage_all()
    tip = only_tip()
    assert Record.objects.count() == 2
    question = ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    assert question.delivery == Delivery.NONE, "it waits in the mailbox"
    assert not Dispatch.objects.exists()
    assert phone.text("FORGET") == []
    assert not Line.objects.exists()


def test_quiet_before_a_first_text_takes_it_and_answers_nothing(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text(f"quiet: {TIP}") == []
    assert phone.text("The car is white") == []
    assert Tip.objects.count() == 1
    assert Record.objects.count() == 2


def test_quiet_before_a_later_text_is_obeyed_and_the_text_is_kept(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("quiet: the car is white") == []
    assert Line.objects.get().silent
    assert Record.objects.count() == 2


def test_after_quiet_nothing_is_answered(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    receipt = receipt_of(answer)
    assert twilio.phone(PHONE).text("QUIET - he beats his wife with a cutlass now") == []
    silent = ("STATUS", f"STATUS {receipt}", receipt, receipt[1:], "Help, he has a gun and shoots", "", "NEW")
    assert [twilio.phone(PHONE).text(said) for said in silent] == [[]] * len(silent)
    assert Record.objects.count() == 3


def test_quiet_without_a_colon_that_could_not_be_stored_rings_no_phone(twilio: TwilioDouble) -> None:
    with patch("reports.phone.sms.accept", side_effect=NotStored):
        assert twilio.phone(PHONE).text("quiet - he beats his wife") == []


@pytest.mark.parametrize(
    ("first", "said", "language"),
    [
        (TIP, "He is in the house with a gun now, he is shooting", "en"),
        ("Il y a des hommes qui vendent de la drogue dans la maison", "il a un fusil, il tire sur les gens", "fr"),
    ],
)
def test_danger_in_a_later_text_is_answered_with_the_emergency_number(
    twilio: TwilioDouble, first: str, said: str, language: str
) -> None:
    twilio.phone(PHONE).text(first)
    assert twilio.phone(PHONE).text(said) == [wording.text(language, "danger")]
    assert "911" in wording.text(language, "danger")


@pytest.mark.parametrize(
    ("state", "name"),
    [(Status.NEW, "received"), (Status.OPEN, "open"), (Status.WAITING, "waiting"), (Status.CLOSED, "ended")],
)
def test_status_says_where_the_tip_stands_and_nothing_of_it(twilio: TwilioDouble, state: Status, name: str) -> None:
    twilio.phone(PHONE).text(TIP)
    triage_all()
    Tip.objects.update(status=state, outcome="nothing" if state == Status.CLOSED else "")
    (told,) = twilio.phone(PHONE).text("STATUS")
    assert told == wording.text("en", f"{name}_here")
    assert Record.objects.count() == 1


def test_status_from_a_stranger_asks_for_the_receipt(twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("status") == [wording.text("en", "stranger")]
    assert not Tip.objects.exists()


def test_status_with_a_receipt_works_from_any_phone(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    asked = f"STATUS {grouped(receipt_of(answer))}"
    assert twilio.phone(OTHER).text(asked) == [wording.text("en", "received")]
    assert twilio.phone(OTHER).text(f"STATUS {grouped(mint())}") == [wording.text("en", "not_found")]
    assert Record.objects.count() == 1


def test_a_receipt_alone_reads_the_officers_question_from_any_phone(house: House, twilio: TwilioDouble) -> None:
    tip, receipt = triaged_tip(web())
    ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    twilio.phone(OTHER).text(f"{receipt} he has a red truck also")  # it was not read
    triage_all()
    assert twilio.phone(OTHER).text(receipt) == [wording.text("en", "asked_there", question="Which days?")]
    assert twilio.phone(PHONE).text(receipt) == [wording.text("en", "received")], "now it was"
    assert Record.objects.count() == 3


def test_a_receipt_from_another_phone_leaves_both_phones_where_they_were(twilio: TwilioDouble) -> None:
    (mine,) = twilio.phone(PHONE).text(TIP)
    twilio.phone(OTHER).text("A boat without lights")
    (answer,) = twilio.phone(OTHER).text(f"{grouped(receipt_of(mine))} the car is white")
    assert answer == wording.text("en", "by_receipt_alone")
    assert Line.objects.count() == 2
    assert sorted(tip.records.count() for tip in Tip.objects.all()) == [1, 2]


def test_a_second_phone_needs_the_receipt_for_each_text(twilio: TwilioDouble) -> None:
    (mine,) = twilio.phone(PHONE).text(TIP)
    (answer,) = twilio.phone(OTHER).text(f"{receipt_of(mine)} the car is white")
    assert answer == wording.text("en", "by_receipt_alone"), "it says that the phone does not go on with it"
    assert Line.objects.count() == 1
    assert receipt_of(twilio.phone(OTHER).text("and old")[0])


def test_an_idle_phone_starts_a_tip_of_its_own(twilio: TwilioDouble, settings: Settings) -> None:
    twilio.phone(PHONE).text(TIP)
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
    (answer,) = twilio.phone(PHONE).text("Somebody else has this number now")
    assert find_in(answer)
    assert Tip.objects.count() == 2


def test_a_word_is_answered_in_the_language_of_the_tip(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("Il y a des hommes qui vendent de la drogue dans la maison près de chez nous")
    triage_all()
    assert twilio.phone(PHONE).text("STATUS") == [wording.text("fr", "received_here")]
    assert twilio.phone(PHONE).text("non") == [wording.text("fr", "joined")]


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("fr", "Il y a des hommes qui vendent de la drogue dans la maison"),
        ("acf", "Mwen wè an nonm ka vann dwòg dèyè légliz-la"),
        ("ht", "Vwazen mwen ap vann dwòg dèyè legliz la chak vandredi"),
    ],
)
def test_the_language_is_known_from_the_first_text_on(twilio: TwilioDouble, language: str, first: str) -> None:
    """Nobody has judged it yet: most people write again within the quiet window."""
    twilio.phone(PHONE).text(first)
    said = ["Marvin Joseph", "STATUS", "HELP", "nouvo" if language != "fr" else "NEW"]
    joined, status, helped, more, new = (
        wording.text(language, name) for name in ("joined", "received_here", "help", "help_more", "new")
    )
    answers = [[joined], [status], [f"{helped} {more}"], [new]]
    assert [twilio.phone(PHONE).text(word) for word in said] == answers


def test_one_talk_has_one_language_whatever_is_written_later(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("Vwazen mwen ap vann dwòg dèyè legliz la chak vandredi")
    for said in ("he sells drugs too", "Ayer vino otra vez", "He has a gun and shoots at us now"):
        name = "danger" if "gun" in said else "joined"
        assert twilio.phone(PHONE).text(said) == [wording.text("ht", name)], said
    assert "REÇU" in twilio.phone(PHONE).text("NOUVEAU: il y a des hommes qui vendent de la drogue")[0], "another talk"


def test_words_beside_a_mistyped_receipt_are_kept_and_the_phone_is_told(twilio: TwilioDouble) -> None:
    (other,) = twilio.phone(OTHER).text("A boat without lights")
    twilio.phone(PHONE).text(TIP)
    receipt = receipt_of(other)
    mistyped = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    assert twilio.phone(PHONE).text(f"{mistyped} the boat is white") == [wording.text("en", "mistyped")]
    assert Record.objects.count() == 3
    in_danger = f"{mistyped} he has a gun and shoots at us now"
    told = f"{wording.text('en', 'danger')} {wording.text('en', 'unfit')}"
    assert twilio.phone(PHONE).text(in_danger) == [told]


@pytest.mark.parametrize("said", ["Receipt: {} FORGET", "receipt {} forget me", "My receipt {} please forget me"])
def test_words_that_name_the_receipt_do_not_hide_the_wish(twilio: TwilioDouble, said: str) -> None:
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    assert twilio.phone(OTHER).text(f"My receipt {receipt} STATUS") == [wording.text("en", "received")]
    assert twilio.phone(PHONE).text(said.format(grouped(receipt))) == [wording.text("en", "forgotten_there")]
    assert not Line.objects.exists()
    assert Record.objects.count() == 1
    told = twilio.phone(PHONE).text(f"receipt {receipt} STOP the man")
    assert told == [wording.text("en", "by_receipt")], "it tells something"


@pytest.mark.parametrize(("language", "said"), [("en", "the boat is white"), ("fr", "ils vendent de la drogue ici")])
@pytest.mark.parametrize("is_whole", [True, False])
def test_words_beside_a_receipt_that_opens_nothing_are_a_new_tip_and_the_phone_is_told(
    twilio: TwilioDouble, language: str, said: str, is_whole: bool
) -> None:
    typed = mint()[: 20 if is_whole else 19]
    (answer,) = twilio.phone(PHONE).text(f"{typed} {said}")
    assert answer == wording.text(language, "instead_new", receipt=grouped(receipt_of(answer)))
    assert twilio.phone(PHONE).text(f"{typed} {said}") == [wording.text(language, "mistyped")]


def test_a_closed_line_takes_the_tip_and_says_that_nobody_is_there(house: House, twilio: TwilioDouble) -> None:
    close_hotline(other_number="+1 758 456 4000", by=house.officer("reid"))
    (answer,) = twilio.phone(PHONE).text(TIP)
    assert find_in(answer)
    assert "Nobody is here now" in answer
    assert "+1 758 456 4000" in answer
    assert segments(answer).parts == 2


def test_a_closed_line_without_another_number_names_that_for_danger(house: House, twilio: TwilioDouble) -> None:
    close_hotline(other_number="", by=house.officer("reid"))
    (first,) = twilio.phone(PHONE).text(TIP)
    assert first.startswith("Nobody is here now. 555: stored")
    assert first.count("911") == 1
    assert twilio.phone(PHONE).text("STATUS")[0].startswith("Nobody is here now. Call 911. 555: stored.")


@pytest.mark.parametrize("word", ["HELP", "STATUS", "QUIET", "NEW", "FORGET", "STOP", ""])
def test_what_is_no_tip_is_deleted_at_the_provider_too(twilio: TwilioDouble, word: str) -> None:
    twilio.phone(PHONE).text(word)
    for errand in Errand.objects.all():
        Errand.objects.update(due_at=timezone.now())
        run_errand(errand.pk)
    assert not [text for text in twilio.state.texts.values() if text.direction == "inbound"]


def test_words_of_danger_are_answered_with_the_emergency_number_first(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("He has a gun, he is shooting at us now")
    assert answer.startswith("Danger? Call 911 now.")
    assert find_in(answer)
