"""The service is out of order: one clear page in the reader's language, nothing lost, and afterwards all goes on."""

import re

import pytest
from django.conf import settings
from django.utils.translation import override

from reports.dialogue import turns
from reports.models import Attachment, Feedback
from reports.public.again import MANY_AT_ONCE, OUT_OF_ORDER
from reports.public.leaving import NOT_CLOSED
from reports.public.trouble import NOT_WORKING
from reports.voucher import written
from tests.conftest import House, only_tip, triage_all
from tests.outage import no_database
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import additions, asked, attributes, opened, png, told
from tests.public.test_language_kept import in_language
from tests.releases.handed import given
from tests.rewards.boards import promise_reward

pytestmark = pytest.mark.django_db(transaction=True)
CODES = [code for code, _name in settings.LANGUAGES]
WORDS = "The blue one.\nIt has two engines."
databases = pytest.mark.parametrize("database", ["default", "keystore"])


def button(page: Page) -> str:
    """What the first button of the page's own form does: to try again."""
    return next(told["value"] for tag, told in page.tags if tag == "button" and told.get("class") == "button")


def is_out_of_order(page: Page, code: str = "en") -> bool:
    """Whether the page says so under one heading, in this language, and blames nobody."""
    with override(code):
        said, blame = str(OUT_OF_ORDER.heading), "Something is not right"
    return page.status == 503 and page.text.count(said) == 1 and page.number_of("h1") == 1 and blame not in page.text


@databases
def test_an_answer_stays_in_the_page_and_goes_once_all_is_back(house: House, database: str) -> None:
    box = opened(asked(house))
    with no_database(database):
        away = send("/mailbox", box, do="add", text=WORDS, corrects="on", files=png())
        still = send("/mailbox", away, do=button(away))
    for page in (away, still):
        assert is_out_of_order(page)
        assert page.response["Retry-After"]
        assert page.fields["text"] == WORDS
        assert "readonly" in attributes(page, "text")
        assert "File 1: Photo" in page.text
        assert "“Try again” sends it once more" in page.text
        assert "receipt" not in page.fields, "nobody has to type it again"
        assert "close the tab after “Leave”" in page.text, "for that cannot be noted"
    assert additions() == 0
    check = send("/mailbox", still, do=button(still))
    assert "Look at your pictures once more" in check.text
    assert "We have what you added" in send("/mailbox", check, do="add:as_it_is").text
    assert (additions(), Attachment.objects.count()) == (1, 1)


def test_what_was_warned_of_goes_as_it_is_and_a_file_chosen_beside_the_warning_is_looked_at(house: House) -> None:
    box = opened(asked(house))
    check = send("/mailbox", box, do="add", text="My brother saw it.")
    with no_database("default"):
        away = send("/mailbox", check, do="add:as_it_is")
        with_file = send("/mailbox", check, do="add:as_it_is", files=png())
    assert (button(away), button(with_file)) == ("add:as_it_is", "add")
    assert "Look at your pictures once more" in send("/mailbox", with_file, do=button(with_file)).text
    assert "We have what you added" in send("/mailbox", away, do=button(away)).text


@databases
def test_it_is_told_in_each_language_and_can_be_read_in_another(house: House, database: str) -> None:
    box = opened(asked(house))
    with no_database(database):
        away = {code: send(f"/{code}/mailbox", box, do="add", text=WORDS) for code in CODES}
        french = in_language(away["ht"], "fr")
    for code, page in away.items():
        assert is_out_of_order(page, code), code
    assert is_out_of_order(french, "fr")
    assert in_language(french, "en").fields["text"] == WORDS
    assert additions() == 0, "another language sends nothing"


@pytest.mark.parametrize("do", ["look", "ask_withdraw", "ask_end", "end", "told:nothing", "code:nothing"])
def test_whatever_was_pressed_is_done_once_all_is_back(house: House, do: str) -> None:
    box = opened(asked(house))
    with no_database("default"):
        away = send("/mailbox", box, do=do, text=WORDS)
    assert is_out_of_order(away)
    assert "take it as not sent" not in away.text, "nothing was to be sent"
    assert ("It is not closed yet" in away.text) == (do == "end")
    assert button(away) == do
    done = send("/mailbox", away, do=do)
    assert done.status == 200
    assert ("Your mailbox is closed" in done.text) == (do == "end")


