"""Before a tip goes: words that could show who wrote it are marked, and the tipster decides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from reports.models import Tip
from reports.public import ticket
from tests.conftest import House
from tests.intake.telling_pictures import telling_jpeg
from tests.public.browser import Page, fetch, send

RISKY = "My brother sells weed next to me. I live next door."


def marked(page: Page) -> list[str]:
    body = page.response.content.decode()
    return [part.partition("</mark>")[0] for part in body.split("<mark>")[1:]]


def test_words_that_show_who_wrote_them_are_marked_and_nothing_is_stored_yet(house: House) -> None:
    page = send("/", fetch("/"), text=RISKY, do="send")
    assert page.status == 200
    assert not Tip.objects.exists()
    assert any("brother" in words for words in marked(page))
    assert "who knows your family, knows you" in page.text


def test_it_can_be_sent_as_it_is(house: House) -> None:
    page = send("/", fetch("/"), text=RISKY, do="send", place="Dennery")
    assert send("/", page, do="send:as_it_is").receipt


def test_it_can_be_changed_and_nothing_is_lost(house: House) -> None:
    page = send("/", fetch("/"), text=RISKY, category="drugs", do="questions", place="Dennery")
    page = send("/", page, do="send", **{"drugs.stash": "the roof"})
    assert "look at this first" in page.text
    words = send("/", page, do="back")
    assert (words.fields["text"], words.fields["place"]) == (RISKY, "Dennery")
    answers = send("/", page, do="back:questions")
    assert answers.fields["drugs.stash"] == "the roof"
    assert send("/", words, do="send", text="A man sells weed.").receipt


def test_a_warning_left_open_for_days_loses_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    page = send("/", fetch("/"), text=RISKY, place="Dennery", do="send")
    monkeypatch.setattr(ticket, "HOURS", -1)
    page = send("/", page, do="send:as_it_is")
    monkeypatch.undo()
    assert page.status == 400
    assert "open for a very long time" in page.text
    assert (page.fields["text"], page.fields["place"]) == (RISKY, "Dennery")
    assert send("/", page, do="send:as_it_is").receipt


def test_with_the_database_down_the_warning_stays_with_all_words(house: House) -> None:
    page = send("/", fetch("/"), text=RISKY, do="send")
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE tip RENAME TO gone")  # undone with this test's transaction
    page = send("/", page, do="send:as_it_is")
    assert page.status == 503
    assert "NOT stored" in page.text
    assert send("/", page, do="back").fields["text"] == RISKY


def test_answers_are_looked_at_too(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions")
    page = send("/", page, do="send", **{"drugs.stash": "in the yard of my brother"})
    assert "Where are the drugs hidden?" in page.text
    assert any("my brother" in words for words in marked(page))


def test_a_thing_that_few_can_know_is_met_with_advice(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions")
    page = send("/", page, do="send", how_many_know="me")
    assert "Few people can know this" in page.text
    assert send("/", page, do="send:as_it_is").receipt


def test_with_nothing_to_show_it_simply_goes(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions")
    assert send("/", page, do="send", how_many_know="many").receipt


def test_marked_words_are_text_and_never_markup(house: House) -> None:
    page = send("/", fetch("/"), text="<script>alert(1)</script> my brother <b>", do="send")
    assert page.number_of("script") == 0
    assert "<script>alert(1)</script>" in page.text


def test_pictures_are_to_be_looked_at_once_more_where_there_are_some(house: House) -> None:
    photo = SimpleUploadedFile("a.jpg", telling_jpeg(), content_type="image/jpeg")
    assert "Look at your pictures" in send("/", fetch("/"), text=RISKY, files=photo, do="send").text
    assert "Look at your pictures" not in send("/", fetch("/"), text=RISKY, do="send").text
