"""Files into the mailbox: kept through every mistake, sent once, and told what became of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.intake.making_safe import make_safe
from reports.models import Attachment, Errand
from tests.conftest import House, triage_all
from tests.public.browser import send
from tests.public.mailboxes import additions, asked, opened, png, sound, told


@pytest.mark.parametrize("field", ["files", "photo"])
def test_files_can_be_added_alone(house: House, field: str) -> None:
    page = send("/mailbox", opened(asked(house)), do="add", text="", **{field: [png(), sound()]})
    assert "Photo: stored" in page.text
    assert "Sound: locked" in page.text
    assert Attachment.objects.count() == Errand.objects.count() == 1
    assert "held" not in page.fields or not page.fields["held"]


def test_a_refused_file_keeps_the_answer_and_its_neighbours(house: House) -> None:
    broken = SimpleUploadedFile("b.png", b"no")
    page = send("/mailbox", opened(told()), do="add", text="Look", files=[png(), broken])
    assert page.status == 400
    assert page.fields["text"] == "Look"
    assert "File 2 is not a photo" in page.text
    assert "File 1: Photo" in page.text
    page = send("/mailbox", page, do="add")
    assert page.status == 200
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("typed", ["Look", ""])
def test_an_empty_file_is_told_and_keeps_the_answer(house: House, typed: str) -> None:
    page = send("/mailbox", opened(told()), do="add", text=typed, files=SimpleUploadedFile("a.png", b""))
    assert page.status == 400
    assert "File 1 arrived empty" in page.text
    assert page.fields["text"] == typed
    assert additions() == 0


def test_a_file_stays_through_every_mistake_and_every_button(house: House) -> None:
    page = send("/mailbox", opened(asked(house)), do="look", text="", files=png())
    page = send("/mailbox", page, do="add", text="x" * 30_000, files=sound())
    assert page.status == 400
    page = send("/mailbox", page, do="ask_end")
    page = send("/mailbox", page, do="look")
    assert "File 2: Sound" in page.text
    page = send("/mailbox", page, do="add", text="The blue one")
    assert page.status == 200
    assert Attachment.objects.count() == Errand.objects.count() == 1


def test_a_file_that_is_ticked_is_not_sent(house: House) -> None:
    page = send("/mailbox", opened(asked(house)), do="look", text="", files=[png(), sound()])
    page = send("/mailbox", page, do="add", text="", remove="0")
    assert page.status == 200
    assert (Attachment.objects.count(), Errand.objects.count()) == (0, 1)


def test_files_sent_by_an_old_page_once_more_are_told_to_be_gone(house: House) -> None:
    old = send("/mailbox", opened(asked(house)), do="look", text="", files=[png(), sound()])
    assert send("/mailbox", old, do="add", text="First").status == 200
    page = send("/mailbox", old, do="add", text="Second")
    assert page.status == 409
    assert "This page was sent already" in page.text
    page = send("/mailbox", page, do="add")
    assert page.status == 400
    assert "File 1 is not kept any more" in page.text
    assert page.fields["text"] == "Second"
    assert additions() == 1
    assert send("/mailbox", page, do="add").status == 200


def test_the_mailbox_tells_what_became_of_a_sound(house: House) -> None:
    receipt = asked(house)
    send("/mailbox", opened(receipt), do="add", text="", files=[sound(), SimpleUploadedFile("b.mp3", b"ID3 no sound")])
    triage_all()
    for errand in Errand.objects.values_list("pk", flat=True):
        make_safe(errand)
    page = opened(receipt)
    assert "It has been made safe, and the police have it. Taken out: the sound of the voice" in page.text
    assert "It could not be opened safely, so it was not kept. It is damaged" in page.text


def test_a_file_sent_into_a_locked_mailbox_stays_until_it_is_open(house: House) -> None:
    receipt = asked(house)
    page = send("/mailbox", opened(receipt), **{"do": "add", "text": "", "pass": "forged", "files": png()})
    assert page.status == 403
    assert "Your file is still with us" in page.text
    assert "text" not in page.fields, "there are no words to show"
    page = send("/mailbox", page, receipt=receipt)
    assert "File 1: Photo" in page.text
    assert send("/mailbox", page, do="add").status == 200
    assert Attachment.objects.count() == 1
