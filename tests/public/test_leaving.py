"""Pages of a visit that was left begin anew: no word, no receipt and no message comes back with them."""

import re

import pytest
from django.conf import settings
from django.db import connections

from reports.gateways.blobs import blobs
from reports.models import SeenRequest, Tip
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import as_it_is, asked, opened, png, told
from tests.public.test_language_kept import in_language

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
SECRET = "A boat lands each Friday."


def leave(page: Page) -> None:
    """What a browser tells when "Leave" is pressed on a page."""
    (ping,) = [attributes["ping"] for tag, attributes in page.tags if tag == "a" and "ping" in attributes]
    assert send(ping, page).status == 204


def fetched_while_pressed(page: Page) -> str:
    """The picture that Firefox, which sends no ping, fetches while "Leave" is pressed."""
    style = re.search(r'<style nonce="([^"]+)">.+?url\("([^"]+)"\)', page.response.content.decode())
    assert style
    nonce, picture = style.groups()
    assert f"'nonce-{nonce}'" in page.response["Content-Security-Policy"], "or no browser takes the style"
    return picture


def leads(answer: Page, path: str) -> bool:
    return answer.status == 303 and answer.response["Location"] == path and not answer.text


def begins_anew(answer: Page, path: str) -> bool:
    return leads(answer, f"/en{path.rstrip('/')}/anew")


def is_closed(answer: Page) -> bool:
    return leads(answer, "/en/closed")


def test_a_receipt_comes_again_by_loading_its_page_anew_and_not_after_it_was_left(house: House) -> None:
    first = fetch("/")
    sent = send("/", first, text=SECRET)
    assert send("/", first, text=SECRET).receipt == sent.receipt
    leave(sent)
    assert begins_anew(send("/", first, text=SECRET), "/")


def test_a_picture_tells_of_leave_where_no_ping_does(house: House) -> None:
    first = fetch("/")
    sent = send("/", first, text=SECRET)
    entrance = send("/mailbox", sent, do="enter")
    assert fetched_while_pressed(sent) == fetched_while_pressed(entrance), "it is one visit"
    assert send("/", first, text=SECRET).receipt == sent.receipt
    assert fetch(fetched_while_pressed(sent)).status == 204
    assert begins_anew(send("/", first, text=SECRET), "/")


def test_each_page_has_a_nonce_of_its_own(house: House) -> None:
    sent = [send("/", fetch("/"), text=f"{SECRET} {number}") for number in range(2)]
    told = [re.findall(r"nonce-([\w-]+)", page.response["Content-Security-Policy"]) for page in sent]
    assert all(told)
    assert told[0] != told[1]


def test_a_half_written_tip_comes_again_and_not_after_it_was_left(house: House) -> None:
    first = fetch("/")
    questions = send("/", first, text=SECRET, category="smuggling", do="questions")
    back = send("/", questions, do="back")
    assert back.fields["text"] == SECRET
    leave(back)
    assert begins_anew(send("/", questions, do="back"), "/")
    assert begins_anew(send("/", first, text=SECRET, category="smuggling", do="questions"), "/")


def test_no_page_of_a_mailbox_comes_again_after_it_was_left(house: House) -> None:
    receipt = asked(house)
    entrance = fetch("/mailbox")
    opened = send("/mailbox", entrance, receipt=receipt)
    sure = send("/mailbox", opened, text=SECRET, do="ask_end")
    assert "Which boat?" in send("/mailbox", entrance, receipt=receipt).text
    leave(sure)
    for page, typed in ((entrance, {"receipt": receipt}), (opened, {"text": SECRET, "do": "ask_end"}), (sure, {})):
        assert begins_anew(send("/mailbox", page, **typed), "/mailbox")
    assert "Which boat?" in send("/mailbox", fetch("/mailbox"), receipt=receipt).text


def test_leaving_the_mailbox_ends_what_led_there_from_the_receipt(house: House) -> None:
    first = fetch("/")
    sent = send("/", first, text=SECRET)
    entrance = send("/mailbox", sent, do="enter")
    assert "20 digits" in entrance.text
    leave(send("/mailbox", entrance, receipt=sent.receipt))
    assert begins_anew(send("/", first, text=SECRET), "/")
    assert begins_anew(send("/mailbox", sent, do="typed_once", typed="1234"), "/mailbox")


def test_a_button_ends_a_visit_in_a_browser_that_would_not_tell_of_it(house: House) -> None:
    first, entrance = fetch("/"), fetch("/mailbox")
    sent = send("/", first, text=SECRET)
    opened = send("/mailbox", entrance, receipt=sent.receipt)
    for page in (sent, opened):
        assert is_closed(send("/mailbox", page, do="close"))
    assert begins_anew(send("/", first, text=SECRET), "/")
    assert begins_anew(send("/mailbox", entrance, receipt=sent.receipt), "/mailbox")


def test_no_file_stays_that_came_with_a_page_of_a_visit_that_was_left(house: House) -> None:
    """What the page says is so: nothing was stored. What was sent before stays."""
    first, entrance = fetch("/"), fetch("/mailbox")
    sent = as_it_is(send("/", first, text=SECRET, files=png()))
    box = send("/mailbox", entrance, receipt=sent.receipt)
    leave(sent)
    leave(box)
    before = set(blobs().names())
    assert before, "control"
    assert begins_anew(send("/", first, text=SECRET, files=png()), "/")
    assert begins_anew(send("/mailbox", box, text=SECRET, files=png(), do="add"), "/mailbox")
    assert is_closed(send("/mailbox", opened(sent.receipt), text=SECRET, files=png(), do="close"))
    assert set(blobs().names()) == before


