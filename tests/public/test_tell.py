"""The first page: whatever is sent, the tipster gets a receipt or a plain sentence, and loses no word."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from PIL import Image

from reports.intake import ticket
from reports.models import Attachment, Tip, Urgency
from tests.conftest import House
from tests.public.browser import Page, fetch, send


def jpeg(name: str = "IMG_2026_john.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    Image.new("RGB", (30, 20), "red").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def test_one_sentence_is_enough_for_a_receipt(house: House) -> None:
    page = send("/", fetch("/"), text="A boat lands at the bay each Friday night.")
    assert page.status == 200
    assert len(page.receipt.replace(" ", "")) == 20
    assert Tip.objects.count() == 1


def test_two_visitors_get_the_same_page_but_for_the_ticket(house: House) -> None:
    one, two = fetch("/"), fetch("/")
    assert one.fields["ticket"] != two.fields["ticket"]
    told = [page.response.content.decode().replace(page.fields["ticket"], "") for page in (one, two)]
    assert told[0] == told[1]


def test_the_receipt_stands_in_no_address_and_no_cookie_is_set(house: House) -> None:
    response = send("/", fetch("/"), text="A boat lands.").response
    assert response.status_code == 200, "the answer is the page itself, no redirect"
    assert not response.cookies


def test_a_reload_of_the_answer_shows_the_same_receipt_and_makes_no_second_tip(house: House) -> None:
    form = fetch("/")
    first = send("/", form, text="A boat lands.", photo=jpeg(), do="send:as_it_is")
    second = send("/", form, text="A boat lands.", photo=jpeg(), do="send:as_it_is")
    assert first.receipt == second.receipt
    assert Tip.objects.count() == 1


def test_no_page_on_the_way_to_a_tip_shows_a_word_once_it_was_sent(house: House) -> None:
    form = fetch("/")
    questions = send("/", form, text="My brother lands boats.", category="smuggling", do="questions")
    warned = send("/", questions, do="send:now")
    sent = send("/", warned, do="send:as_it_is")
    assert send("/", warned, do="send:as_it_is").receipt == sent.receipt, "an answer that was lost comes again"
    ways = [(warned, {"do": "back"}), (questions, {"do": "map"}), (form, {"text": "Two boats.", "do": "send"})]
    for page, typed in ways:
        again = send("/", page, **typed)
        assert again.status == 409
        assert "was used to send a tip" in again.text
        assert "boats" not in again.response.content.decode()
    assert Tip.objects.count() == 1


def test_a_text_of_invisible_signs_is_asked_for_again_in_the_person_s_language(house: House) -> None:
    page = send("/fr/", fetch("/fr/"), text="\u202e\ufeff\u200b\ufe0f\u3164")
    assert page.status == 400
    assert "Écrivez ce qui s" in page.text
    assert not Tip.objects.exists()


def test_danger_puts_the_emergency_number_first_on_the_answer(house: House) -> None:
    page = send("/", fetch("/"), text="He has a knife", danger="yes")
    assert page.text.index("You said somebody is in danger") < page.text.index("We have your tip")
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE


def test_who_does_not_know_of_a_danger_is_told_to_call_on_every_answer(house: House) -> None:
    warned = send("/", fetch("/"), text="My brother has a knife.", danger="unknown")
    sent = send("/", warned, do="send:as_it_is")
    for page in (warned, sent):
        assert "Could somebody be in danger now? Then call." in page.text
    assert sent.receipt


def test_every_receipt_says_that_nobody_reads_at_once(house: House) -> None:
    assert "not at once: if somebody is in danger, call 911" in send("/", fetch("/"), text="A goat was stolen").text


@pytest.mark.parametrize("danger", ["", "yes"])
@pytest.mark.parametrize("code", ["en", "acf", "fr", "es", "ht"])
def test_the_digits_come_before_the_button_that_closes_their_page(house: House, code: str, danger: str) -> None:
    page = send(f"/{code}/", fetch(f"/{code}/"), text="Three goats were stolen", danger=danger)
    body = page.response.content.decode()
    digits, compare = body.index('class="receipt"'), body.rindex('value="typed_once"')
    assert digits < compare < body.index('value="close"'), "the first one of two"


def test_whom_the_digits_endanger_is_told_right_behind_them_to_keep_none_and_to_leave(house: House) -> None:
    _above, _digits, below = send("/", fetch("/"), text="A goat was stolen").text.partition("Your receipt")
    advice = below.index("keep none: your tip counts all the same")
    assert advice < below.index("or want none, press “Close this page”")


def test_without_danger_the_answer_does_not_shout(house: House) -> None:
    assert "You said somebody is in danger" not in send("/", fetch("/"), text="A goat was stolen", danger="no").text


def test_an_empty_form_says_what_is_missing_and_keeps_the_rest(house: House) -> None:
    page = send("/", fetch("/"), text=" ", place="Under the big tree", category="drugs", danger="no")
    assert page.status == 400
    assert page.text.count("Write what happened.") == 2, "once in the summary, once beside the field"
    assert ("a", {"href": "#id_text"}) in page.tags
    assert (page.fields["place"], page.fields["category"], page.fields["danger"]) == (
        "Under the big tree",
        "drugs",
        "no",
    )
    assert send("/", page, text="It is weed").receipt


def test_a_text_that_is_too_long_is_not_cut_and_not_lost(house: House) -> None:
    page = send("/", fetch("/"), text="x" * 20_001)
    assert page.status == 400
    assert "20001 characters" in page.text
    assert page.fields["text"] == "x" * 20_001
    assert send("/", page, text="x" * 20_000).receipt


def test_ten_thousand_emojis_are_a_tip(house: House) -> None:
    page = send("/", fetch("/"), text="🚨" * 10_000)
    assert "There is no word in it" in page.text
    assert send("/", send("/", page, do="back"), do="send").text == page.text, "it can be changed"
    assert send("/", page, do="send:as_it_is").receipt


def test_signs_alone_hold_nobody_in_danger_up(house: House) -> None:
    assert send("/", fetch("/"), text="🚨", danger="yes").receipt


@pytest.mark.parametrize(
    "typed", ["boat\0\0 lands", "‮right to left", "e\u0301\ufeff\u200b zero", "<script>alert(1)</script>"]
)
def test_odd_characters_are_taken(house: House, typed: str) -> None:
    assert send("/", fetch("/"), text=typed).receipt


def test_what_is_typed_comes_back_as_text_and_never_as_markup(house: House) -> None:
    page = send("/", fetch("/"), text="", place='"><script>alert(1)</script>')
    assert page.number_of("script") == 0
    assert page.fields["place"] == '"><script>alert(1)</script>'


def test_broken_utf8_is_taken(house: House) -> None:
    form = fetch("/")
    body = b"ticket=" + form.fields["ticket"].encode() + b"&text=boat%ff%fe%00lands%ed%a0%80"
    response = Client().post("/", body, content_type="application/x-www-form-urlencoded")
    assert Page(response).receipt  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "forged", ["", "nonsense", "19f2a.AAAAAAAAAAAAAAAA:c2lnbmVkIGJ5IG5vYm9keQ", "é:\0", "x" * 5000], ids=len
)
def test_a_forged_ticket_costs_one_more_press_and_no_word(house: House, forged: str) -> None:
    page = send("/", fetch("/"), ticket=forged, text="A boat lands.", place="Dennery", danger="no")
    assert page.status == 400
    assert not Tip.objects.exists()
    assert (page.fields["text"], page.fields["place"], page.fields["danger"]) == ("A boat lands.", "Dennery", "no")
    assert "A part of this page was lost on the way" in page.text
    assert "Nothing you typed is lost" not in page.text, "nobody can know that"
    assert send("/", page).receipt


def test_a_ticket_grows_old_and_the_words_stay(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    form = fetch("/")
    monkeypatch.setattr(ticket, "HOURS", -1)
    page = send("/", form, text="A boat lands.")
    assert page.status == 400
    assert "lay open for long" in page.text
    monkeypatch.undo()
    assert send("/", page).receipt


def test_a_form_that_comes_back_too_soon_keeps_its_words_and_its_ticket(house: House, settings: Any) -> None:
    settings.RIPENING = 30
    form = fetch("/")
    page = send("/", form, text="A boat lands.")
    assert page.status == 429
    assert re.search(r"Wait (30|45|60) seconds: the button comes by itself", page.text)
    assert page.fields["ticket"] == form.fields["ticket"], "a new one would have to ripen from the start"
    settings.RIPENING = 0
    assert send("/", page).receipt


def test_a_photo_is_kept_clean_and_the_tipster_told_what_was_removed(house: House) -> None:
    page = send("/", fetch("/"), text="This is the car", files=jpeg(), do="send:as_it_is")
    assert "the phone or camera" in page.text
    assert Attachment.objects.count() == 1


def test_a_page_of_the_first_release_can_still_send_its_photo(house: House) -> None:
    assert send("/", fetch("/"), text="This is the car", photo=jpeg(), do="send:as_it_is").receipt
    assert Attachment.objects.count() == 1


def test_a_refused_photo_keeps_the_words_and_offers_to_go_without(house: House) -> None:
    page = send("/", fetch("/"), text="This is the car", files=SimpleUploadedFile("a.jpg", b"not a photo"))
    assert page.status == 400
    assert not Tip.objects.exists()
    assert page.text.count("File 1 (11 bytes) is of a kind") == 2, "in the summary, and beside the field"
    assert ("a", {"href": "#id_attachments"}) in page.tags
    assert "Send without it" in page.text
    assert page.fields["text"] == "This is the car"
    assert send("/", page).receipt


def test_an_empty_photo_is_told_and_keeps_the_words(house: House) -> None:
    page = send("/", fetch("/"), text="This is the car", files=SimpleUploadedFile("a.jpg", b""))
    assert page.status == 400
    assert not Tip.objects.exists()
    assert "File 1 arrived empty" in page.text
    assert page.fields["text"] == "This is the car"
    assert send("/", page).receipt, "it can be sent without"


def test_a_photo_beside_a_mistake_is_still_there_when_the_mistake_is_mended(house: House) -> None:
    page = send("/", fetch("/"), text="", files=jpeg())
    assert page.status == 400
    assert "File 1: Photo" in page.text
    assert "Send without it" not in page.text
    assert send("/", page, text="This is the car", do="send:as_it_is").receipt
    assert Attachment.objects.count() == 1


def test_a_far_too_large_photo_costs_no_word(house: House) -> None:
    large = SimpleUploadedFile("a.jpg", jpeg().read() + bytes(21 * 1024 * 1024))
    page = send("/", fetch("/"), text="This is the car", files=large)
    assert page.status == 400
    assert "File 1 (Photo, 21.0 MB) is too large" in page.text
    assert page.fields["text"] == "This is the car"


def test_files_in_other_fields_are_not_looked_at(house: House) -> None:
    page = send("/", fetch("/"), text="A boat", attachment=jpeg(), text2=jpeg())
    assert page.receipt
    assert not Attachment.objects.exists()


def test_a_body_that_is_too_large_gets_a_sentence(house: House) -> None:
    response = Client().post("/", b"text=" + b"x" * 2_000_000, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "far too large" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"text": "boat"}'),
        ("text/plain", b"boat"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=\xe9", b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"text=boat"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=boat"),
        ("", b"text=boat"),
    ],
)
def test_a_wrong_content_type_gets_the_form_again(house: House, kind: str, body: bytes) -> None:
    response = Client().generic("POST", "/", body, content_type=kind)
    assert response.status_code in {400, 415}
    assert Page(response).fields["ticket"]  # type: ignore[arg-type]
    assert not Tip.objects.exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(house: House, method: str) -> None:
    assert Client().generic(method, "/").status_code == 405


@pytest.mark.parametrize("database", ["default", "keystore"])
def test_with_a_database_down_the_page_says_not_stored_and_keeps_the_words(
    house: House, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = fetch("/")
    with connections[database].cursor() as cursor:
        tables = {"default": "tip", "keystore": "stored_key"}
        cursor.execute(f"ALTER TABLE {tables[database]} RENAME TO gone")  # undone with this test's transaction
    page = send("/", form, text="A boat lands.", place="Dennery", files=jpeg(), do="send:as_it_is")
    assert page.status == 503
    assert "File 1: Photo" in page.text, "what came is still there"
    assert page.response["Retry-After"]
    assert "NOT stored" in page.text
    assert "Calls and texts to 555 are stored in the same place" in page.text
    assert "close the tab after “Leave”" in page.text
    assert (page.fields["text"], page.fields["place"]) == ("A boat lands.", "Dennery")
