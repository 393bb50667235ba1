"""Files on the way through the pages: received once, there until the tip is sent, and telling only what they may."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reports.gateways.blobs import blobs
from reports.intake import receiving
from reports.models import Attachment, Tip
from reports.public import carried
from reports.public.carried import hour_now
from reports.public.unsent import take_up
from tests.conftest import House
from tests.intake.media_child.test_images import GRADIENT
from tests.intake.telling_pictures import CANARY, encoded, picture, telling_jpeg
from tests.public.browser import Page, fetch, send
from tests.public.test_questions import answers_at_the_desk


def plain(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encoded(picture(), "JPEG"), content_type="image/jpeg")


def telling() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", telling_jpeg(), content_type="image/jpeg")


def held(page: Page) -> list[str]:
    return [each.blob.hex for each in take_up(page.fields).unsent.files]


def test_a_file_stays_through_questions_back_map_and_warning(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions", files=plain())
    assert "File 1: Photo" in page.text
    one = held(page)
    for step in ("another:person", "map", "district:dennery", "back", "questions"):
        page = send("/", page, do=step)
        assert held(page) == one
    page = send("/", page, do="send", how_many_know="me")
    assert "File 1: Photo" in page.text
    assert send("/", page, do="send:as_it_is").receipt
    assert [each.pk.hex for each in Attachment.objects.all()] == one


def test_a_photo_whose_end_was_missing_is_said_to_be_kept_as_far_as_it_goes(house: House) -> None:
    """Nobody took its end out, and it comes first in no list of what was taken out."""
    whole = encoded(GRADIENT, "JPEG")
    half = SimpleUploadedFile("a.jpg", whole[: len(whole) // 2], content_type="image/jpeg")
    page = send("/", fetch("/"), text="This is the car.", files=half)
    kept = "It is kept as far as it goes; the rest is grey."
    assert page.text.count(kept) == 1
    assert "Taken out" not in page.text
    assert "We found nothing hidden in it." in page.text
    receipt = send("/", page, do="send:as_it_is")
    assert receipt.text.count(kept) == 1
    assert "Taken out" not in receipt.text


def test_a_second_file_joins_the_first_and_one_can_be_taken_out(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions", files=plain())
    page = send("/", page, do="stay", files=plain())
    assert "File 2: Photo" in page.text
    [_, second] = held(page)
    page = send("/", page, do="stay", remove="0")
    assert held(page) == [second]


def test_a_file_that_tells_place_and_time_is_asked_about_and_silent_unless_ticked(house: House) -> None:
    page = send("/", fetch("/"), text="This is the car.", files=telling())
    assert "Your file said where or when it was made" in page.text
    assert not Tip.objects.exists()
    assert send("/", page, do="send:as_it_is").receipt
    assert answers_at_the_desk(house) == {}


def test_what_is_ticked_is_told_as_words(house: House) -> None:
    page = send("/", fetch("/"), text="This is the car.", files=telling())
    assert send("/", page, do="send:as_it_is", tell="0").receipt
    told = answers_at_the_desk(house)
    assert set(told) == {"file.1.place", "file.1.time"}
    assert told["file.1.place"] == "near L'Abbayee"
    assert CANARY not in str(told)


def test_the_page_says_which_village_will_be_told_and_the_exact_place_is_the_tipster_s_to_put_in(house: House) -> None:
    page = send("/", fetch("/"), text="This is the car.", files=telling())
    assert "Tell the police where it was made: near L'Abbayee" in page.text
    assert "That tells the nearest village" in page.text
    [put_in] = [told["value"] for tag, told in page.tags if told.get("value", "").startswith("quote:")]
    page = send("/", page, do=put_in)
    place = put_in.removeprefix("quote:")
    assert page.fields["text"] == f"This is the car.\n{place}"
    assert not Tip.objects.exists()
    assert send("/", page, do=put_in).fields["text"].count(place) == 1, "pressed twice it stands there once"


def test_a_tick_is_remembered_and_can_be_taken_back(house: House) -> None:
    page = send("/", fetch("/"), text="This is the car.", category="drugs", do="questions", files=telling())
    page = send("/", page, do="stay", tell="0")
    assert [told for tag, told in page.tags if told.get("name") == "tell" and "checked" in told]
    page = send("/", page, do="map", tell="0")
    page = send("/", page, do="district:dennery")
    assert [told for tag, told in page.tags if told.get("name") == "tell" and "checked" in told]
    del page.fields["tell"]
    page = send("/", page, do="send")
    assert "Your file said where or when it was made" in page.text, "asked once more, before it goes"
    assert send("/", page, do="send:as_it_is").receipt
    assert answers_at_the_desk(house) == {"category": "drugs", "place.district": "dennery"}


def test_a_file_that_waited_too_long_is_told_and_every_word_stays(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions", files=plain())
    for each in take_up(page.fields).unsent.files:
        blobs().delete(each.blob)
    page = send("/", page, do="send:as_it_is", **{"drugs.stash": "the roof"})
    assert page.status == 400
    assert "File 1 (Photo, " in page.text
    assert page.fields["drugs.stash"] == "the roof"
    assert send("/", page, do="send").receipt


def test_a_page_that_lay_open_names_the_files_that_are_not_kept_any_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, now = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions", files=plain()), hour_now()
    for each in take_up(page.fields).unsent.files:
        blobs().delete(each.blob)
    monkeypatch.setattr(carried, "hour_now", lambda: now + 25)
    page = send("/", page, do="send", **{"drugs.stash": "the roof"})
    assert page.status == 400
    assert "This page lay open for long" in page.text
    assert page.text.count("File 1 (Photo, ") == 2
    assert held(page) == []
    assert send("/", page, do="send").receipt


@pytest.mark.parametrize("do", ["map", "find", "another:person", "back", "stay", "go:about", "go:mailbox"])
def test_no_way_on_hides_that_a_file_was_not_kept(house: House, do: str) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions")
    assert (
        "File 1 (8 bytes) is of a kind" in send("/", page, do=do, files=SimpleUploadedFile("a.jpg", b"no photo")).text
    )


def test_of_three_files_the_one_that_was_refused_is_called_the_second(house: House) -> None:
    three = [plain(), SimpleUploadedFile("b.jpg", b"no photo"), plain()]
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions", files=three)
    assert "File 2 (8 bytes) is of a kind" in page.text
    assert re.findall(r"File \d: Photo", page.text) == ["File 1: Photo", "File 3: Photo"]


@pytest.mark.parametrize("do", ["send", "questions"])
def test_files_far_too_large_cost_no_word(house: House, do: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_BODY_BYTES", 2000)
    typed = {"text": "Weed is sold.", "place": "Dennery", "category": "drugs"}
    page = send("/", fetch("/"), **typed, do=do, files=SimpleUploadedFile("a.mp4", b"x" * 3000))
    assert page.status == 400
    assert {name: page.fields[name] for name in typed} == typed
    assert page.text.count("Your files are far too large") == 2, "in the summary and beside the files"
    assert send("/", page, do="send").receipt


def test_a_camera_s_number_alone_is_warned_of(house: House) -> None:
    """A picture with no place and no time in its notes, and words that give nothing away."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA431] = "Serial" + CANARY
    photo = SimpleUploadedFile("a.jpg", encoded(picture(), "JPEG", exif=exif), content_type="image/jpeg")
    page = send("/", fetch("/"), text="This is the car.", category="drugs", do="questions", files=photo)
    assert "the number of the camera" in page.text
    page = send("/", page, do="send")
    assert "Your file said whose it is" in page.text
    assert "tick it" not in page.text, "there is nothing to tick"
    assert CANARY not in page.text
    assert not Tip.objects.exists()
    assert send("/", page, do="send:as_it_is").receipt


def test_whoever_adds_a_picture_is_told_that_nobody_looks_for_faces(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions", files=plain())
    assert "a face, a voice, a room, a car can be recognised" in page.text


def test_a_refused_file_costs_no_answer(house: House) -> None:
    page = send("/", fetch("/"), text="Weed is sold.", category="drugs", do="questions")
    bad = SimpleUploadedFile("a.jpg", b"no photo")
    page = send("/", page, do="send", files=bad, **{"drugs.stash": "the roof"})
    assert page.status == 400
    assert page.text.count("File 1 (8 bytes) is of a kind") == 2
    assert page.fields["drugs.stash"] == "the roof"
    assert send("/", page, do="send").receipt
