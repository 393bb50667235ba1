"""Errands: what lies at the provider is fetched once, sealed, and deleted there."""

import io
from threading import BoundedSemaphore
from uuid import UUID

import pytest
from PIL import Image
from pytest_django import Settings

from reports.clock import in_seconds
from reports.dialogue.mailbox import MailboxKey
from reports.gateways.blobs import blobs
from reports.intake import errands, media
from reports.intake.door import accept
from reports.intake.errands import run_errand
from reports.intake.media import MediaKind, sniff
from reports.intake.submission import ErrandRequest
from reports.models import Attachment, AuditEntry, Errand, ErrandKind, KeyPurpose, Record, StoredKey, Tip
from reports.queries.reading import ReadAttachment, read_attachment, read_tip
from reports.sealing.keys import new_pair
from reports.sealing.opening import CannotOpen
from reports.sealing.rowmac import RowChanged
from tests.arrivals import sms, web
from tests.conftest import House, only_tip, triage_all
from tests.gateways.clamd import VIRUS, running_clamd
from tests.twilio_double import TwilioDouble, new_sid, tone
from tests.twilio_double.state import Medium, Recording, Text
from tipline.standalone.place import free_port


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    return file.getvalue()


def call_with_recording(provider: TwilioDouble) -> tuple[Recording, UUID]:
    """A call whose recording waits at the provider; returns it and its errand."""
    recording = provider.state.add_recording(new_sid("CA"), seconds=1)
    accept(web("", errands=(ErrandRequest(kind=ErrandKind.RECORDING, reference=recording.sid),)))
    return recording, Errand.objects.get().pk


def text_with(provider: TwilioDouble, data: bytes) -> tuple[Medium, UUID]:
    medium = Medium(sid=new_sid("ME"), kind="image/jpeg", data=data)
    text = Text(sid=new_sid("MM"), sender="", to="", body="", direction="inbound", status="received", media=[medium])
    provider.state.add_text(text)
    accept(sms(errands=(ErrandRequest(kind=ErrandKind.MEDIA, reference=f"{text.sid}/{medium.sid}"),)))
    return medium, Errand.objects.get().pk


def due_again() -> None:
    Errand.objects.update(due_at=in_seconds(-1))


def read_files(house: House) -> list[tuple[str, ReadAttachment]]:
    ring = house.ring("reid")
    entries = read_tip(ring, only_tip(), by=house.officer("reid")).entries
    return [(entry.text, file) for entry in entries for file in entry.attachments]


def test_a_recording_is_fetched_disguised_sealed_and_deleted_there(house: House, provider: TwilioDouble) -> None:
    recording, errand = call_with_recording(provider)
    run_errand(errand)
    assert provider.state.deleted == [recording.sid]
    assert not Errand.objects.exists()
    assert not StoredKey.objects.filter(pk=(errand, KeyPurpose.ONE_TIME)).exists()
    tip = only_tip()
    assert (tip.has_news, tip.waits_for_us, tip.arrivals) == (False, False, 2)  # it is what the tip was made of
    [(_, file)] = read_files(house)
    data, kind = read_attachment(house.ring("reid"), only_tip(), file.id, by=house.officer("reid"))
    assert kind == "audio/mpeg"
    assert sniff(data) is MediaKind.SOUND
    assert file.removed == ("voice",)
    for stored in (data, blobs().get(file.id)):
        assert recording.data[44:100] not in stored


def test_a_recording_that_joins_a_tip_is_news_of_its_tipster(house: House, provider: TwilioDouble) -> None:
    run_errand(call_with_recording(provider)[1])
    triage_all()
    later = provider.state.add_recording(new_sid("CA"), seconds=1)
    fetch = ErrandRequest(kind=ErrandKind.RECORDING, reference=later.sid)
    accept(web("", joins=MailboxKey(only_tip().pk), errands=(fetch,)))
    triage_all()
    Tip.objects.update(has_news=False)  # read before the sound came
    run_errand(Errand.objects.get().pk)
    assert only_tip().has_news


def test_an_errand_run_twice_keeps_one_recording(house: House, provider: TwilioDouble) -> None:
    _, errand = call_with_recording(provider)
    run_errand(errand)
    run_errand(errand)
    assert Attachment.objects.count() == 1
    assert AuditEntry.objects.filter(act="provider.deleted").count() == 1


