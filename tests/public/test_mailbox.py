"""The mailbox: the receipt opens it, nothing else does, and a page that was left open locks itself."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from PIL import Image

from reports.casework.claim import claim_tip
from reports.casework.status import close_tip
from reports.dialogue import mailbox as room
from reports.dialogue import turns
from reports.dialogue.reply import ask_tipster
from reports.intake.making_safe import make_safe
from reports.intake.receipt import mint
from reports.models import Attachment, Errand, Record, RecordKind, Tip
from tests.conftest import House, only_tip, triage_all
from tests.public.browser import Page, fetch, send
from tests.uploads import voice


def told(text: str = "A boat lands each Friday.") -> str:
    return send("/", fetch("/"), text=text).receipt


def opened(receipt: str) -> Page:
    return send("/mailbox", fetch("/mailbox"), receipt=receipt)


def asked(house: House, question: str = "Which boat?") -> str:
    """A receipt whose mailbox holds an officer's question."""
    receipt = told()
    triage_all()
    tip, reid = only_tip(), house.officer("reid")
    claim_tip(tip=tip, by=reid, version=tip.version)
    ask_tipster(tip=tip, text=question, by=reid)
    return receipt


def additions() -> int:
    return Record.objects.filter(kind=RecordKind.ADDITION).count()


def test_before_triage_the_mailbox_says_received_and_not_yet_read(house: House) -> None:
    page = opened(told())
    assert page.status == 200
    assert "It is not sorted yet" in page.text
    assert "End this talk" not in page.text


def test_after_triage_the_tip_waits_for_an_officer(house: House) -> None:
    receipt = told()
    triage_all()
    assert "waits for an officer" in opened(receipt).text


def test_an_officers_question_is_read_and_answered(house: House) -> None:
    page = opened(asked(house))
    assert "Which boat?" in page.text
    assert "A question for you" in page.text
    page = send("/mailbox", page, do="add", text="The blue one")
    assert page.status == 200
    assert "We have what you added" in page.text
    assert "You wrote on" in page.text
    assert additions() == 1


def test_the_mailbox_never_shows_what_the_tipster_told(house: House) -> None:
    page = opened(asked(house))
    assert "A boat lands" not in page.text
    page = send("/mailbox", page, do="add", text="The blue one")
    assert "The blue one" not in page.response.content.decode()


def test_a_reload_after_adding_does_not_add_twice(house: House) -> None:
    page = opened(asked(house))
    send("/mailbox", page, do="add", text="The blue one")
    assert send("/mailbox", page, do="add", text="The blue one").status == 200
    assert additions() == 1


def test_spaces_and_hyphens_in_the_receipt_do_not_matter(house: House) -> None:
    receipt = told()
    for typed in (receipt.replace(" ", ""), receipt.replace(" ", "-"), f"  {receipt} "):
        assert opened(typed).status == 200