def test_no_page_that_is_kept_ready_holds_the_visit_of_somebody_else(house: House) -> None:
    visits = [send("/", fetch("/"), text=f"{SECRET} {number}").fields["visit"] for number in range(3)]
    assert len(set(visits)) == 3


def test_a_page_that_nobody_wrote_on_tells_of_no_visit_and_a_made_up_one_is_stored_nowhere(house: House) -> None:
    for path in ("/", "/mailbox", "/short", "/about"):
        assert not any("ping" in attributes for _tag, attributes in fetch(path).tags)
    told()
    before = SeenRequest.objects.count()
    assert send("/left/made-up", fetch("/")).status == 204
    assert SeenRequest.objects.count() == before


@pytest.mark.parametrize("typed", [{"text": SECRET}, {"files": png}, {"corrects": "on"}])
def test_closing_the_mailbox_asks_before_what_is_not_sent_is_lost(house: House, typed: dict[str, object]) -> None:
    entrance, receipt = fetch("/mailbox"), asked(house)
    box = send("/mailbox", entrance, receipt=receipt)
    given = {name: value() if callable(value) else value for name, value in typed.items()}
    sure = send("/mailbox", box, do="ask_close", **given)
    assert sure.status == 200
    assert "your words and files are lost" in sure.text
    back = send("/mailbox", in_language(sure, "fr"), do="look")
    assert back.fields["text"] == typed.get("text", "")
    assert ("held" in back.fields) == ("files" in typed)
    assert back.fields["ticket"] == box.fields["ticket"], "and nobody waits for a new one"
    leave(sure)
    assert begins_anew(send("/mailbox", sure, do="look"), "/mailbox")


def test_once_more_closes_it_and_so_does_the_first_press_where_nothing_is_written(house: House) -> None:
    for typed in ("", SECRET):
        box = opened(told())
        page = send("/mailbox", box, text=typed, do="ask_close")
        if typed:
            page = send("/mailbox", page, do="close")
        assert is_closed(page)
        assert begins_anew(send("/mailbox", box, do="look"), "/mailbox")


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_new_words_from_a_closed_visit_are_said_not_to_be_stored_and_do_not_come_back(house: House, code: str) -> None:
    first = fetch(f"/{code}/")
    box = send(f"/{code}/mailbox", fetch(f"/{code}/mailbox"), receipt=send(f"/{code}/", first, text=SECRET).receipt)
    sent = send(f"/{code}/", first, text=SECRET)
    for page, do, path, here in ((sent, "close", "/", first), (box, "ask_close", "/mailbox", box)):
        assert leads(send(f"/{code}/mailbox", page, do=do), f"/{code}/closed")
        answer = send(f"/{code}{path}", here, text="Two boats land now.", do="add" if here is box else "send")
        assert leads(answer, f"/{code}{path.rstrip('/')}/anew")
        anew, empty = fetch(answer.response["Location"]), fetch(f"/{code}{path}")
        [said] = notes(anew)
        assert not notes(empty)
        assert "Two boats" not in anew.text
        assert code == "en" or "stored just now" not in said
    assert Tip.objects.count() == 1


def notes(page: Page) -> list[str]:
    """What a page says at once, beside its heading."""
    return re.findall(r'<p class="notice" role="status">(.+?)</p>', page.response.content.decode())


def test_after_closing_it_is_written_once_more_on_the_page_that_says_so(house: House) -> None:
    assert send("/en/", fetch("/en/anew"), text="Two boats land now.").receipt
    entrance = fetch("/en/mailbox/anew")
    assert notes(send("/en/mailbox/anew", entrance, do="language", receipt="1234")), "in another language too"
    assert "No message yet" in send("/en/mailbox", entrance, receipt=told()).text


def test_the_page_after_closing_says_so_and_offers_another_site(house: House) -> None:
    page = fetch("/en/closed")
    assert "It is closed" in page.text
    [way_on] = [told for tag, told in page.tags if tag == "a" and told.get("class") == "button"]
    assert way_on["href"] == settings.QUICK_EXIT_URL


def test_what_cannot_be_closed_is_not_called_closed(house: House) -> None:
    sent = send("/", fetch("/"), text=SECRET)
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE seen_request RENAME TO gone")  # undone with this test's transaction
    page = send("/mailbox", sent, do="close")
    assert (page.status, SECRET in page.text) == (503, False)
    assert "It is not closed yet" in page.text
    assert "It is closed" not in page.text


def test_each_page_that_is_left_says_what_not_every_browser_does(house: House) -> None:
    """Without a ping and without that picture, the way back would show it all again."""
    warned = send("/", fetch("/"), text="My brother sells it.", category="drugs", do="send")
    asked = send("/", fetch("/"), text=SECRET, category="drugs", do="questions")
    drawn = send("/", asked, do="map")
    sent = send("/", asked, do="send")
    wrong = send("/mailbox", sent, do="typed_once", typed="1234")
    pages = [warned, asked, drawn, sent, wrong, opened(sent.receipt)]
    assert [page.text.count("your browser may not tell us that you left") for page in pages] == [1] * 6
    for page in (sent, wrong):
        closing = [told for tag, told in page.tags if tag == "button" and told.get("value") == "close"]
        assert len(closing) == 2, "beside the warning, and at the end"
        assert is_closed(send("/mailbox", page, do="close"))


def test_leave_itself_never_asks(house: House) -> None:
    page = send("/mailbox", opened(told()), text=SECRET, do="look")
    [way_out] = [told for tag, told in page.tags if tag == "a" and told.get("rel") == "noreferrer"]
    assert way_out["href"] == settings.QUICK_EXIT_URL
