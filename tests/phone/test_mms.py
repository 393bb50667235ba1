"""Pictures and sounds by text: fetched by the worker with limits, made safe like uploads, deleted at the provider."""

import io
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from reports.gateways import twilio as gateway
from reports.intake import errands
from reports.intake.errands import run_errand
from reports.intake.receipt import find_in
from reports.models import Attachment, Errand, ErrandKind, Record
from reports.phone import wording
from reports.queries.reading import ReadEntry, read_attachment, read_tip
from tests.conftest import House, only_tip, triage_all
from tests.twilio_double import TwilioDouble, new_sid, tone
from tests.twilio_double.pocket import photo
from tests.twilio_double.state import Medium, Text

PHONE = "+17584840001"
TIP = "They sell drugs behind the school every night"


def send(twilio: TwilioDouble, *media: tuple[str, bytes], body: str = "") -> None:
    twilio.phone(PHONE).text(body, media=list(media))
    triage_all()


def run_all() -> None:
    for errand in Errand.objects.all():
        run_errand(errand.pk)


def entries(house: House) -> tuple[ReadEntry, ...]:
    return read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries


def notes(house: House) -> list[str]:
    return [entry.text for entry in entries(house)]


def files(house: House) -> list[tuple[bytes, str]]:
    ring, by = house.ring("reid"), house.officer("reid")
    return [read_attachment(ring, only_tip(), row.pk, by=by) for row in Attachment.objects.all()]


def test_a_picture_alone_is_a_tip_and_loses_what_the_camera_wrote(house: House, twilio: TwilioDouble) -> None:
    send(twilio, ("image/jpeg", photo()))
    run_all()
    ((data, kind),) = files(house)
    assert kind == "image/jpeg"
    with Image.open(BytesIO(data)) as shown:
        assert not dict(shown.getexif())
    assert not [text for text in twilio.state.texts.values() if text.direction == "inbound"]


def test_ten_media_are_ten_files_and_all_are_deleted_there(house: House, twilio: TwilioDouble) -> None:
    send(twilio, *[("image/jpeg", photo())] * 10)
    run_all()
    assert Attachment.objects.count() == 10
    assert not Errand.objects.exists()


def test_a_voice_note_is_kept_with_a_disguised_voice_only(house: House, twilio: TwilioDouble) -> None:
    said = tone(2.0)
    send(twilio, ("audio/amr", said))
    run_all()
    ((data, kind),) = files(house)
    assert kind.startswith("audio/")
    assert said[200:400] not in data
    assert data != said


