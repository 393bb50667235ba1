"""A file on which this host breaks off each time is tried for half a day, told of, and gone as it came."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from django.utils import timezone
from pytest_django import Settings

from reports.dialogue.mailbox import open_mailbox
from reports.gateways.blobs import blobs
from reports.intake.broken_off import TRIES
from reports.intake.errands import run_errand
from reports.intake.making_safe import UNFINISHED, make_safe
from reports.models import Attachment, Errand, RecordKind
from tests.arrivals import triaged_tip, web
from tests.cleaners import cleaning_by_new_processes
from tests.conftest import House
from tests.gateways.clamd import running_clamd
from tests.intake.test_errands import call_with_recording, due_again, jpeg, read_files, text_with
from tests.intake.test_making_safe import due, is_over, lines, sent
from tests.twilio_double import TwilioDouble
from tests.uploads import held_raw


@contextmanager
def no_memory_for_cleaners() -> Iterator[None]:
    """A host that ends each cleaner as soon as it starts, as the kernel does where memory lacks."""
    over = Event()

    def kill() -> None:
        while not over.wait(0.002):
            for children in Path("/proc/self/task").glob("*/children"):
                with suppress(OSError):
                    for child in children.read_text().split():
                        if b"media_child" in Path("/proc", child, "cmdline").read_bytes():
                            os.kill(int(child), signal.SIGKILL)

    killer = Thread(target=kill, daemon=True)
    killer.start()
    with cleaning_by_new_processes():
        yield
    over.set()
    killer.join()


def waits() -> float:
    return (Errand.objects.get().due_at - timezone.now()).total_seconds()


def test_a_film_whose_cleaner_the_host_kills_each_time_is_given_up_and_gone_as_it_came(house: House) -> None:
    held = held_raw()
    _, receipt = triaged_tip(web("Cocaine at the jetty", files=(held,)))
    errand = Errand.objects.get().pk
    waited = []
    with no_memory_for_cleaners():
        for _ in range(TRIES - 1):
            make_safe(errand)
            assert blobs().has(held.blob)
            waited.append(waits())
            due(errand)
        make_safe(errand)
    assert [round(seconds, -1) for seconds in waited] == [120, 480, 1920, 7680, 30720]
    assert is_over(held)
    assert not Attachment.objects.exists()
    assert lines(house) == [UNFINISHED]
    [entry] = open_mailbox(receipt).entries
    assert entry.file is not None
    assert entry.file.refused == "busy"


def test_a_film_is_kept_where_the_host_has_room_again(house: House) -> None:
    held = held_raw()
    errand = sent(held)
    with no_memory_for_cleaners():
        for _ in range(TRIES - 1):
            make_safe(errand)
            due(errand)
    make_safe(errand)
    assert is_over(held)
    assert Attachment.objects.get().record.kind == RecordKind.FILE


def test_tries_that_broke_off_stay_counted_whatever_is_waited_for_between_them(
    house: House, settings: Settings
) -> None:
    held = held_raw()
    errand = sent(held)
    with no_memory_for_cleaners():
        make_safe(errand)
    settings.CLAMAV = "127.0.0.1:1"
    due(errand)
    make_safe(errand)
    assert (Errand.objects.get().broken_off, Errand.objects.get().attempts) == (1, 0)


def test_a_scanner_that_looks_and_never_comes_to_a_verdict_is_not_asked_for_ever(
    house: House, settings: Settings
) -> None:
    held = held_raw()
    errand = sent(held)
    with running_clamd(most=1000) as clamd:
        settings.CLAMAV = clamd.address
        for _ in range(TRIES):
            due(errand)
            make_safe(errand)
    assert is_over(held)
    assert lines(house) == [UNFINISHED]


def test_a_picture_of_a_text_is_given_up_too_and_deleted_at_the_provider(house: House, provider: TwilioDouble) -> None:
    medium, errand = text_with(provider, jpeg())
    with no_memory_for_cleaners():
        for _ in range(TRIES):
            due_again()
            run_errand(errand)
    assert read_files(house) == []
    assert any(medium.sid in gone for gone in provider.state.deleted)


def test_what_a_caller_said_is_tried_on_and_on(house: House, provider: TwilioDouble) -> None:
    _, errand = call_with_recording(provider)
    with no_memory_for_cleaners():
        for _ in range(TRIES + 1):
            due_again()
            run_errand(errand)
    assert waits() <= 3600
    due_again()
    run_errand(errand)
    assert Attachment.objects.count() == 1
