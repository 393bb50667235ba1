"""The mailbox: it tells how far we are, and takes answers, corrections and the wish to be left alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.casework.status import close_tip
from reports.clock import today
from reports.dialogue import fading
from reports.dialogue import mailbox as room
from reports.dialogue.fading import fading_day, forget_read
from reports.dialogue.reply import ask_tipster
from reports.models import KeyPurpose, MailboxCopy, Tip
from reports.models.choices import ACT, CORRECTS
from reports.queries.reading import read_tip
from tests.conftest import House, only_tip, triage_all
from tests.intake.telling_pictures import telling_jpeg
from tests.outage import no_key_can_be_written
from tests.public.browser import fetch, send
from tests.public.mailboxes import additions, asked, attributes, opened, told
from tests.spoilt import spoil


def test_before_triage_the_mailbox_says_received_and_not_yet_read(house: House) -> None:
    page = opened(told())
    assert page.status == 200
    assert "It is not sorted yet" in page.text
    assert "Close this mailbox" not in page.text


def test_after_triage_the_tip_waits_for_an_officer(house: House) -> None:
    receipt = told()
    triage_all()
    assert "waits for an officer" in opened(receipt).text


def test_an_officers_question_is_read_and_answered(house: House) -> None:
    page = opened(asked(house))
    assert "Which boat?" in page.text
    assert "A question for you" in page.text
    page = send("/mailbox", page, do="add", text="The blue one")
    assert page.status == 200
    assert "We have what you added" in page.text
    assert "You wrote on" in page.text
    assert additions() == 1


def test_the_mailbox_never_shows_what_the_tipster_told(house: House) -> None:
    page = opened(asked(house))
    assert "A boat lands" not in page.text
    page = send("/mailbox", page, do="add", text="The blue one")
    assert "The blue one" not in page.response.content.decode()


def test_a_reload_after_adding_does_not_add_twice(house: House) -> None:
    page = opened(asked(house))
    send("/mailbox", page, do="add", text="The blue one")
    assert send("/mailbox", page, do="add", text="The blue one").status == 200
    assert additions() == 1


def test_an_empty_answer_is_asked_for(house: House) -> None:
    page = send("/mailbox", opened(told()), do="add", text="")
    assert page.status == 400
    assert "Write something, or choose a file." in page.text


def test_a_forged_ticket_keeps_the_answer(house: House) -> None:
    page = send("/mailbox", opened(told()), do="add", text="The blue one", ticket="forged")
    assert page.status == 400
    assert page.fields["text"] == "The blue one"
    assert send("/mailbox", page, do="add").status == 200


def test_ending_the_talk_is_asked_twice_and_is_for_ever(house: House) -> None:
    receipt = asked(house)
    page = opened(receipt)
    sure = send("/mailbox", page, do="ask_end", text="unsent")
    assert "cannot be undone" in sure.text
    assert "If there should be a reward later, it is lost too" in sure.text
    assert send("/mailbox", sure, do="look").fields["text"] == "unsent"
    assert "Your mailbox is closed" in send("/mailbox", sure, do="end").text
    assert opened(receipt).status == 404
    assert "NOT stored" in send("/mailbox", page, do="add", text="more").text
    assert Tip.objects.get().unreachable


def test_what_is_stored_just_before_the_page_locks_is_not_called_lost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(asked(house))
    monkeypatch.setattr(room, "PASS_AGE", -1)  # passes made from now on are too old at once
    page = send("/mailbox", page, do="add", text="The blue one")
    assert page.status == 200
    assert "We have what you added" in page.text
    assert additions() == 1


def test_a_closed_tip_says_so_and_still_takes_words(house: House) -> None:
    receipt = asked(house)
    close_tip(tip=only_tip(), reason="seizure", by=house.officer("reid"), version=only_tip().version)
    page = opened(receipt)
    assert "Closed" in page.text
    assert "We have what you added" in send("/mailbox", page, do="add", text="They are back").text


def test_no_cookie_is_ever_set_and_nothing_stands_in_an_address(house: House) -> None:
    page = opened(asked(house))
    for each in (fetch("/mailbox"), page, send("/mailbox", page, do="add", text="The blue one")):
        assert not each.response.cookies
        assert each.status in {200, 203}
    assert {told["action"] for tag, told in page.tags if tag == "form"} == {"/en/mailbox"}


def test_an_addition_that_cannot_be_stored_is_said_so_and_kept(house: House) -> None:
    page = opened(asked(house))
    with no_key_can_be_written():
        page = send("/mailbox", page, do="add", text="The blue one")
    assert page.status == 503
    assert "NOT stored" in page.text
    assert page.fields["text"] == "The blue one"


def test_that_an_officer_read_the_tip_is_told_without_when_or_who(house: House) -> None:
    receipt = told()
    triage_all()
    read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    page = opened(receipt)
    assert "An officer of the team it concerns has read your tip." in page.text
    assert "Reid" not in page.text


def test_what_was_added_last_and_nobody_read_is_told(house: House) -> None:
    page = opened(asked(house))
    assert "has not been read yet" not in page.text
    page = send("/mailbox", page, do="add", text="The blue one")
    assert "Your answer is in It is stored with your tip and waits until an officer reads it." in page.text
    assert "A question for you" not in page.text
    triage_all()
    assert "What you sent last has not been read yet." in send("/mailbox", page, do="look").text
    read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert "has not been read yet" not in send("/mailbox", page, do="look").text
    ask_tipster(tip=only_tip(), text="And which bay?", by=house.officer("reid"))
    assert "A question for you" in send("/mailbox", page, do="look").text


def test_what_was_added_without_a_question_and_nobody_read_is_told(house: House) -> None:
    receipt = told()
    triage_all()
    read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    page = send("/mailbox", opened(receipt), do="add", text="The blue one")
    assert "What you sent last has not been read yet." in page.text
    triage_all()
    assert "What you sent last has not been read yet." in send("/mailbox", page, do="look").text
    read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert "has not been read yet" not in send("/mailbox", page, do="look").text


def test_a_message_names_the_day_on_which_it_is_erased_and_then_says_that_it_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = asked(house)
    day = fading_day(today())
    assert f"Erased here on {day:%A} {day.day} {day:%B}." in opened(receipt).text
    monkeypatch.setattr(fading, "today", lambda: day)
    forget_read()
    page = opened(receipt)
    assert "Which boat?" not in page.text
    assert "You have read it, and it is erased here." in page.text


def test_a_message_that_does_not_open_now_is_told_and_not_left_out(house: House) -> None:
    receipt = asked(house)
    spoil(KeyPurpose.ERASURE, MailboxCopy.objects.get().pk)
    page = opened(receipt).text
    assert "One message cannot be shown at the moment. Look again later." in page
    assert "No message yet." not in page


def test_a_correction_is_sealed_with_its_words(house: House) -> None:
    page = send("/mailbox", opened(asked(house)), do="add", text="The red one", corrects="on")
    assert "We have what you added" in page.text
    triage_all()
    read = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert (read.entries[-1].text, read.entries[-1].answers) == ("The red one", {ACT: CORRECTS})


def test_the_tick_of_a_correction_stays_when_the_page_comes_back(house: House) -> None:
    page = send("/mailbox", opened(asked(house)), do="look", text="The red one", corrects="on")
    assert "checked" in attributes(page, "corrects")


@pytest.mark.parametrize("triaged", [False, True])
def test_a_tip_can_be_taken_back_at_any_time_after_reading_what_that_does(house: House, triaged: bool) -> None:
    receipt = told()
    if triaged:
        triage_all()
    sure = send("/mailbox", opened(receipt), do="ask_withdraw", text="unsent")
    assert "may have seen its first words in their list" in sure.text, "said before one decides, not after"
    assert "cannot be undone" in sure.text
    assert not only_tip().withdrawn
    page = send("/mailbox", sure, do="withdraw:as_it_is", reason="My brother found out")
    assert "You took your tip back" in page.text
    assert page.fields["text"] == "unsent"
    assert only_tip().withdrawn
    again = opened(receipt)
    assert "you asked the police not to use it" in again.text
    assert "Take it back" not in again.text
    assert "My brother" not in again.text


def test_taking_back_needs_no_reason_and_counts_once(house: House) -> None:
    sure = send("/mailbox", opened(asked(house)), do="ask_withdraw")
    for _ in range(2):
        assert send("/mailbox", sure, do="withdraw").status == 200
    assert additions() == 1
    page = send("/mailbox", sure, do="withdraw", reason="Other words")
    assert page.status == 409
    assert page.fields["reason"] == "Other words"
    assert "You took your tip back" in page.text
    assert "To send it too, press the button once more" in page.text
    assert "not right" not in page.text
    assert send("/mailbox", page, do="withdraw").status == 200
    assert additions() == 2


@pytest.mark.parametrize("ask", ["ask_withdraw", "ask_end"])
def test_going_back_keeps_everything_typed_ticked_and_chosen(house: House, ask: str) -> None:
    photo = SimpleUploadedFile("a.jpg", telling_jpeg())
    page = send("/mailbox", opened(asked(house)), do="look", text="unsent", corrects="on", files=photo)
    sure = send("/mailbox", page, do=ask, tell="0", reason="Because\nof him")
    page = send("/mailbox", sure, do="look")
    assert (page.fields["text"], page.fields["corrects"], page.fields["tell"]) == ("unsent", "on", "0.time")
    assert send("/mailbox", page, do="ask_withdraw").fields["reason"] == "Because\nof him"
    assert not only_tip().withdrawn
    page = send("/mailbox", page, do="add:as_it_is")
    assert "We have what you added" in page.text
    triage_all()
    read = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert {ACT, "file.1.time"} <= set(read.entries[-1].answers)
    assert page.fields["reason"] == "Because\nof him", "it waits still for the taking back"


def test_a_file_refused_on_the_way_to_taking_back_is_told_there(house: House) -> None:
    broken = SimpleUploadedFile("a.png", b"")
    assert "File 1 arrived empty" in send("/mailbox", opened(told()), do="ask_withdraw", files=broken).text


def test_a_reason_typed_into_a_page_that_locked_is_kept_until_it_is_sent(house: House) -> None:
    receipt = asked(house)
    sure = send("/mailbox", opened(receipt), do="ask_withdraw", corrects="on")
    page = send("/mailbox", sure, **{"do": "withdraw", "reason": "Because of him", "pass": "forged"})
    assert "Your tip is not taken back." in page.text
    assert "readonly" in attributes(page, "reason")
    page = send("/mailbox", page, receipt=receipt)
    assert page.fields["corrects"] == "on"
    sure = send("/mailbox", page, do="ask_withdraw")
    assert sure.fields["reason"] == "Because of him"
    assert "You took your tip back" in send("/mailbox", sure, do="withdraw").text


def test_a_forged_ticket_takes_nothing_back_and_keeps_the_reason(house: House) -> None:
    sure = send("/mailbox", opened(asked(house)), do="ask_withdraw")
    page = send("/mailbox", sure, do="withdraw", reason="Why", ticket="forged")
    assert page.status == 400
    assert page.fields["reason"] == "Why"
    assert not only_tip().withdrawn


def test_a_withdrawal_that_cannot_be_stored_is_said_so(house: House) -> None:
    sure = send("/mailbox", opened(asked(house)), do="ask_withdraw")
    with no_key_can_be_written():
        page = send("/mailbox", sure, do="withdraw", reason="Why")
    assert page.status == 503
    assert "NOT stored" in page.text
    assert not only_tip().withdrawn
