"""Who answers a byte now and then, for ever, holds none of our processes: each request has an end."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from uuid import uuid4

import pytest
import requests
from pytest_django import Settings

from reports.gateways import bucket_in_time, directory, hooks, mail, own_line, scanner, twilio
from reports.gateways.bucket import BucketBlobs
from reports.gateways.in_time import in_time
from tests.twilio_double import new_sid

SLOW_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Long: "
SLOW_BODY = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"


@contextmanager
def dripping(beginning: bytes) -> Iterator[str]:
    """A server that sends the beginning of an answer at once, and then a byte each tenth of a second, for ever."""
    over = Event()

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.sendall(beginning)
            while not over.wait(0.1):
                connection.sendall(b"x")

    def serve() -> None:
        with suppress(OSError):
            while True:
                Thread(target=drip, args=(listening.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def gateway(address: str) -> twilio.Twilio:
    return twilio.Twilio(account="AC" + 32 * "0", token="token", number="+17584840000", base_url=address)


def sent(address: str) -> object:
    with pytest.raises(twilio.SentOrNot):
        gateway(address).send_message(to="+17584840001", body="Which day?", status_callback="")
    return None


def fetched(address: str) -> object:
    with pytest.raises(twilio.Unavailable):
        gateway(address).fetch_recording(new_sid("RE"))
    return None


def signed_in(address: str) -> object:
    with pytest.raises(directory.Unavailable):
        directory.Directory(issuer=address, client="desk", secret="secret", name="Directory").check()
    return None


def form(address: str) -> object:
    with pytest.raises(own_line.LineFault):
        own_line.Form(address)
    return None


def scanned(address: str) -> object:
    with pytest.raises(scanner.NoVerdict):
        scanner.ClamAV(address.removeprefix("http://")).check(b"a file")
    return None


@pytest.fixture
def _of_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY"):
        monkeypatch.setenv(f"AWS_{name}", "ours")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "")


def asked_of_a_bucket(ask: Callable[[BucketBlobs], object]) -> Callable[[str], object]:
    def of_one(address: str) -> object:
        os.environ["AWS_ENDPOINT_URL_S3"] = address
        with pytest.raises(OSError, match="bucket"):
            ask(BucketBlobs("sealed"))
        return None

    return of_one


@pytest.mark.usefixtures("_of_a_bucket")
@pytest.mark.parametrize("beginning", [SLOW_HEAD, SLOW_BODY], ids=["head", "body"])
@pytest.mark.parametrize(
    "asks",
    [
        lambda address: hooks.post(address, b"{}", {}),
        own_line.tell_watcher,
        form,
        sent,
        fetched,
        signed_in,
        scanned,
        asked_of_a_bucket(lambda blobs: list(blobs.names())),
        asked_of_a_bucket(lambda blobs: blobs.get(uuid4())),
        asked_of_a_bucket(lambda blobs: blobs.delete(uuid4())),
    ],
    ids=[
        "hook",
        "watcher",
        "form",
        "text",
        "recording",
        "directory",
        "scanner",
        "list",
        "file",
        "delete",
    ],
)
def test_who_answers_for_ever_is_left(
    monkeypatch: pytest.MonkeyPatch, asks: Callable[[str], object], beginning: bytes
) -> None:
    for module, name in (
        (hooks, "_IN_ALL"), (own_line, "_IN_ALL"), (directory, "_IN_ALL"), (twilio, "WHOLE_FETCH_SECONDS"),
        (scanner, "_IN_ALL"), (bucket_in_time, "ANSWER_SECONDS"),
        (bucket_in_time, "FILE_SECONDS"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, 0.5)
    monkeypatch.setattr(twilio, "_IN_ALL", 0.025)  # times the timeout of 20 seconds
    began = time.monotonic()
    with dripping(beginning) as address:
        assert not asks(address) or beginning is SLOW_BODY  # of a hook the body is not read
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(("scheme", "beginning"), [("smtp", b"220-"), ("smtps", b"\x16\x03\x03\x3f\xff")])
def test_a_mail_server_that_greets_for_ever_is_left_with_all_mails(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, scheme: str, beginning: bytes
) -> None:
    monkeypatch.setattr(mail, "_IN_ALL", 0.5)
    began = time.monotonic()
    with dripping(beginning) as address:
        server = address.replace("http", scheme, 1)
        settings.MAIL = {"server": server, "from": "line@police.example", "to": ["a@x.example"] * 20}
        assert not mail.send_daily()
    assert 0.5 < time.monotonic() - began < 5


def test_an_answer_that_was_cut_off_is_none() -> None:
    with dripping(SLOW_BODY) as address, pytest.raises(requests.RequestException), in_time(0.5) as session:
        session.get(address, timeout=5)


def test_who_answers_in_time_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    with in_time(30) as session, socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwell.")

        thread = Thread(target=answer, daemon=True)
        thread.start()
        assert session.get(f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=5).text == "well."
        thread.join()
