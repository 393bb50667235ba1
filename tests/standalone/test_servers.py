"""The embedded servers: reachable by sockets alone, quiet, keeping their data, ending with their parent."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tipline.standalone import CannotStart, Servers
from tipline.standalone.postgres import QUIET

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Running servers of this file's own."""
    with Servers(tmp_path_factory.mktemp("servers"), durable=False) as running:
        yield running


def test_both_databases_and_the_queue_answer(servers: Servers) -> None:
    assert servers.postgres.psql("SELECT current_database()", database="tipline") == "tipline\n"
    assert servers.postgres.psql("SELECT current_database()", database="keystore") == "keystore\n"
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(servers.valkey.socket))
        client.sendall(b"PING\r\n")
        assert client.recv(16) == b"+PONG\r\n"


def test_nothing_listens_on_the_network(servers: Servers) -> None:
    for child in (servers.postgres.child, servers.valkey.child):
        inodes = {os.readlink(fd) for fd in Path(f"/proc/{child.pid}/fd").iterdir() if os.path.islink(fd)}
        for table in ("tcp", "tcp6", "udp", "udp6"):
            rows = Path(f"/proc/{child.pid}/net/{table}").read_text().splitlines()[1:]
            assert not inodes & {f"socket:[{row.split()[9]}]" for row in rows}


def test_only_the_owner_may_reach_the_sockets(servers: Servers) -> None:
    assert servers.sockets.stat().st_mode & 0o777 == 0o700


def test_the_quiet_settings_are_in_force(servers: Servers) -> None:
    for name, value in QUIET.items():
        assert servers.postgres.psql(f"SHOW {name}").strip() == value


def test_the_log_tells_neither_a_value_nor_a_time_of_a_failing_statement(servers: Servers) -> None:
    for statement in (
        "SELECT 'hidden words'::int",
        "SELECT 1/0 -- hidden words",
        "DO $$BEGIN RAISE 'hidden words'; END$$",
    ):
        with pytest.raises(CannotStart):
            servers.postgres.psql(statement)
    assert (servers.logs / "postgres.log").read_bytes() == b""


def test_a_second_start_and_a_power_cut_keep_the_data_and_write_no_time(tmp_path: Path) -> None:
    with Servers(tmp_path) as first:
        first.postgres.psql("CREATE TABLE kept AS SELECT 7 AS n", database="tipline")
        first.postgres.kill()
        first.postgres.start()
        assert first.postgres.psql("SELECT n FROM kept", database="tipline") == "7\n"
    with Servers(tmp_path) as second:
        assert second.postgres.psql("SELECT n FROM kept", database="tipline") == "7\n"
    said = set((tmp_path / "logs" / "postgres.log").read_bytes().splitlines())
    assert said <= {b"FATAL:  terminating connection due to administrator command"}  # the stop met a connection's end


def test_the_write_ahead_log_forgets_what_was_written_once_its_day_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(QUIET, "archive_timeout", "1s")
    with Servers(tmp_path, durable=False) as running:
        postgres, log = running.postgres, tmp_path / "postgres" / "pg_wal"

        def holding() -> list[str]:
            return [path.name for path in log.iterdir() if path.is_file() and b"planted words" in path.read_bytes()]

        postgres.psql("CREATE TABLE said (words text)")
        postgres.psql("CHECKPOINT")  # who ends the files wakes up every five minutes, and now
        postgres.psql("INSERT INTO said VALUES ('planted ' || 'words')")
        (first,) = holding()
        other = "INSERT INTO said VALUES ('others') RETURNING pg_walfile_name(pg_current_wal_insert_lsn())"
        assert postgres.child.wait_until(lambda: postgres.psql(other).split()[0] > first, seconds=60)
        postgres.psql("CHECKPOINT")
        assert holding() == []


def test_the_queue_keeps_nothing_on_disk(servers: Servers) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(servers.valkey.socket))
        client.sendall(b"SET word planted\r\n")
        assert client.recv(16) == b"+OK\r\n"
    servers.valkey.stop()
    servers.valkey.start()
    assert not list((servers.folder / "valkey").iterdir())


def test_a_folder_with_a_long_and_odd_name_is_served_by_a_short_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("a long name, with blanks & more " * 4)
    with Servers(folder, durable=False) as running:
        assert not running.sockets.is_relative_to(folder)
        assert running.postgres.psql("SELECT 1") == "1\n"
    assert not running.sockets.exists()


def test_a_lock_whose_process_id_is_another_program_now_does_not_stop_a_start(tmp_path: Path) -> None:
    with Servers(tmp_path, durable=False) as running:
        lock = (tmp_path / "postgres" / "postmaster.pid").read_text().splitlines()
    lock[0] = str(os.getpid())
    (tmp_path / "postgres" / "postmaster.pid").write_text("\n".join(lock))
    with running:
        assert running.postgres.psql("SELECT 1") == "1\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_servers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from tipline.standalone import Servers\n"
        "with Servers(Path(sys.argv[1]), durable=False) as s:\n"
        "    print(s.postgres.child.pid, s.valkey.child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert len(pids) == 2
    end = time.monotonic() + 60
    while any(_lives(pid) for pid in pids):
        assert time.monotonic() < end, "a server outlived its parent"
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
