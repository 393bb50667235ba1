"""After a tip was sent: who writes on in the page that it came from gets the words back, and nobody else does."""

import re

import pytest

from reports.models import Attachment, Tip
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import png
from tests.public.test_language_kept import in_language

FIRST, MORE = "A boat lands each Friday.", "A boat lands each Friday. It is blue."


def shows_nothing(page: Page) -> bool:
    said = page.response.content.decode()
    return page.status == 409 and "was used to send a tip" in page.text and "boat" not in said and "brother" not in said


def page_of(way: str) -> tuple[Page, str]:
    """A page to send from, and the button that sends."""
    form = fetch("/")
    if way == "first":
        return form, "send"
    questions = send("/", form, text=FIRST, category="smuggling", do="questions")
    return (questions, "send:now") if way == "questions" else (send("/", questions, do="back"), "send")


@pytest.mark.parametrize("way", ["first", "questions", "back"])
@pytest.mark.parametrize("press", ["", "stay", "go:about"])
def test_words_written_after_sending_come_back_and_become_a_tip_of_their_own(
    house: House, way: str, press: str
) -> None:
    page, button = page_of(way)
    sent = send("/", page, text=FIRST, do=button)
    other = {"smuggling.landing": "At the old jetty"} if way == "questions" else {"text": MORE}
    back = send("/", page, **{"text": FIRST, "do": press or button} | other)
    assert back.status == 409
    assert "What you sent first is stored" in back.text
    assert "press Send: it becomes a tip of its own" in back.text
    assert not re.search("not right|Error:", back.text), "nothing is wrong with them"
    assert {name: back.fields[name] for name in other} == other
    assert back.fields["ticket"] != page.fields["ticket"]
    assert Tip.objects.count() == 1
    second = send("/", back, do=button)
    assert second.receipt != sent.receipt
    assert Tip.objects.count() == 2
    assert send("/", back, do=button).receipt == second.receipt


def test_once_they_were_sent_too_loading_them_anew_shows_nothing(house: House) -> None:
    page = fetch("/")
    send("/", page, text=FIRST)
    back = send("/", page, text=MORE)
    assert send("/", page, text=MORE).fields["text"] == MORE, "until then, as half a tip does"
    send("/", back, do="send")
    assert shows_nothing(send("/", page, text=MORE))


def test_they_can_be_written_on_once_more_and_come_back_again(house: House) -> None:
    page = fetch("/")
    send("/", page, text=FIRST)
    back = send("/", page, text=MORE)
    send("/", back, do="send")
    again = send("/", back, text=MORE + " And fast.", do="send")
    assert (again.status, again.fields["text"]) == (409, MORE + " And fast.")
    assert send("/", again, do="send").receipt
    assert shows_nothing(send("/", back, text=MORE + " And fast.", do="send"))


def test_a_page_on_the_way_shows_nothing_of_what_was_taken_out_before_sending(house: House) -> None:
    """A browser that brings its tabs back sends each form again, for whoever has the phone by then."""
    form = fetch("/")
    risky = {"text": "My brother lands boats.", "do": "send"}
    check = send("/", form, **risky)
    words = send("/", check, do="back")
    assert words.fields["text"] == risky["text"]
    french = in_language(words, "fr")
    sent = send("/fr/", french, text=FIRST, do="send")
    assert sent.receipt
    assert shows_nothing(send("/", form, **risky))
    assert shows_nothing(send("/", check, do="back"))
    assert shows_nothing(send("/", words, do="stay"))
    assert send("/fr/", french, text=FIRST, do="send").receipt == sent.receipt


def test_another_button_of_the_page_that_was_sent_shows_no_word_that_was_sent(house: House) -> None:
    page = fetch("/")
    send("/", page, text=FIRST)
    for do in ("questions", "stay", "go:about", "go:mailbox"):
        assert shows_nothing(send("/", page, text=FIRST, do=do))


@pytest.mark.parametrize("way", ["first", "questions"])
def test_the_receipt_is_shown_for_the_very_same_words_alone(house: House, way: str) -> None:
    """Whoever made the page ready, as in an internet café, has its ticket too."""
    page, button = page_of(way)
    sent = send("/", page, text=FIRST, do=button)
    other = {"smuggling.landing": "At the old jetty"} if way == "questions" else {"text": "Guns in a shed."}
    back = send("/", page, **{"text": FIRST, "do": button} | other)
    assert back.status == 409
    assert {name: back.fields[name] for name in other} == other
    for shown in (back, in_language(back, "fr"), send("/", back, do="stay")):
        assert sent.receipt not in shown.response.content.decode()
        assert not re.search(r"\d{4} \d{4} \d{4} \d{4} \d{4}", shown.text)
    assert send("/", page, text=FIRST, do=button).receipt == sent.receipt
    assert send("/", back, do=button).receipt != sent.receipt


@pytest.mark.parametrize("way", ["first", "questions"])
def test_no_other_page_shows_that_receipt(house: House, way: str) -> None:
    form, button = page_of(way)
    sent = send("/", form, text=FIRST, do=button)
    for do in ("stay", "back", "map"):
        assert sent.receipt not in send("/", form, text=FIRST, do=do).text
    send("/mailbox", sent, do="close")
    assert send("/", form, text=MORE, do=button).status == 303


def test_of_a_visit_that_was_left_they_do_not_come_back(house: House) -> None:
    page = fetch("/")
    sent = send("/", page, text=FIRST)
    send("/mailbox", sent, do="close")
    assert send("/", page, text=MORE).status == 303


@pytest.mark.parametrize("way", ["first", "questions"])
def test_a_file_that_went_with_the_first_is_named_where_the_words_come_back(house: House, way: str) -> None:
    page = send("/", fetch("/"), text=FIRST, category="smuggling", do="questions", files=png())
    page = page if way == "questions" else send("/", page, do="back")
    send("/", page, do="send:as_it_is")
    back = send("/", page, text=MORE, do="send:as_it_is")
    assert (back.status, back.text.count("File 1 (Photo, ")) == (409, 2), "above, and where files are chosen"
    assert "it was sent before, or waited too long" in back.text
    assert not re.search("not right|Error: Write", back.text), "nothing went wrong"
    assert "File 1: Photo" not in back.text
    second = send("/", back, do="send:as_it_is")
    assert second.receipt
    assert "Your files" not in second.text
    assert [Tip.objects.count(), Attachment.objects.count()] == [2, 1]


def test_a_file_chosen_after_sending_goes_along(house: House) -> None:
    page = fetch("/")
    send("/", page, text=FIRST)
    back = send("/", page, text=MORE, files=png())
    assert "File 1: Photo" in back.text
    assert "Photo: stored" in send("/", back, do="send:as_it_is").text


@pytest.mark.parametrize("code", ["fr", "acf"])
def test_both_pages_can_be_read_in_another_language(house: House, code: str) -> None:
    page = fetch("/en/")
    send("/en/", page, text=FIRST)
    assert in_language(send("/en/", page, text=MORE), code).fields["text"] == MORE
    nothing = in_language(send("/en/", page, text=FIRST, do="questions"), code)
    assert nothing.status == 409
    assert "boat" not in nothing.response.content.decode()
    assert in_language(nothing, "en").text.count("was used to send a tip") == 1
