"""`make run` as a person meets it: a first start with the demo, Ctrl-C, a second start, a power cut."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.http import HttpResponse

from tests.public.browser import Page
from tipline.standalone.place import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


class Run:
    """One `python -m tipline.standalone` and what it has said so far."""

    def __init__(self, data: Path, port: int, said: Path) -> None:
        self.port = port
        self._said = said
        self._env = {"PATH": os.environ["PATH"], "HOME": str(data), "TIPLINE_DATA": str(data), "PORT": str(port)}
        with open(said, "wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tipline.standalone"],
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self._said.read_text()

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + 120
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.1)

    def ask(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return int(answer.status)

    def answers(self, path: str) -> bool:
        assert self.process.poll() is None, self.said
        try:
            return self.ask(path) in {200, 203}
        except OSError:
            return False

    def send_tip(self, text: str) -> str:
        """Send a tip as a browser without script does, and return the receipt."""
        form = f"http://127.0.0.1:{self.port}/en/"
        with urllib.request.urlopen(form, timeout=60) as answer:
            page = Page(HttpResponse(answer.read()))
        filled = urllib.parse.urlencode(page.fields | {"text": text, "do": "send"}).encode()
        while True:
            try:
                with urllib.request.urlopen(form, filled, timeout=60) as answer:
                    return Page(HttpResponse(answer.read())).receipt
            except urllib.error.HTTPError as refused:
                if refused.code != 429:  # a page may be sent some seconds after it was fetched
                    raise
                time.sleep(0.5)

    def manage(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py for what runs here."""
        asked = [sys.executable, "-m", "tipline.standalone.manage", command]
        return subprocess.run(asked, cwd=ROOT, env=self._env, capture_output=True, text=True, check=False)

    def descendants(self) -> set[int]:
        """Return the ids of every process below this one."""
        parents: dict[int, int] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {self.process.pid}


def _all_gone(pids: set[int]) -> bool:
    end = time.monotonic() + 120
    while any(_lives(pid) for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one installation, made by whichever test starts it first."""
    return tmp_path_factory.mktemp("installation") / "data"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_first_start_a_stop_a_second_start_and_a_power_cut(data: Path, tmp_path: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    port = free_port()
    first = Run(data, port, tmp_path / "first")
    try:
        first.wait_for("Starting the web server")
        while not first.answers("/en/"):
            time.sleep(0.05)
        assert first.send_tip("Drugs are sold behind the shop with the green door.")
        assert "Ctrl-C stops everything" not in first.said, "it came before the demo was made"
        first.wait_for("Ctrl-C stops everything")
        for address in ("/", "/phone/simulator", "/desk/"):
            assert f"http://localhost:{port}{address}\n" in first.said
            assert first.ask(address) in {200, 203}
        officers = (data / "state" / "demo.txt").read_text()
        assert officers in first.said

        second = Run(data, free_port(), tmp_path / "second")
        assert second.process.wait(120) == 1
        assert second.said.startswith(f"Tipline already runs on {data}; ")
        elsewhere = Run(tmp_path / "elsewhere", port, tmp_path / "third")
        assert elsewhere.process.wait(120) == 1
        assert elsewhere.said.startswith(f"Port {port} is taken; ")

        found = first.manage("verify_audit")
        assert found.returncode == 0, found.stderr
        assert found.stdout.startswith("The trail is whole")

        everyone = first.descendants()
        assert len(everyone) >= 8
        first.process.send_signal(signal.SIGINT)
        assert first.process.wait(120) == 0
        assert _all_gone(everyone)
        assert first.said.endswith("Stopping …\nStopped; the data stays.\n")
    finally:
        first.process.kill()
        first.process.wait()

    again = Run(data, port, tmp_path / "again")
    try:
        again.wait_for("Ctrl-C stops everything")
        assert "Making the" not in again.said
        assert officers in again.said
    finally:
        everyone = again.descendants()
        again.process.kill()
        again.process.wait()
    assert _all_gone(everyone), "a process outlived a killed parent"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_process_that_ends_by_itself_stops_all_and_is_named(data: Path, tmp_path: Path) -> None:
    run = Run(data, free_port(), tmp_path / "said")
    try:
        run.wait_for("Starting the web server")
        everyone: set[int] = set()
        worker = 0
        end = time.monotonic() + 120
        while not worker and time.monotonic() < end:
            everyone = run.descendants()
            worker = next((pid for pid in everyone if _command(pid, "worker")), 0)
        os.kill(worker, signal.SIGKILL)
        assert run.process.wait(120) == 1
        assert "The worker ended by itself; the end of " in run.said
        assert _all_gone(everyone)
    finally:
        run.process.kill()
        run.process.wait()


def _command(pid: int, word: str) -> bool:
    try:
        return word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def test_who_asks_for_help_is_told_and_starts_nothing(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "tipline.standalone", "--help"]
    answer = subprocess.run(
        asked,
        cwd=ROOT,
        env={**os.environ, "TIPLINE_DATA": str(tmp_path / "data")},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (answer.returncode, (tmp_path / "data").exists()) == (1, False)
    assert b"PORT=8001" in answer.stdout
