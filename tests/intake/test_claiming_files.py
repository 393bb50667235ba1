"""Held files at the door: claimed exactly once, by one tip, without being sealed again."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from reports.clock import this_hour
from reports.dialogue.mailbox import MailboxKey
from reports.gateways.blobs import blobs
from reports.intake.door import Accepted, FilesGone, NotStored, accept
from reports.intake.making_safe import make_safe
from reports.intake.submission import Submission
from reports.intake.uploads import HeldFile
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.tidy import drop_unclaimed_blobs
from reports.models import Attachment, Errand, KeyPurpose, Record, StoredKey, Tip
from reports.models.claiming import claiming
from reports.queries.reading import read_attachment, read_tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.outage import no_database
from tests.uploads import PIXELS, held_photo, held_raw

committed = pytest.mark.django_db(transaction=True)
MAKERS = [held_photo, held_raw]


def grow_old(held: HeldFile, hours: int) -> None:
    old = (this_hour() - timedelta(hours=hours)).timestamp()
    os.utime(blobs()._path(held.blob), (old, old))  # type: ignore[attr-defined]


def test_a_clean_file_is_attached_as_it_lies(house: House) -> None:
    held = held_photo(removed=("place", "camera"))
    before = blobs().get(held.blob)
    accept(web(files=(held,)))
    assert blobs().get(held.blob) == before
    attachment = Attachment.objects.get()
    assert attachment.pk == held.blob
    assert held.key not in bytes(attachment.header)
    ring, reid = house.ring("reid"), house.officer("reid")
    assert read_attachment(ring, only_tip(), held.blob, by=reid) == (PIXELS, "image/jpeg")
    [entry] = read_tip(ring, only_tip(), by=reid).entries
    assert entry.attachments[0].removed == ("place", "camera")


def test_ten_files_of_both_ways_arrive_with_one_tip(house: House) -> None:
    files = tuple(held_raw() if number % 2 else held_photo() for number in range(10))
    accept(web(files=files))
    assert Attachment.objects.count() == 5
    assert {errand.blob for errand in Errand.objects.all()} == {held.blob for held in files if held.raw}


@pytest.mark.parametrize("make", MAKERS)
def test_a_file_is_claimed_once_however_often_its_page_is_sent(house: House, make: Callable[[], HeldFile]) -> None:
    held, fresh = make(), held_photo()
    accept(web("First", files=(held,)))
    with pytest.raises(FilesGone) as gone:
        accept(web("Second", files=(fresh, held)))
    assert gone.value.blobs == {held.blob}
    assert Tip.objects.count() == 1
    assert blobs().has(fresh.blob)
    assert accept(web("Second", files=(fresh,))).receipt


@pytest.mark.parametrize("make", MAKERS)
def test_a_file_that_was_claimed_and_erased_cannot_come_back(house: House, make: Callable[[], HeldFile]) -> None:
    held = make()
    accept(web("First", files=(held,)))
    erase_tip(tip_id=only_tip().pk, by="a test")
    with pytest.raises(FilesGone):
        accept(web("Second", files=(held,)))
    assert not Tip.objects.exists()


def test_a_file_that_was_made_safe_cannot_come_back(house: House) -> None:
    held = held_raw()
    triaged_tip(web("First", files=(held,)))
    make_safe(Errand.objects.get().pk)
    with pytest.raises(FilesGone):
        accept(web("Second", files=(held,)))
    assert Errand.objects.count() == 0


def test_a_file_that_never_was_is_told(house: House) -> None:
    made_up = HeldFile(blob=uuid4(), key=bytes(32), media="image", mime="image/jpeg", size=1)
    with pytest.raises(FilesGone):
        accept(web(files=(made_up,)))
    assert not Record.objects.exists()
    assert not StoredKey.objects.exclude(purpose=KeyPurpose.PEOPLE).exists()


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_sending_again_gets_the_same_answer(house: House, make: Callable[[], HeldFile]) -> None:
    submission = web(files=(make(),), repeat_key=b"again")
    first, second = accept(submission), accept(submission)
    assert second.repeated
    assert second.receipt == first.receipt
    assert Tip.objects.count() == 1
    assert blobs().has(submission.files[0].blob)


@committed
@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("same", [True, False], ids=["one sending twice", "two sendings"])
def test_of_two_at_once_one_gets_the_file(house: House, make: Callable[[], HeldFile], same: bool) -> None:
    held = make()
    sendings = [web(f"Number {number}", files=(held,)) for number in range(2)]
    if same:
        sendings = [web(files=(held,), repeat_key=b"again")] * 2
    with ThreadPoolExecutor(2) as pool:
        told = [each for each in pool.map(send, sendings) if each]
    assert Tip.objects.count() == 1
    assert Attachment.objects.count() + Errand.objects.count() == 1
    assert blobs().has(held.blob)
    assert len({each.receipt for each in told}) == 1
    assert len(told) == (2 if same else 1)


def send(submission: Submission) -> Accepted | None:
    try:
        return accept(submission)
    except FilesGone:
        return None
    finally:
        connections.close_all()


@committed
def test_a_database_that_is_down_costs_no_file(house: House) -> None:
    photo, sound = held_photo(), held_raw()
    with no_database("default"), pytest.raises(NotStored):
        accept(web(files=(photo, sound)))
    assert accept(web(files=(photo, sound))).receipt
    assert Attachment.objects.count() == Errand.objects.count() == 1


def test_files_come_with_an_addition_too(house: House) -> None:
    tip, _ = triaged_tip()
    photo, sound = held_photo(), held_raw()
    accept(web("More", joins=MailboxKey(tip.pk), files=(photo, sound)))
    later = Record.objects.get(position=1)
    assert Attachment.objects.get().record == Errand.objects.get().record == later
    triage_all()
    assert read_attachment(house.ring("reid"), only_tip(), photo.blob, by=house.officer("reid"))[0] == PIXELS


def test_what_nobody_sends_is_gone_after_an_hour_and_not_before(house: House) -> None:
    young, old = held_raw(), held_photo()
    grow_old(young, 1)
    grow_old(old, 2)
    drop_unclaimed_blobs()
    assert blobs().has(young.blob)
    assert not blobs().has(old.blob)
    with pytest.raises(FilesGone):
        accept(web(files=(old,)))


@pytest.mark.parametrize("make", MAKERS)
def test_what_was_sent_stays_however_long_its_errand_waits(house: House, make: Callable[[], HeldFile]) -> None:
    held = make()
    accept(web(files=(held,)))
    grow_old(held, 50)
    drop_unclaimed_blobs()
    assert blobs().has(held.blob)


@committed
def test_no_file_is_swept_between_its_being_found_and_its_being_claimed(house: House) -> None:
    """The sweep waits until the claim under way has committed, and then leaves the file alone."""
    held = held_photo()
    grow_old(held, 2)

    def sweep() -> None:
        try:
            drop_unclaimed_blobs()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with claiming():
            swept = pool.submit(sweep)
            accept(web(files=(held,)))
            assert not swept.done()
        swept.result()
    assert blobs().has(held.blob)