def test_a_tip_is_taken_back_with_its_reason_once_all_is_back(house: House) -> None:
    sure = send("/mailbox", opened(told()), do="ask_withdraw")
    with no_database("keystore"):
        away = send("/mailbox", sure, do="withdraw", reason="I was wrong.")
    assert away.status == 503
    assert not only_tip().withdrawn
    assert away.fields["reason"] == "I was wrong."
    assert "You took your tip back" in send("/mailbox", away, do="withdraw").text
    assert only_tip().withdrawn


@databases
def test_the_entrance_keeps_the_digits_and_opens_once_all_is_back(house: House, database: str) -> None:
    receipt = told()
    with no_database(database):
        away = {code: send(f"/{code}/mailbox", fetch(f"/{code}/mailbox"), receipt=receipt) for code in CODES}
    for code, page in away.items():
        assert is_out_of_order(page, code), code
        assert page.fields["receipt"] == receipt
    assert send("/mailbox", away["acf"]).fields["pass"]


def test_what_was_written_before_the_mailbox_locked_stays_at_the_entrance(house: House) -> None:
    receipt = told()
    locked = send("/mailbox", opened(receipt), **{"do": "add", "text": WORDS, "pass": "forged", "files": png()})
    with no_database("default"):
        away = send("/mailbox", locked, receipt=receipt)
    assert is_out_of_order(away)
    assert away.fields["text"] == WORDS
    box = send("/mailbox", away)
    assert box.fields["text"] == WORDS
    assert "File 1: Photo" in box.text


def test_who_waits_for_a_turn_waits_under_the_same_roof(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    box = opened(told())
    triage_all()
    monkeypatch.setattr(turns, "QUICK", turns.Turns(at_once=1, waiting=0, patience=0.0))
    with turns.QUICK.one():
        busy = send("/mailbox", box, do="add", text=WORDS)
    assert str(MANY_AT_ONCE.heading) in busy.text
    assert "are stored in the same place" not in busy.text, "nothing is out of order"
    assert "We have what you added" in send("/mailbox", busy, do=button(busy)).text


def test_what_cannot_be_closed_is_told_and_closed_later(house: House) -> None:
    form = fetch("/")
    sent = send("/", form, text=WORDS)
    with no_database("default"):
        pages = {code: send(f"/{code}/mailbox", sent, do="close") for code in CODES}
    for code, page in pages.items():
        with override(code):
            assert (page.status, str(NOT_CLOSED) in page.text) == (503, True), code
        assert "engines" not in page.text
    assert send("/", form, text=WORDS).receipt == sent.receipt, "so it was rightly not called closed"
    closed = send("/mailbox", pages["en"], do=button(pages["en"]))
    assert closed.response["Location"].endswith("/closed")
    assert send("/", form, text=WORDS).status == 303


@databases
def test_an_agency_s_answer_stays_in_its_page(house: House, database: str) -> None:
    asks = given(house)
    typed = {"reference": asks.reference, "number": asks.number, "used": "yes", "arrests": "2", "text": WORDS}
    with no_database(database):
        away = {code: send(f"/{code}/answer", fetch(f"/{code}/answer"), do="send", **typed) for code in CODES}
    for code, page in away.items():
        with override(code):
            assert (page.status, str(NOT_WORKING) in page.text) == (503, True), code
        assert {name: page.fields[name] for name in typed} == typed
    assert send("/answer", away["es"], do="send").fields["done"]
    assert Feedback.objects.get().record


def test_a_voucher_stays_in_its_page_and_is_paid_once(house: House) -> None:
    receipt = told()
    triage_all()
    reward = promise_reward(only_tip())
    coded = send("/mailbox", opened(receipt), do=f"code:{reward.pk}")
    code = re.search(r"\d{5} \d{5} \d{5}", coded.text)
    assert code
    typed = {"voucher": written(reward), "code": code[0]}
    for do in ("check", "pay"):
        with no_database("default"):
            away = send("/pay", fetch("/pay"), do=do, **typed)
        assert away.status == 503
        assert str(NOT_WORKING) in away.text
        assert "Pay nothing before this page says so" in away.text
        assert {name: away.fields[name] for name in typed} == typed
    assert "is marked as paid" in send("/pay", away, do="pay").text
