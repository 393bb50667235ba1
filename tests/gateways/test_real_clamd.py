"""Our double of clamd answers as a real one does. Needs a clamd, named by TIPLINE_CLAMD or found in the path."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reports.gateways.scanner import ClamAV, Infected, NotChecked
from tests.gateways.clamd import VIRUS, running_clamd
from tipline.standalone.place import free_port

CLAMD = os.environ.get("TIPLINE_CLAMD") or shutil.which("clamd") or ""
_MOST = 5 * 1024 * 1024
_OURS = Path(__file__).parent.parent.parent / "compose" / "clamd.conf"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a clamd that knows one virus."""
    if not CLAMD:
        pytest.skip("clamd is not here")
    folder, port = tmp_path_factory.mktemp("clamd"), free_port()
    (folder / "one.ndb").write_text(f"Tests.One:0:*:{VIRUS.hex()}\n")
    ours = dict(line.split(" ", 1) for line in _OURS.read_text().splitlines() if not line.startswith("#"))
    ours |= {"TCPSocket": str(port), "TCPAddr": "127.0.0.1", "DatabaseDirectory": str(folder)}
    ours |= {"TemporaryDirectory": str(folder), "StreamMaxLength": str(_MOST), "User": "root"}
    (folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in ours.items()))
    with open(folder / "log", "wb") as log:
        running = subprocess.Popen([CLAMD, "-c", folder / "clamd.conf"], stdout=log, stderr=log)
    try:
        _wait_for(port, running, folder / "log")
        yield f"127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and running.poll() is None:
        with closing(socket.socket()) as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(log.read_text()[-1000:])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", None),
        (bytes(700_000), None),
        (VIRUS, Infected),
        (bytes(300_000) + VIRUS, Infected),
        (bytes(50_000_000), NotChecked),
    ],
    ids=["empty", "clean", "virus", "virus behind", "too large"],
)
def test_the_double_answers_as_clamd_does(real: str, data: bytes, problem: type[Exception] | None) -> None:
    with running_clamd(most=_MOST) as double:
        assert [_answer(address, data) for address in (real, double.address)] == [problem, problem]


def _answer(address: str, data: bytes) -> type[Exception] | None:
    try:
        ClamAV(address).check(data)
    except (Infected, NotChecked) as problem:
        return type(problem)
    return None