def test_a_mistyped_digit_is_found_without_looking_for_a_mailbox(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = told()
    monkeypatch.setattr("reports.public.entrance.open_mailbox", lambda receipt: pytest.fail("looked for a mailbox"))
    wrong = ("1" if receipt[0] != "1" else "2") + receipt[1:]
    for typed in (wrong, receipt[:-1], receipt + "1", "abc", "", "٣" * 20, "\0"):
        page = opened(typed)
        assert page.status == 400
        assert ("a", {"href": "#id_receipt"}) in page.tags


def test_a_wellformed_receipt_of_nobody_opens_nothing(house: House) -> None:
    told()
    page = opened(mint())
    assert page.status == 404
    assert "No open mailbox" in page.text


def test_a_forged_pass_opens_nothing_and_keeps_what_was_typed(house: House) -> None:
    receipt = told()
    page = send("/mailbox", opened(receipt), **{"do": "add", "text": "The blue one", "pass": "forged"})
    assert page.status == 403
    assert "enter your receipt again" in page.text
    assert additions() == 0
    page = send("/mailbox", page, receipt=receipt)
    assert page.fields["text"] == "The blue one"
    assert "We have what you added" in send("/mailbox", page, do="add").text


def test_a_page_left_open_locks_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(told())
    monkeypatch.setattr(room, "_PASS_AGE", -1)
    stale = send("/mailbox", page, do="look")
    assert send("/mailbox", stale if "pass" in stale.fields else page, do="look").status == 403


def test_a_busy_mailbox_asks_to_wait_and_keeps_the_receipt(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = told()
    triage_all()
    monkeypatch.setattr(turns, "QUICK", turns.Turns(at_once=1, waiting=0, patience=0.0))
    with turns.QUICK.one():
        page = opened(receipt)
    assert page.status == 503
    assert page.fields["receipt"] == receipt
    assert opened(receipt).status == 200


def png() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue())


def sound() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.wav", voice())


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


def test_an_empty_answer_is_asked_for(house: House) -> None:
    page = send("/mailbox", opened(told()), do="add", text="")
    assert page.status == 400
    assert "Write something, or choose a file." in page.text


def test_a_forged_ticket_keeps_the_answer(house: House) -> None:
    page = send("/mailbox", opened(told()), do="add", text="The blue one", ticket="forged")
    assert page.status == 400
    assert page.fields["text"] == "The blue one"
    assert send("/mailbox", page, do="add").status == 200


def test_ending_the_talk_is_asked_twice_and_is_for_ever(house: House) -> None:
    receipt = asked(house)
    page = opened(receipt)
    sure = send("/mailbox", page, do="ask_end", text="unsent")
    assert "cannot be undone" in sure.text
    assert send("/mailbox", sure, do="look").fields["text"] == "unsent"
    assert "The talk has ended" in send("/mailbox", sure, do="end").text
    assert opened(receipt).status == 404
    assert send("/mailbox", page, do="add", text="more").status == 403
    assert Tip.objects.get().unreachable


def attributes(page: Page, name: str) -> dict[str, str]:
    (told,) = [told for tag, told in page.tags if told.get("name") == name]
    return told


@pytest.mark.parametrize("act", ["add", "look", "ask_end", "end"])
def test_words_typed_into_a_talk_that_was_ended_elsewhere_can_be_seen_and_copied(house: House, act: str) -> None:
    receipt = asked(house)
    page = opened(receipt)
    send("/mailbox", opened(receipt), do="end")
    page = send("/mailbox", page, do=act, text="The blue\none")
    assert page.status == 403
    assert "the talk was ended" in page.text
    assert "NOT stored" in page.text
    assert page.fields["text"] == "The blue\none"
    assert "readonly" in attributes(page, "text")
    assert attributes(page, "text")["autocomplete"] == "off"
    again = send("/mailbox", page, receipt=receipt)
    assert again.status == 404
    assert again.fields["text"] == "The blue\none", "seen still when the receipt opens nothing"


def test_words_typed_into_a_talk_that_was_ended_elsewhere_become_a_new_tip(house: House) -> None:
    receipt = asked(house)
    page = opened(receipt)
    send("/mailbox", opened(receipt), do="end")
    page = send("/mailbox", page, do="add", text="The blue one")
    (button,) = [told for tag, told in page.tags if told.get("formaction")]
    form = send(button["formaction"], page, **{button["name"]: button["value"]})
    assert form.status == 200
    assert "NOT sent yet" in form.text
    assert form.fields["text"] == "The blue one"
    assert Tip.objects.count() == 1, "nothing is sent before Send is pressed"
    assert send("/", form).receipt != receipt
    assert Tip.objects.count() == 2


def test_what_is_stored_just_before_the_page_locks_is_not_called_lost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(asked(house))
    monkeypatch.setattr(room, "_PASS_AGE", -1)  # passes made from now on are too old at once
    page = send("/mailbox", page, do="add", text="The blue one")
    assert page.status == 200
    assert "We have what you added" in page.text
    assert additions() == 1


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


def test_the_entrance_speaks_of_no_words_where_there_are_none(house: House) -> None:
    page = fetch("/mailbox")
    assert "NOT stored" not in page.text
    assert not [told for tag, told in page.tags if told.get("formaction") or told.get("name") == "text"]


def test_a_closed_tip_says_so_and_still_takes_words(house: House) -> None:
    receipt = asked(house)
    close_tip(tip=only_tip(), reason="seizure", by=house.officer("reid"), version=only_tip().version)
    page = opened(receipt)
    assert "Closed" in page.text
    assert "We have what you added" in send("/mailbox", page, do="add", text="They are back").text


def test_no_cookie_is_ever_set_and_nothing_stands_in_an_address(house: House) -> None:
    page = opened(asked(house))
    for each in (fetch("/mailbox"), page, send("/mailbox", page, do="add", text="The blue one")):
        assert not each.response.cookies
        assert each.status == 200
    assert {told["action"] for tag, told in page.tags if tag == "form"} == {"/en/mailbox"}


def test_with_the_database_down_the_entrance_says_so_and_keeps_the_receipt(house: House) -> None:
    receipt = told()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE capsule RENAME TO gone")  # undone with this test's transaction
    page = opened(receipt)
    assert page.status == 503
    assert "cannot be opened at this moment" in page.text
    assert page.fields["receipt"] == receipt


def test_an_addition_that_cannot_be_stored_is_said_so_and_kept(house: House) -> None:
    page = opened(asked(house))
    with connections["keystore"].cursor() as cursor:
        cursor.execute("ALTER TABLE stored_key ADD COLUMN more int NOT NULL DEFAULT 0")
        cursor.execute("ALTER TABLE stored_key ALTER COLUMN more DROP DEFAULT")  # now no key can be written
    page = send("/mailbox", page, do="add", text="The blue one")
    assert page.status == 503
    assert "NOT stored" in page.text
    assert page.fields["text"] == "The blue one"
