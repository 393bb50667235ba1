"""The processes look at the parts of the house, and note what is well: each through its real door."""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import boto3
import pytest
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.clock import this_hour, today
from reports.lifecycle import tasks
from reports.models import Alert, AlertState, Pulse, Status, Tip
from reports.people.enrol import add_member
from reports.queries.pulses import (
    ALERTS,
    BEAT,
    BUCKET,
    DATABASE_DISK,
    DISK,
    ERASURES,
    FREEING,
    HELD,
    MEMBERS,
    PAGE,
    PROVIDER,
    RETENTION,
    SCANNER,
    TRAIL,
    note,
    pulses,
    wrong,
)
from tests.arrivals import triaged_tip
from tests.bucket import bucket
from tests.conftest import House
from tests.gateways.clamd import running_clamd
from tests.provider import provider
from tests.twilio_double import TwilioDouble
from tipline.standalone.place import free_port

__all__ = ["provider"]


def not_well() -> set[str]:
    """The parts that the worker's look finds not well."""
    Pulse.objects.all().delete()
    note(BEAT, True)
    note(RETENTION, True)
    tasks.look_from_worker()
    return {one.name for one in wrong(pulses())}


@pytest.fixture
def parked() -> Iterator[str]:
    """A page that answers, and is none of ours."""

    class Parked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<p>This domain is for sale.</p>")

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Parked)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.django_db(transaction=True)
def test_the_form_is_fetched_and_nothing_is_sent(
    house: House, live_server: LiveServer, settings: Settings, parked: str
) -> None:
    settings.PUBLIC_URL = live_server.url
    assert PAGE not in not_well()
    assert not Tip.everything.exists()
    for elsewhere in (parked, f"http://127.0.0.1:{free_port()}"):
        settings.PUBLIC_URL = elsewhere
        assert PAGE in not_well()


def test_what_a_house_does_without_is_not_missed(house: House, settings: Settings) -> None:
    settings.TWILIO_ACCOUNT_SID = settings.CLAMAV = settings.BLOB_BUCKET = ""
    assert not not_well() & {PROVIDER, SCANNER, BUCKET}
    assert set(pulses()) == {BEAT, RETENTION, PAGE, DISK, ALERTS, HELD, FREEING, MEMBERS}


def test_an_account_that_is_shut_and_a_provider_that_fails_are_noticed(
    house: House, provider: TwilioDouble, settings: Settings
) -> None:
    settings.PUBLIC_URL = provider.url
    faults = provider.state.faults
    assert PROVIDER not in not_well()
    faults.account_status = "suspended"
    assert PROVIDER in not_well()
    faults.account_status, faults.failing_with = "active", 503
    assert PROVIDER in not_well()
    faults.failing_with = None
    settings.TWILIO_AUTH_TOKEN = ["another"]
    assert PROVIDER in not_well()


def test_a_scanner_that_is_away_is_noticed(house: House, settings: Settings) -> None:
    with running_clamd() as clamd:
        settings.CLAMAV = clamd.address
        assert SCANNER not in not_well()
        assert clamd.looked_at == []
    assert SCANNER in not_well()


def test_a_bucket_that_is_away_is_noticed(house: House, settings: Settings) -> None:
    with bucket() as name:
        settings.BLOB_BUCKET = name
        assert BUCKET not in not_well()
        boto3.client("s3").delete_bucket(Bucket=name)
        assert BUCKET in not_well()
    assert BUCKET in not_well()


@pytest.mark.parametrize(
    ("whole", "free", "is_well"),
    [(10**12, 6 * 10**9, True), (10**12, 4 * 10**9, False), (10**10, 2 * 10**9, True), (10**10, 9 * 10**8, False)],
)
def test_a_disk_that_is_nearly_full_is_noticed(
    house: House, monkeypatch: pytest.MonkeyPatch, whole: int, free: int, is_well: bool
) -> None:
    block = 4096
    disk = os.statvfs_result((block, block, whole // block, free // block, free // block, 1, 1, 1, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: disk)
    assert (DISK not in not_well()) == is_well


@pytest.mark.parametrize(("size", "is_told"), [(0, False), (1000, False), (0.001, True)])
def test_a_disk_that_only_postgres_sees_is_told_of_where_its_size_is_known(
    house: House, settings: Settings, size: float, is_told: bool
) -> None:
    settings.DATABASE_DISK_GB = size
    assert (DATABASE_DISK in not_well()) == is_told
    assert (DATABASE_DISK in pulses()) == bool(size)


def test_an_alert_that_nobody_confirms_is_told_by_the_hour_alone(house: House) -> None:
    tip, _ = triaged_tip()
    begun = this_hour() - timedelta(minutes=29)
    Alert.objects.create(tip=tip, state=AlertState.EVERYBODY, begun_at=begun, due_at=timezone.now())
    assert ALERTS not in not_well(), "its half hour ended within this hour, and the minute is not told"
    Alert.objects.update(begun_at=begun - timedelta(minutes=2))
    assert ALERTS in not_well()
    Alert.objects.update(begun_at=timezone.now(), due_at=this_hour())
    assert ALERTS not in not_well(), "of one that does not go on neither"
    Alert.objects.update(due_at=this_hour() - timedelta(minutes=6))
    assert ALERTS in not_well()


def test_retention_shows_that_it_lives_and_erases_on_the_day(house: House) -> None:
    tasks.look_from_retention()
    note(BEAT, True)
    assert wrong(pulses()) == []
    tip, _ = triaged_tip()
    long_ago = today() - timedelta(days=3)
    Tip.objects.filter(pk=tip.pk).update(
        status=Status.CLOSED, outcome="nothing", rests_since=long_ago, erase_on=long_ago
    )
    Pulse.objects.filter(name=ERASURES).delete()
    tasks.look_from_retention()
    assert [one.name for one in wrong(pulses())] == [ERASURES]


def test_retention_tells_of_a_trail_that_was_cut_off(house: House, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    note(BEAT, True)
    tasks.look_from_retention()
    assert wrong(pulses()) == []
    Pulse.objects.filter(name=TRAIL).delete()
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "audit-head").write_text(f"1 {bytes(32).hex()}\n")
    tasks.look_from_retention()
    assert [one.name for one in wrong(pulses())] == [TRAIL]


def test_a_unit_of_one_is_seen_until_somebody_joins(house: House) -> None:
    assert MEMBERS in not_well()
    for unit, name in (
        ("trafficking", "jules"),
        ("vulnerable-persons", "jules"),
        ("standards", "reid"),
        ("oversight", "reid"),
    ):
        held_by = "charles" if unit in {"standards", "oversight"} else "felix"
        keys = house.ring(held_by).unit(house.unit(unit).pk)
        add_member(officer=house.officer(name), keys=keys, by="test")
    assert MEMBERS not in not_well()
