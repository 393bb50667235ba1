"""A child process: its log, its end, and what it may not inherit."""

import sys
import time
from pathlib import Path

from tipline.standalone.child import Child, last_lines


def _python(program: str, log: Path) -> Child:
    return Child("A child", [sys.executable, "-c", program], log=log)


def test_its_output_goes_to_the_log_which_only_the_owner_may_read(tmp_path: Path) -> None:
    child = _python("print('hello')", tmp_path / "child.log")
    child.start()
    assert child.wait_until(lambda: child.exit_code is not None, seconds=60)
    assert child.last_lines() == "hello"
    assert child.log.stat().st_mode & 0o777 == 0o600


def test_stopping_ends_its_own_children_too(tmp_path: Path) -> None:
    program = (
        "import subprocess, sys, time\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).pid, flush=True)\n"
        "time.sleep(600)"
    )
    child = _python(program, tmp_path / "child.log")
    child.start()
    assert child.wait_until(lambda: child.last_lines() != "", seconds=60)
    grandchild = Path("/proc", child.last_lines())
    assert grandchild.exists()
    child.stop()
    end = time.monotonic() + 60
    while grandchild.exists() and " Z " not in (grandchild / "stat").read_text():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert not child.running


def test_one_that_will_not_listen_is_killed(tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    child = _python(deaf, tmp_path / "child.log")
    child.start()
    assert child.wait_until(lambda: child.last_lines() == "deaf", seconds=60)
    child.stop(patience=0.1)
    assert not child.running


def test_waiting_ends_early_when_the_program_has_ended(tmp_path: Path) -> None:
    child = _python("raise SystemExit(3)", tmp_path / "child.log")
    child.start()
    assert not child.wait_until(lambda: False, seconds=60)
    assert child.exit_code == 3


def test_the_end_of_a_long_log_is_told(tmp_path: Path) -> None:
    log = tmp_path / "long.log"
    log.write_text("".join(f"line {number}\n" for number in range(5000)))
    assert last_lines(log, count=2) == "line 4998\nline 4999"
    assert last_lines(tmp_path / "none.log") == ""
