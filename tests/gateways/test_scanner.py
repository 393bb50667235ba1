"""The virus scanner: asked as clamd wants to be asked, and never taken to have looked when it has not."""

import socket
import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from reports.gateways.scanner import ClamAV, Infected, NoScanner, NotChecked, scanner
from tests.gateways.clamd import VIRUS, running_clamd
from tipline.standalone.place import free_port


@pytest.mark.parametrize("size", [0, 1, 256 * 1024, 256 * 1024 + 1, 3_000_000])
def test_a_clean_file_passes_and_the_scanner_saw_all_of_it(size: int) -> None:
    data = bytes(size)
    with running_clamd() as clamd:
        ClamAV(clamd.address).check(data)
        assert clamd.looked_at == [data]


def test_a_virus_is_told() -> None:
    with running_clamd() as clamd, pytest.raises(Infected):
        ClamAV(clamd.address).check(bytes(300_000) + VIRUS)


def test_a_file_too_large_for_the_scanner_counts_as_not_checked() -> None:
    with running_clamd(most=1000) as clamd, pytest.raises(NotChecked):
        ClamAV(clamd.address).check(bytes(50_000_000))


@pytest.mark.parametrize("address", ["127.0.0.1:{port}", "{folder}/no-socket", "nonsense", "127.0.0.1:x"])
def test_a_scanner_that_is_not_there_counts_as_not_checked(tmp_path: Path, address: str) -> None:
    with pytest.raises(NotChecked):
        ClamAV(address.format(port=free_port(), folder=tmp_path)).check(b"a file")


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"UNKNOWN COMMAND\0", b"stream: Can't allocate memory ERROR\0"])
def test_only_a_whole_ok_is_an_ok(tmp_path: Path, answer: bytes) -> None:
    """Also over a unix socket; an answer cut before its end says nothing."""
    path = str(tmp_path / "clamd")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(answer)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(1000):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(NotChecked):
            ClamAV(path).check(b"a file")
        thread.join()


def test_without_an_address_there_is_no_scanner(settings: Settings) -> None:
    settings.CLAMAV = ""
    assert isinstance(scanner(), NoScanner)
    settings.CLAMAV = "clamav:3310"
    assert isinstance(scanner(), ClamAV)