def with_macros() -> bytes:
    """An office file as a phone may send it on, with a program inside."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w:document/>")
        file.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    return made.getvalue()


@pytest.mark.parametrize(
    "media",
    [
        ("image/jpeg", b"MZ this is a program"),
        ("image/png", b""),
        ("application/msword", b"\xd0\xcf\x11\xe0" + b"x" * 600),
        ("application/vnd.ms-word.document.macroEnabled.12", with_macros()),
        ("image/jpeg", with_macros()),
    ],
    ids=["a lie", "empty", "an office file", "one with macros", "one with macros that lies"],
)
def test_what_is_not_what_it_says_is_not_kept_and_an_officer_is_told(
    house: House, twilio: TwilioDouble, media: tuple[str, bytes]
) -> None:
    send(twilio, media, body="look at this")
    run_all()
    assert not Attachment.objects.exists()
    assert any("could not be opened safely" in note for note in notes(house))
    assert not Errand.objects.filter(kind=ErrandKind.MEDIA).exists()


def test_a_refused_file_among_several_takes_no_other_with_it(house: House, twilio: TwilioDouble) -> None:
    send(twilio, ("image/jpeg", photo()), ("image/png", b"MZ no picture"), ("image/jpeg", photo()), body=TIP)
    run_all()
    assert [kind for _, kind in files(house)] == ["image/jpeg"] * 2
    (words, refusal) = [one for one in entries(house) if one.text]
    assert words.text == TIP
    assert "could not be opened safely" in refusal.text
    assert refusal.findings is None, "what the house itself says would be masked as if it could identify the tipster"
    assert not [text for text in twilio.state.texts.values() if text.direction == "inbound"]


def test_what_never_ends_is_cut_off(house: House, twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "MEDIA_LIMIT", 200_000)
    twilio.state.faults.endless_media = True
    send(twilio, ("image/jpeg", photo()))
    run_all()
    assert not Attachment.objects.exists()
    assert any("could not be fetched" in note for note in notes(house))


@pytest.mark.parametrize(
    "elsewhere", ["http://127.0.0.1:9/x", "https://twilio.com.evil.example/x", "file:///etc/passwd"]
)
def test_a_redirect_to_a_foreign_host_is_not_followed(house: House, twilio: TwilioDouble, elsewhere: str) -> None:
    twilio.state.faults.redirect_media_to = elsewhere
    send(twilio, ("image/jpeg", photo()))
    run_all()
    assert not Attachment.objects.exists()
    assert any("could not be fetched" in note for note in notes(house))


def test_a_medium_that_is_gone_is_tried_again_and_then_told_of(
    house: House, twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "_TRIES_TO_FETCH", 2)
    send(twilio, ("image/jpeg", photo()), body="look at this")
    for text in twilio.state.texts.values():
        text.media.clear()
    run_all()
    assert Record.objects.count() == 1
    assert Errand.objects.get(kind=ErrandKind.MEDIA).problem == "not there yet"
    for _ in range(2):  # the text goes once its picture is done with, whichever was tried first
        Errand.objects.update(due_at=errands.in_seconds(-1))
        run_all()
    assert any("no longer has" in note for note in notes(house))
    assert not Errand.objects.exists()


def sent(body: str) -> Text:
    return Text(sid=new_sid("MM"), sender=PHONE, to="", body=body, direction="inbound", status="received")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"NumMedia": "many"}, "does not say how many"),
        ({"NumMedia": "1", "MediaUrl0": "https://evil.example/x"}, "does not lie at the telephone provider"),
        ({"NumMedia": "2"}, "names fewer of them than it counts"),
    ],
)
def test_a_picture_that_was_not_taken_is_told_to_both_sides_and_takes_no_words_with_it(
    house: House, twilio: TwilioDouble, fields: dict[str, str], why: str
) -> None:
    lost = wording.text("en", "no_picture")
    answer = twilio.post_text(sent(TIP), **fields).body
    assert find_in(answer)
    assert lost in answer
    triage_all()
    run_all()
    (words, line) = entries(house)
    assert words.text == TIP
    assert why in line.text
    assert line.findings is None, "what the house itself says would be masked"
    assert not line.attachments
    alone = twilio.post_text(sent(""), **fields).body
    assert f">{lost}<" in alone
    triage_all()
    run_all()
    assert sum(why in note for note in notes(house)) == 2
    assert not Errand.objects.filter(kind=ErrandKind.MEDIA).exists()


def test_a_picture_alone_that_was_not_taken_makes_no_tip_of_a_stranger(twilio: TwilioDouble) -> None:
    answer = twilio.post_text(sent(""), NumMedia="1", MediaUrl0="https://evil.example/x").body
    assert f">{wording.text('en', 'no_picture')}<" in answer
    assert not Record.objects.exists()


def test_of_eleven_pictures_ten_are_kept_and_both_sides_read_so(house: House, twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text(TIP, media=[("image/jpeg", photo())] * 11)
    assert wording.text("en", "some_pictures", kept="10") in twilio.last_reply.body
    triage_all()
    run_all()
    assert Attachment.objects.count() == 10
    assert "more than ten pictures or recordings in one text. Ten were kept" in " ".join(notes(house))


def test_a_provider_that_counts_too_few_loses_none(house: House, twilio: TwilioDouble) -> None:
    media = [Medium(sid=new_sid("ME"), kind="image/jpeg", data=photo()) for _ in range(2)]
    text = replace(sent(TIP), media=media)
    twilio.state.texts[text.sid] = text
    answer = twilio.post_text(text, NumMedia="0").body
    assert "NOT" not in answer
    triage_all()
    run_all()
    assert Attachment.objects.count() == 2


def test_a_picture_that_was_not_taken_is_told_of_beside_small_talk_too(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    triage_all()
    answer = twilio.post_text(sent("ok"), NumMedia="1", MediaUrl0="https://evil.example/x").body
    assert wording.text("en", "no_picture") in answer
    triage_all()
    run_all()
    assert notes(house)[:2] == [TIP, "ok"]
    assert "could not be taken" in notes(house)[2]
