"""A file that is not kept: each page names the button that goes on without it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import Tip
from tests.conftest import House
from tests.public.browser import fetch, send
from tests.public.mailboxes import opened, told


def test_who_goes_on_to_the_questions_without_a_photo_is_not_offered_to_send(house: House) -> None:
    photo = SimpleUploadedFile("a.jpg", b"not a photo")
    page = send("/", fetch("/"), text="This is the car", files=photo, do="questions")
    assert "Go on without it" in page.text
    assert "Send without it" not in page.text
    [anyway] = [
        told for tag, told in page.tags if tag == "button" and told.get("form") == "tell" and "second" in told["class"]
    ]
    assert "Where and when" in send("/", page, do=anyway["value"]).text
    assert not Tip.objects.exists()


def test_the_mailbox_has_the_button_that_its_sentence_about_a_file_names(house: House) -> None:
    photo = SimpleUploadedFile("a.jpg", b"not a photo")
    page = send("/mailbox", opened(told()), text="One more.", files=photo, do="add")
    assert "Send without it" in page.text
    assert "We have what you added" in send("/mailbox", page, do="add").text
    assert "Send without it" not in send("/mailbox", opened(told()), text="", files=photo, do="add").text


def test_a_file_that_was_not_kept_is_told_at_the_top_in_another_language_too(house: House) -> None:
    photo = SimpleUploadedFile("a.jpg", b"not a photo")
    page = send("/fr/mailbox", opened(told()), text="One more.", files=photo, do="look")
    [_way, main] = page.response.content.decode().split("<main", 1)
    assert main.index(">Envoyer sans</button>") < main.index("<h1>"), "before anything else"
    assert page.fields["text"] == "One more."
    assert send("/mailbox", page, do="add").status == 200


@pytest.mark.parametrize("path", ["/", "/short"])
def test_the_page_that_refuses_a_file_says_where_the_ways_back_lead(house: House, path: str) -> None:
    first, photo = fetch(path), SimpleUploadedFile("a.jpg", b"not a photo")
    page = send("/", first, text="This is the car", files=photo, do="send")
    assert page.status == 400
    assert "To go back, use the buttons here" in page.text
    assert "To go back, use the buttons here" not in first.text, "nothing is written there yet"