def test_an_errand_held_by_one_worker_is_left_alone_by_another(house: House, provider: TwilioDouble) -> None:
    _, errand = call_with_recording(provider)
    Errand.objects.update(due_at=in_seconds(errands._LEASE - 10))  # ten seconds ago another took it
    run_errand(errand)
    assert not Attachment.objects.exists()


def test_a_worker_killed_after_fetching_only_deletes_the_next_time(
    house: House, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, errand = call_with_recording(provider)

    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(errands, "_delete_there", die)
        with pytest.raises(SystemExit):
            run_errand(errand)
    assert Attachment.objects.count() == 1
    provider.state.recordings[recording.sid].data = b"never fetched again"
    due_again()
    run_errand(errand)
    assert Attachment.objects.count() == 1
    assert provider.state.deleted == [recording.sid]


def test_a_deletion_that_is_too_early_is_tried_again(house: House, provider: TwilioDouble) -> None:
    recording, errand = call_with_recording(provider)
    provider.state.faults.too_early = 1
    run_errand(errand)
    assert Errand.objects.get().fetched
    assert Errand.objects.get().due_at > in_seconds(30)
    due_again()
    run_errand(errand)
    assert provider.state.deleted == [recording.sid]
    assert not Errand.objects.exists()


def test_a_recording_that_is_gone_already_ends_its_errand_with_a_line_for_officers(
    house: House, provider: TwilioDouble
) -> None:
    recording, errand = call_with_recording(provider)
    del provider.state.recordings[recording.sid]
    for _ in range(errands._TRIES_TO_FETCH):
        due_again()
        run_errand(errand)
    assert not Errand.objects.exists()
    entries = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries
    assert entries[-1].text == "The provider no longer has what the tipster sent."


@pytest.mark.parametrize("fault", ["busy", "failing_with"])
def test_a_provider_in_trouble_makes_the_errand_wait(house: House, provider: TwilioDouble, fault: str) -> None:
    _, errand = call_with_recording(provider)
    setattr(provider.state.faults, fault, 503)
    run_errand(errand)
    waiting = Errand.objects.get()
    assert (waiting.fetched, waiting.attempts) == (False, 1)
    assert waiting.due_at > in_seconds(5)
    setattr(provider.state.faults, fault, None)
    due_again()
    run_errand(errand)
    assert Attachment.objects.count() == 1


def test_a_photo_by_text_is_cleaned_before_it_is_kept(house: House, provider: TwilioDouble) -> None:
    medium, errand = text_with(provider, jpeg())
    run_errand(errand)
    [(_, file)] = read_files(house)
    data, kind = read_attachment(house.ring("reid"), only_tip(), file.id, by=house.officer("reid"))
    assert kind == "image/jpeg"
    assert Image.open(io.BytesIO(data)).size == (40, 30)
    assert provider.state.deleted == [medium.sid]


def test_a_virus_by_text_is_told_and_not_kept(house: House, provider: TwilioDouble, settings: Settings) -> None:
    medium, errand = text_with(provider, jpeg() + VIRUS)
    with running_clamd() as clamd:
        settings.CLAMAV = clamd.address
        run_errand(errand)
    assert not Attachment.objects.exists()
    entries = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries
    assert entries[-1].text == "A virus was found in a file that the tipster sent. It was not kept."
    assert provider.state.deleted == [medium.sid]


def test_a_photo_by_text_waits_for_a_scanner_that_cannot_be_reached(
    house: House, provider: TwilioDouble, settings: Settings
) -> None:
    medium, errand = text_with(provider, jpeg())
    settings.CLAMAV = f"127.0.0.1:{free_port()}"
    run_errand(errand)
    assert (Errand.objects.get().problem, provider.state.deleted) == ("not made safe", [])
    settings.CLAMAV = ""
    due_again()
    run_errand(errand)
    assert len(read_files(house)) == 1
    assert provider.state.deleted == [medium.sid]


def test_a_text_is_not_deleted_before_its_picture_is_fetched(house: House, provider: TwilioDouble) -> None:
    medium = Medium(sid=new_sid("ME"), kind="image/jpeg", data=jpeg())
    text = Text(sid=new_sid("MM"), sender="", to="", body="", direction="inbound", status="received", media=[medium])
    provider.state.add_text(text)
    media = ErrandRequest(kind=ErrandKind.MEDIA, reference=f"{text.sid}/{medium.sid}")
    accept(web("", errands=(media, ErrandRequest(kind=ErrandKind.MESSAGE, reference=text.sid))))
    picture, itself = Errand.objects.get(kind=ErrandKind.MEDIA), Errand.objects.get(kind=ErrandKind.MESSAGE)
    run_errand(itself.pk)
    assert text.sid in provider.state.texts
    run_errand(picture.pk)
    run_errand(itself.pk)
    assert provider.state.texts == {}
    assert Attachment.objects.count() == 1
    assert not Errand.objects.exists()


def test_a_voice_note_by_text_is_disguised(house: House, provider: TwilioDouble) -> None:
    medium, errand = text_with(provider, tone(1.0))
    run_errand(errand)
    [(_, file)] = read_files(house)
    assert read_attachment(house.ring("reid"), only_tip(), file.id, by=house.officer("reid"))[1] == "audio/mpeg"
    assert provider.state.deleted == [medium.sid]


def test_a_recording_that_cannot_be_disguised_is_not_kept_and_the_officer_may_ask_again(
    house: House, provider: TwilioDouble
) -> None:
    recording, errand = call_with_recording(provider)
    provider.state.recordings[recording.sid].data = b"RIFF\0\0\0\0WAVE and no sound at all"
    run_errand(errand)
    assert not Attachment.objects.exists()
    assert provider.state.deleted == [recording.sid]
    entries = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries
    assert "could not be made safe" in entries[-1].text
    assert "mailbox" in entries[-1].text


def test_a_host_without_room_for_the_disguise_loses_no_recording(
    house: House, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, errand = call_with_recording(provider)
    with monkeypatch.context() as patch:
        patch.setattr(media, "PATIENCE_SECONDS", 0)
        patch.setattr(media, "_turns", BoundedSemaphore(1))
        with media._turns:
            run_errand(errand)
    assert not provider.state.deleted
    due_again()
    run_errand(errand)
    assert Attachment.objects.count() == 1
    assert provider.state.deleted == [recording.sid]


def test_a_photo_that_is_none_leaves_a_line_and_is_deleted_there(house: House, provider: TwilioDouble) -> None:
    medium, errand = text_with(provider, b"MZ this is a program")
    run_errand(errand)
    assert not Attachment.objects.exists()
    assert Record.objects.count() == 2
    assert provider.state.deleted == [medium.sid]


def test_a_reference_of_no_known_shape_ends_its_errand(house: House, provider: TwilioDouble) -> None:
    accept(sms(errands=(ErrandRequest(kind=ErrandKind.MEDIA, reference="../../etc/passwd"),)))
    run_errand(Errand.objects.get().pk)
    assert not Errand.objects.exists()
    assert Record.objects.count() == 2


def test_an_errand_moved_to_another_tip_does_not_open(house: House, provider: TwilioDouble) -> None:
    _, errand = call_with_recording(provider)
    accept(web("A tip of the thief's own"))
    Errand.objects.update(record=Record.objects.exclude(pk=Errand.objects.get().record_id).get())
    with pytest.raises(CannotOpen):
        run_errand(errand)
    assert not Attachment.objects.exists()


def test_nothing_fetched_is_sealed_to_a_planted_key(house: House, provider: TwilioDouble) -> None:
    _, errand = call_with_recording(provider)
    Tip.objects.update(public_key=new_pair().public)
    with pytest.raises(RowChanged):
        run_errand(errand)
    assert not Attachment.objects.exists()
    assert not provider.state.deleted


def test_an_errand_whose_key_is_gone_is_given_up(house: House, provider: TwilioDouble) -> None:
    _, errand = call_with_recording(provider)
    StoredKey.objects.filter(pk=(errand, KeyPurpose.ONE_TIME)).delete()
    run_errand(errand)
    assert not Errand.objects.exists()


def test_a_recording_that_comes_after_triage_still_reaches_the_thread(house: House, provider: TwilioDouble) -> None:
    _, errand = call_with_recording(provider)
    triage_all()
    run_errand(errand)
    assert len(read_files(house)) == 1
