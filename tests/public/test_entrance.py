"""The entrance: the receipt opens a mailbox, nothing else does, and a page that was left open locks itself."""

import re
import time

import pytest
from django.db import connection

from reports.dialogue import mailbox as room
from reports.dialogue import turns
from reports.dialogue.mailbox import may_be_ours
from reports.intake.flood import Pace
from reports.intake.letting_in import TRIES
from reports.intake.receipt import ReceiptMistyped, mint, parse
from reports.models import Tip
from tests.conftest import House, triage_all
from tests.public.browser import fetch, send
from tests.public.mailboxes import additions, asked, attributes, opened, told


def guessed() -> str:
    """A well-formed receipt of somebody who cannot make our digits."""
    return next(
        each for each in map(str, range(10**19, 10**19 + 10_000)) if _well_formed(each) and not may_be_ours(each)
    )


def _well_formed(digits: str) -> bool:
    try:
        return bool(parse(digits))
    except ReceiptMistyped:
        return False


def test_spaces_and_hyphens_in_the_receipt_do_not_matter(house: House) -> None:
    receipt = told()
    for typed in (receipt.replace(" ", ""), receipt.replace(" ", "-"), f"  {receipt} "):
        assert opened(typed).status == 200


def test_a_mistyped_digit_is_found_without_looking_for_a_mailbox(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = told()
    monkeypatch.setattr("reports.intake.letting_in.open_mailbox", lambda receipt: pytest.fail("looked for a mailbox"))
    wrong = ("1" if receipt[0] != "1" else "2") + receipt[1:]
    for typed in (wrong, receipt[:-1], receipt + "1", "abc", "", "٣" * 20, "\0"):
        page = opened(typed)
        assert page.status == 400
        assert ("a", {"href": "#id_receipt"}) in page.tags


def test_a_wellformed_receipt_of_nobody_opens_nothing(house: House) -> None:
    told()
    page = opened(mint())
    assert page.status == 404
    assert "No open mailbox" in page.text


def test_a_forged_pass_opens_nothing_and_keeps_what_was_typed(house: House) -> None:
    receipt = told()
    page = send("/mailbox", opened(receipt), **{"do": "add", "text": "The blue one", "pass": "forged"})
    assert page.status == 403
    assert "enter your receipt again" in page.text
    assert additions() == 0
    page = send("/mailbox", page, receipt=receipt)
    assert page.fields["text"] == "The blue one"
    assert "We have what you added" in send("/mailbox", page, do="add").text


def test_a_page_left_open_locks_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(told())
    monkeypatch.setattr(room, "PASS_AGE", -1)
    stale = send("/mailbox", page, do="look")
    assert send("/mailbox", stale if "pass" in stale.fields else page, do="look").status == 403


def test_a_busy_mailbox_asks_to_wait_and_keeps_the_receipt(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = told()
    triage_all()
    monkeypatch.setattr(turns, "QUICK", turns.Turns(at_once=1, waiting=0, patience=0.0))
    with turns.QUICK.one():
        page = opened(receipt)
    assert page.status == 503
    assert page.fields["receipt"] == receipt
    assert opened(receipt).status == 200


@pytest.mark.parametrize("act", ["end", "look"])
def test_a_reload_after_the_end_says_closed_and_speaks_of_no_error(
    house: House, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(asked(house))
    send("/mailbox", page, do="end")
    for age in (room.PASS_AGE, -1):
        monkeypatch.setattr(room, "PASS_AGE", age)
        again = send("/mailbox", page, do=act)
        assert again.status == 200
        assert "Your mailbox is closed" in again.text
        assert "not right yet" not in again.text
        assert "NOT stored" not in again.text


@pytest.mark.parametrize("act", ["add", "look", "ask_end", "end"])
def test_words_typed_into_a_talk_that_was_ended_elsewhere_can_be_seen_and_copied(house: House, act: str) -> None:
    receipt = asked(house)
    page = opened(receipt)
    send("/mailbox", opened(receipt), do="end")
    page = send("/mailbox", page, do=act, text="The blue\none")
    assert page.status == 200
    assert "Your mailbox is closed" in page.text
    assert "NOT stored" in page.text
    assert "Open the mailbox" not in page.text, "nothing opens it again"
    assert page.fields["text"] == "The blue\none"
    assert "readonly" in attributes(page, "text")
    assert attributes(page, "text")["autocomplete"] == "off"


def test_words_typed_into_a_talk_that_was_ended_elsewhere_become_a_new_tip(house: House) -> None:
    receipt = asked(house)
    page = opened(receipt)
    send("/mailbox", opened(receipt), do="end")
    page = send("/mailbox", page, do="add", text="The blue one")
    form = send("/", page, do="write")
    assert form.status == 200
    assert "NOT sent yet" in form.text
    assert form.fields["text"] == "The blue one"
    assert Tip.objects.count() == 1, "nothing is sent before Send is pressed"
    assert send("/", form).receipt != receipt
    assert Tip.objects.count() == 2


def test_the_entrance_speaks_of_no_words_where_there_are_none(house: House) -> None:
    page = fetch("/mailbox")
    assert "NOT stored" not in page.text
    leads = [told for tag, told in page.tags if told.get("formaction") and "lang" not in told]  # a language keeps all
    assert not leads + [told for tag, told in page.tags if told.get("name") == "text"]


def test_with_the_database_down_the_entrance_says_so_and_keeps_the_receipt(house: House) -> None:
    receipt = told()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE capsule RENAME TO gone")  # undone with this test's transaction
    page = opened(receipt)
    assert page.status == 503
    assert "cannot be opened at this moment" in page.text
    assert page.fields["receipt"] == receipt


def test_the_entrance_says_plainly_what_a_lost_receipt_means(house: House) -> None:
    page = fetch("/mailbox")
    assert "Then nobody can open this mailbox, not even we." in page.text
    assert "send a new tip and mention the first" in page.text


def test_one_page_takes_a_few_tries_and_then_gives_a_fresh_one(house: House) -> None:
    receipt, page = told(), fetch("/mailbox")
    for _ in range(TRIES):
        assert send("/mailbox", page, receipt=mint()).status == 404
    fresh = send("/mailbox", page, receipt=receipt)
    assert fresh.status == 429
    assert "Digits were tried too often on this page." in fresh.text
    assert "nobody else" in fresh.text
    assert "lay open for long" not in fresh.text
    assert fresh.fields["receipt"] == receipt
    assert send("/mailbox", fresh).status == 200


def test_the_wait_after_too_many_tries_is_the_one_that_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    page, wrong = fetch("/mailbox"), guessed()
    for _ in range(TRIES):
        send("/mailbox", page, receipt=wrong)
    monkeypatch.setattr("django.conf.settings.RIPENING", 3)
    monkeypatch.setattr("reports.intake.ticket.time.time", lambda clock=time.time: clock() + 5)
    fresh = send("/mailbox", page, receipt=wrong)
    assert "Digits were tried too often" in fresh.text
    assert "Wait 3 seconds" in fresh.text
    assert "Wait 3 seconds" in send("/mailbox", fresh).text
    monkeypatch.setattr("reports.intake.ticket.time.time", lambda clock=time.time: clock() + 9)
    assert send("/mailbox", fresh).status == 404


def test_a_page_that_lost_its_ticket_promises_nothing_and_names_no_button_that_it_has_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = told()
    page = send("/mailbox", fetch("/mailbox"), receipt=receipt, ticket="forged")
    assert page.status == 400
    assert "press the button once more" in page.text
    assert "A part of this page was lost" in page.text
    assert "Nothing you typed is lost" not in page.text, "nobody can know that"
    monkeypatch.setattr("reports.intake.letting_in.PASS_AGE", -1)
    page = send("/mailbox", fetch("/mailbox"), receipt=receipt)
    assert "lay open for long Please enter your receipt once more" in page.text
    assert page.fields["receipt"] == "", "somebody else may have let the browser send it again"


def test_a_flood_of_guesses_makes_guessers_wait_and_nobody_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = told()
    monkeypatch.setattr("django.conf.settings.RIPENING", 1)
    monkeypatch.setattr("reports.intake.letting_in.GUESSES", flooded := Pace())
    monkeypatch.setattr("reports.intake.letting_in.OPENINGS", Pace())
    for _ in range(600):
        flooded.count()
    page = fetch("/mailbox")
    monkeypatch.setattr("reports.intake.ticket.time.time", lambda clock=time.time: clock() + 2)
    assert send("/mailbox", page, receipt=guessed()).status == 429
    assert send("/mailbox", page, receipt=receipt).status == 200


def test_a_page_that_came_back_too_soon_asks_to_wait_and_keeps_the_receipt(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = told()
    monkeypatch.setattr("django.conf.settings.RIPENING", 3)
    monkeypatch.setattr("reports.intake.letting_in.OPENINGS", Pace())
    page = opened(receipt)
    assert page.status == 429
    assert re.search(r"Wait [123] seconds?: the button comes by itself", page.text)
    assert page.fields["receipt"] == receipt
