"""Before a tip goes: words that could show who wrote it are marked, and the tipster decides."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from reports.intake import ticket
from reports.models import Attachment, Tip
from tests.conftest import House
from tests.intake.bodies import FILM
from tests.intake.telling_pdf import telling_pdf
from tests.intake.telling_pictures import telling_jpeg
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import additions, opened, png, sound, told

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
    assert "lay open for long" in page.text
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


@pytest.mark.parametrize("picture", [telling_jpeg, lambda: png().read()])
def test_every_picture_is_to_be_looked_at_once_more(house: House, picture: Callable[[], bytes]) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", files=SimpleUploadedFile("a.jpg", picture()), do="send")
    assert page.text.count("Look at your pictures once more") == 1
    page = send("/", page, files=png(), do="send:as_it_is")
    assert "File 2" in page.text, "one that was chosen beside the warning waits too"
    assert send("/", page, do="send:as_it_is").receipt


@pytest.mark.parametrize(("made", "film"), [(sound, False), (lambda: SimpleUploadedFile("a.mp4", FILM), True)])
def test_of_a_sound_and_a_film_it_is_said_what_can_be_heard(
    house: House, made: Callable[[], SimpleUploadedFile], film: bool
) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", files=made(), do="send")
    assert not Tip.objects.exists()
    assert "We disguise the voices, but not what is said and how" in page.text
    assert ("Look at your pictures once more" in page.text) == film
    assert send("/", page, do="back").fields["text"] == "Weed is sold."
    assert send("/", page, do="send:as_it_is").receipt


def test_a_sound_added_in_the_mailbox_is_listened_to_once_more_too(house: House) -> None:
    page = send("/mailbox", opened(told()), text="", files=sound(), do="add")
    assert "Think of what can be heard" in page.text
    assert additions() == 0
    assert send("/mailbox", page, do="add:as_it_is").status == 200
    assert additions() == 1


def test_a_pdf_is_to_be_read_once_more(house: House) -> None:
    page = send("/", fetch("/"), text="A boat lands.", files=SimpleUploadedFile("a.pdf", telling_pdf()), do="send")
    assert "We do not read what is written in it" in page.text


def test_without_a_picture_nobody_is_told_of_pictures(house: House) -> None:
    assert "Look at your pictures" not in send("/", fetch("/"), text=RISKY, do="send").text


def test_what_is_added_in_the_mailbox_is_looked_at_before_it_is_stored(house: House) -> None:
    page = send("/mailbox", opened(told()), text=RISKY, corrects="on", files=png(), do="add")
    assert any("brother" in words for words in marked(page))
    assert page.text.count("Look at your pictures once more") == 1
    assert additions() == 0
    back = send("/mailbox", page, do="look")
    assert (back.fields["text"], back.fields["corrects"]) == (RISKY, "on")
    assert "File 1: Photo" in back.text
    page = send("/mailbox", send("/mailbox", back, do="add"), do="add:as_it_is")
    assert "We have what you added" in page.text
    assert (additions(), Attachment.objects.count()) == (1, 1)


def test_a_file_added_in_the_mailbox_may_tell_where_it_was_made(house: House) -> None:
    photo = SimpleUploadedFile("a.jpg", telling_jpeg())
    page = send("/mailbox", opened(told()), text="", files=photo, do="add")
    assert "Your file said where or when it was made" in page.text
    assert any(told.get("name") == "tell" for _tag, told in page.tags)
    added = send("/mailbox", page, tell=["0.place", "0.time"], do="add:as_it_is")
    assert "You told the police: the village it was made near; the day and time." in added.text


def test_of_a_file_that_was_to_tell_nothing_no_page_says_that_it_did(house: House) -> None:
    photo = SimpleUploadedFile("a.jpg", telling_jpeg())
    page = send("/", fetch("/"), text="A boat lands.", files=photo, do="questions")
    sent = send("/", send("/", page, do="send"), do="send:as_it_is")
    assert "Your files" in sent.text
    assert "You told the police" not in sent.text


def test_the_reason_for_taking_back_is_looked_at_too(house: House) -> None:
    page = send("/mailbox", opened(told()), text="Not yet", do="ask_withdraw")
    page = send("/mailbox", page, reason=RISKY, do="withdraw")
    assert any("brother" in words for words in marked(page))
    assert "It is not taken back yet" in page.text
    assert "Take it back as it is" in page.text
    assert "Send as it is" not in page.text
    assert "Nothing is sent" not in page.text
    assert additions() == 0
    assert send("/mailbox", page, do="ask_withdraw").fields["reason"] == RISKY
    page = send("/mailbox", page, do="withdraw:as_it_is")
    assert "You took your tip back" in page.text
    assert page.fields["text"] == "Not yet"


def test_from_a_page_with_words_no_link_but_the_way_out_leads_away(house: House) -> None:
    first = fetch("/")
    check = send("/", first, text=RISKY, do="send")
    asks = send("/", first, text=RISKY, category="drugs", do="questions")
    for page in (send("/", first, do="send"), asks, check, opened(told())):
        links = [told["href"] for tag, told in page.tags if tag == "a"]
        assert [link for link in links if not link.startswith(("#", "tel:"))] == [settings.QUICK_EXIT_URL]
    for page in (first, fetch("/short")):
        assert not any("target" in told for _tag, told in page.tags), "in another tab Leave leaves this one open"


def test_the_page_says_that_it_is_a_warning_before_anything_else(house: House) -> None:
    page = send("/", fetch("/"), text="My brother keeps it at 13.9094, -60.9789.", do="send")
    said = page.response.content.decode()
    assert "<title>Not sent yet:" in said
    assert "<mark>13.9094, -60.9789</mark>" in said
    main = said.partition("<main")[2]
    assert 0 < main.index("autofocus") < main.index("look at this first") < main.index("Change my words")
    assert send("/", page, do="back").fields["text"].startswith("My brother")


def test_a_picture_that_was_looked_at_once_is_not_asked_for_again_unless_another_comes(house: House) -> None:
    page = send("/", fetch("/"), text="A boat lands.", files=png(), do="send")
    assert "Look at your pictures once more" in page.text
    french = send("/fr/", page, do="stay")
    assert "<h2>Regardez" in french.response.content.decode(), "the same page in another language says it too"
    words = send("/", page, do="back")
    page = send("/", words, text="Two boats land.", files=png(), do="send")
    assert "Look at your pictures once more" in page.text, "of the new one"
    words = send("/", page, do="back")
    page = send("/", words, text="My brother lands.", do="send")
    assert marked(page)
    assert "Look at your pictures once more" not in page.text
    words = send("/", page, do="back")
    assert send("/", words, text="Two boats land.", do="send").receipt


def test_who_ticked_what_a_photo_tells_has_decided(house: House) -> None:
    photo = SimpleUploadedFile("a.jpg", telling_jpeg())
    page = send("/", fetch("/"), text="A boat lands.", files=photo, do="questions")
    sent = send("/", page, tell="0.place", do="send")
    assert sent.receipt
    assert "You told the police: the village it was made near. " in f"{sent.text} "
    assert "Vous avez dit à la police : le village" in send("/fr/mailbox", sent, do="receipt").text.replace("\xa0", " ")
    assert "Micoud" not in sent.text, "whoever has the receipt reads no place"


def test_in_the_mailbox_a_picture_that_was_looked_at_is_not_asked_for_again(house: House) -> None:
    page = send("/mailbox", opened(told()), text="One more.", files=png(), do="add")
    assert "Look at your pictures once more" in page.text
    words = send("/mailbox", page, do="look")
    assert "We have what you added" in send("/mailbox", words, text="One thing more.", do="add").text
    assert additions() == 1
