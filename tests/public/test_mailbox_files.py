"""Files into the mailbox: kept through every mistake, sent once, and told what became of them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.intake.making_safe import make_safe
from reports.models import Attachment, Errand
from tests.conftest import House, triage_all
from tests.intake.telling_films import sound as telling_sound
from tests.public.browser import fetch, send
from tests.public.mailboxes import add, additions, as_it_is, asked, opened, png, sound, told
from tests.waiting import make_files_safe


@pytest.mark.parametrize("field", ["files", "photo"])
def test_files_can_be_added_alone(house: House, field: str) -> None:
    page = add(opened(asked(house)), text="", **{field: [png(), sound()]})
    assert "Photo: stored" in page.text
    assert "Sound: locked" in page.text
    assert Attachment.objects.count() == Errand.objects.count() == 1
    assert "held" not in page.fields or not page.fields["held"]


def test_a_refused_file_keeps_the_answer_and_its_neighbours(house: House) -> None:
    broken = SimpleUploadedFile("b.png", b"no")
    page = add(opened(told()), text="Look", files=[png(), broken])
    assert page.status == 400
    assert page.fields["text"] == "Look"
    assert "File 2 (2 bytes) is of a kind" in page.text
    assert "File 1: Photo" in page.text
    page = add(page)
    assert page.status == 200
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("typed", ["Look", ""])
def test_an_empty_file_is_told_and_keeps_the_answer(house: House, typed: str) -> None:
    page = add(opened(told()), text=typed, files=SimpleUploadedFile("a.png", b""))
    assert page.status == 400
    assert "File 1 arrived empty" in page.text
    assert page.fields["text"] == typed
    assert additions() == 0


def test_a_file_stays_through_every_mistake_and_every_button(house: House) -> None:
    page = send("/mailbox", opened(asked(house)), do="look", text="", files=png())
    page = add(page, text="x" * 30_000, files=sound())
    assert page.status == 400
    page = send("/mailbox", page, do="ask_end")
    page = send("/mailbox", page, do="look")
    assert "File 2: Sound" in page.text
    page = add(page, text="The blue one")
    assert page.status == 200
    assert Attachment.objects.count() == Errand.objects.count() == 1


@pytest.mark.parametrize("do", ["add", "look", "ask_end"])
def test_files_whose_field_is_lost_are_told_and_nothing_goes_without_them(house: House, do: str) -> None:
    page = send("/mailbox", opened(told()), do="look", text="", files=png())
    page = send("/mailbox", page, do=do, text="See the picture", held="broken")
    assert "The files that this page held were lost on the way" in page.text
    assert "See the picture" in page.response.content.decode()
    assert additions() == 0
    page = add(send("/mailbox", page, do="look"), text="See the picture")
    assert (page.status, additions(), Attachment.objects.count()) == (200, 1, 0)


def test_a_file_that_is_ticked_is_not_sent(house: House) -> None:
    page = send("/mailbox", opened(asked(house)), do="look", text="", files=[png(), sound()])
    page = add(page, text="", remove="0")
    assert page.status == 200
    assert (Attachment.objects.count(), Errand.objects.count()) == (0, 1)


def test_files_sent_by_an_old_page_once_more_are_told_to_be_gone(house: House) -> None:
    old = send("/mailbox", opened(asked(house)), do="look", text="", files=[png(), sound()])
    assert add(old, text="First").status == 200
    page = add(old, text="Second")
    assert page.status == 409
    assert "What you sent first is stored" in page.text
    assert "press Send once more" in page.text
    assert "not right" not in page.text
    for gone in ("File 1 (Photo, ", "File 2 (Sound, "):
        assert page.text.count(gone) == 2, "told beside the words that came back, and where files are chosen"
    assert "held" not in page.fields
    assert (page.fields["text"], additions()) == ("Second", 1)
    assert (add(page).status, additions()) == (200, 2)


def test_a_file_that_another_window_sent_meanwhile_is_told_to_be_gone(house: House) -> None:
    receipt = asked(house)
    held = send("/mailbox", opened(receipt), do="look", text="", files=png()).fields["held"]
    assert add(opened(receipt), text="First", held=held).status == 200
    page = add(opened(receipt), text="Second", held=held)
    assert page.status == 400
    assert "File 1 (Photo, " in page.text
    assert "it was sent before, or waited too long" in page.text
    assert (page.fields["text"], additions()) == ("Second", 1)
    assert (add(page).status, additions()) == (200, 2)


def test_whoever_opens_a_mailbox_learns_nothing_of_photos_that_came_with_the_tip(house: House) -> None:
    """It says the same of them to everybody, before the tip is judged and after."""
    first = fetch("/")
    bare, with_photos = told(), as_it_is(send("/", first, text="A boat lands each Friday.", files=[png(), png()]))
    assert "File 2: Photo: stored" in with_photos.text
    for _time in range(2):
        seen = [opened(receipt) for receipt in (bare, with_photos.receipt)]
        assert "Photos and PDFs are never listed here" in seen[0].text
        assert seen[0].text == seen[1].text
        assert len(seen[0].response.content) == len(seen[1].response.content)
        triage_all()


def test_the_mailbox_tells_what_became_of_a_sound(house: House) -> None:
    receipt = asked(house)
    note = SimpleUploadedFile("note.m4a", telling_sound("mp4", "aac"))  # a telephone's: it begins like a film
    add(opened(receipt), text="", files=[sound(), SimpleUploadedFile("b.mp3", b"ID3 no sound"), note])
    triage_all()
    make_files_safe()
    page = opened(receipt)
    assert "It has been made safe, and the police have it. Taken out: the sound of the voice" in page.text
    assert "It could not be opened safely, so it was not kept. It is damaged" in page.text
    told = sorted(part[:9] for part in page.text.split("Your file ")[1:])
    assert told == ["1 (Sound,", "2 (Sound,", "3 (Sound,"], "each by its number, in whichever order they were made safe"
    assert page.text.count("Erased here on") == 3 + 1, "and the question"


def test_a_file_sent_into_a_locked_mailbox_stays_until_it_is_open(house: House) -> None:
    receipt = asked(house)
    page = send("/mailbox", opened(receipt), **{"do": "add", "text": "", "pass": "forged", "files": png()})
    assert page.status == 403
    assert "Your file is still with us" in page.text
    assert "text" not in page.fields, "there are no words to show"
    page = send("/mailbox", page, receipt=receipt)
    assert "File 1: Photo" in page.text
    assert add(page).status == 200
    assert Attachment.objects.count() == 1


def test_sounds_stand_in_the_order_in_which_they_were_sent_whichever_was_made_safe_first(house: House) -> None:
    receipt = asked(house)
    add(opened(receipt), text="", files=[sound(), sound(), sound(), sound()])
    add(opened(receipt), text="", files=[sound(), sound()])
    triage_all()
    for errand in Errand.objects.order_by("-record__position", "pk").values_list("pk", flat=True):
        make_safe(errand)
    told = [int(number) for number in re.findall(r"Your file (\d) \(", opened(receipt).text)]
    assert told == [1, 2, 3, 4, 1, 2]
