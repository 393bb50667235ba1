"""`python -m benchmarks.faults [MINUTES [WORD,WORD…]]`: all is killed at random under load; nothing promised is lost.

Web processes, worker, beat, Valkey and Postgres run as in production; six people tell by web and two phones by text,
one thing after the other. Every few seconds something is killed with SIGKILL, frozen, emptied or shut, and started
again as systemd or Docker would; the network is cut, and a clock jumps (where libfaketime is there). Afterwards every
tip is opened and counted. Writes the section "Faults" of docs/benchmarks.md; exits with 1 if a promise was broken.
With words only those blows fall whose names have one: `2 clock,way`.
"""

import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.clocks import Clocks
from benchmarks.house import House, running_house
from benchmarks.page import put_section
from benchmarks.promises import ACCOUNT, NUMBER, TOKEN, Teller, TextTeller, Told, WebTeller
from benchmarks.reckoning import count, is_broken, rows, settle, table
from benchmarks.wire import Wire
from tipline.standalone import Servers
from tipline.standalone.child import CannotStart, Child
from tipline.standalone.postgres import USER

WEB, PHONES = 6, 2
PAUSES = (2.0, 8.0)  # seconds between two blows, at least and at most
PATIENT = 20  # times that Postgres is started again, as systemd does
GONE = 5.0  # seconds that something stays frozen or shut
TICKING = ("intake", "worker", "beat")  # the processes whose clocks jump
SWALLOWED = 12.0  # seconds that the network takes everything and delivers nothing
_SHUT = "ALTER DATABASE keystore ALLOW_CONNECTIONS {}"
_END = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'keystore'"
_HOW = """
Whoever gets no answer sends the very same again for a minute, as a person reloads and as the provider comes back; some
who were answered do so too, for the answer may not have reached them. *Promised*: a receipt was shown. The provider is
away for the whole run, so no order to delete is carried out meanwhile. *The way to* Postgres or Valkey is a small
proxy: stopped for twelve seconds, longer than a web process waits, it then delivers late what it swallowed; broken, it
ends every connection. Clocks of the web server, the worker and beat jump each by itself (libfaketime) and stay wrong
until the next jump; when the blows are over they are set right. Those of Postgres and of files stay right, as on
another host. The disk is left alone: a full one has a test of its own (`tests/intake`).
"""


class Blows:
    """What can happen to an installation. Children are started from the main thread, so blows fall there."""

    def __init__(self, house: House, clocks: Clocks, wires: Sequence[Wire]) -> None:
        self.house, self._clocks = house, clocks
        self.counted: Counter[str] = Counter()
        self._all: dict[str, Callable[[], None]] = {
            "web server killed": lambda: _again(house.intake),
            "one process of the web server killed": lambda: _kill_one(house.intake),
            "worker killed": lambda: _again(house.full_worker),
            "one process of the worker killed": lambda: _kill_one(house.full_worker),
            "beat killed": lambda: _again(house.beat),
            "Valkey killed, its queue lost": self._lose_queue,
            "Valkey frozen": self._freeze_queue,
            "Postgres killed": self._power_cut,
            "key store shut": self._shut_keystore,
        }
        for wire in wires:
            self._all[f"{wire.name} swallows all"] = partial(_swallow, wire)
            self._all[f"{wire.name} broken"] = partial(_break, wire)
        if clocks.hours:
            self._all["a clock jumped"] = self._jump

    def keep(self, words: Sequence[str]) -> None:
        """Keep those whose name has one of these words."""
        self._all = {name: act for name, act in self._all.items() if any(word in name for word in words)}

    def strike(self) -> None:
        """Let one of them happen."""
        name = random.choice(list(self._all))
        self.counted[name] += 1
        self._all[name]()

    def _jump(self) -> None:
        """Set the clock of one kind of process: an hour ahead, an hour behind, or right."""
        name = random.choice(TICKING)
        self._clocks.set(name, random.choice([hours for hours in (-1, 0, 1) if hours != self._clocks.hours[name]]))

    def _lose_queue(self) -> None:
        self.house.servers.valkey.kill()
        self.house.servers.valkey.start()

    def _freeze_queue(self) -> None:
        os.kill(self.house.servers.valkey.child.pid, signal.SIGSTOP)
        time.sleep(GONE)
        os.kill(self.house.servers.valkey.child.pid, signal.SIGCONT)

    def _power_cut(self) -> None:
        postgres = self.house.servers.postgres
        postgres.kill()
        for _ in range(PATIENT):  # its own processes see a moment later that it is gone, and hold its memory until then
            with suppress(CannotStart):
                return postgres.start()
            time.sleep(1.0)
        raise CannotStart("Postgres does not come back.")

    def _shut_keystore(self) -> None:
        self.house.servers.postgres.psql(_SHUT.format("false"))
        self.house.servers.postgres.psql(_END)
        time.sleep(GONE)
        self.house.servers.postgres.psql(_SHUT.format("true"))


def _swallow(wire: Wire) -> None:
    """Let nothing through for longer than a web process waits, and then deliver it late."""
    os.kill(wire.pid, signal.SIGSTOP)
    time.sleep(SWALLOWED)
    os.kill(wire.pid, signal.SIGCONT)


def _break(wire: Wire) -> None:
    wire.kill()
    time.sleep(GONE)
    wire.start()


def _again(child: Child) -> None:
    child.kill()
    child.start()


def _kill_one(child: Child) -> None:
    of_it = Path("/proc", str(child.pid), "task", str(child.pid), "children").read_text().split()
    if of_it:
        with suppress(ProcessLookupError):
            os.kill(int(random.choice(of_it)), signal.SIGKILL)


def main() -> None:
    """Tell, strike, wait, count."""
    minutes, load = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0, machine.other_work()
    only = sys.argv[2].split(",") if len(sys.argv) > 2 else [""]
    provider = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_NUMBER": NUMBER}
    nowhere = {"TWILIO_API_URL": "http://127.0.0.1:9"}
    folder = tempfile.TemporaryDirectory(prefix="tipline-faults-")
    with folder as place, _wired(Path(place)) as (wires, ways):
        clocks = Clocks(Path(place))
        with running_house(Path(place), clocks, **provider, **nowhere, **ways) as house:
            lines, found = _measure(house, clocks, wires, minutes, only)
    text = "\n".join([f"{minutes:g} minutes on {datetime.now(UTC).date()}. {machine.told_load(load)}", "", *lines])
    print(text)
    put_section("Faults", f"{text}\n{_HOW}")
    sys.exit(is_broken(found))


@contextmanager
def _wired(folder: Path) -> Iterator[tuple[list[Wire], dict[str, str]]]:
    """Lay a network between the processes and the servers; yield it, and the settings that lead over it."""
    servers = Servers(folder)
    wires = [Wire("Postgres", servers.sockets / ".s.PGSQL.5432", logs=servers.logs)]
    wires += [Wire("Valkey", servers.valkey.socket, logs=servers.logs)]
    postgres = f"postgresql://{USER}@127.0.0.1:{wires[0].port}"
    ways = {"DATABASE_URL": f"{postgres}/tipline", "KEYSTORE_URL": f"{postgres}/keystore"}
    with ExitStack() as stack:
        for wire in wires:
            wire.start()
            stack.callback(wire.stop)
        yield wires, ways | {"REDIS_URL": f"redis://127.0.0.1:{wires[1].port}/0"}


def _measure(
    house: House, clocks: Clocks, wires: list[Wire], minutes: float, only: list[str]
) -> tuple[list[str], dict[str, Any]]:
    with house.serving(house.intake, house.intake_port), house.working(fully=True):
        blows = Blows(house, clocks, wires)
        blows.keep(only)
        told = _endure(house, blows, minutes)
        clocks.set_right()
        settled = settle(house, house.full_worker, house.beat)
    found = count(house, told)
    struck = {f"{name}, times": number for name, number in sorted(blows.counted.items())}
    return table(struck | rows(told, found, settled)), found


def _endure(house: House, blows: Blows, minutes: float) -> list[Told]:
    over = threading.Event()
    tellers: list[Teller] = [WebTeller([house.intake_port], over) for _ in range(WEB)]
    tellers += [TextTeller([house.intake_port], over) for _ in range(PHONES)]
    for teller in tellers:
        teller.start()
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        time.sleep(random.uniform(*PAUSES))
        blows.strike()
    over.set()
    for teller in tellers:
        teller.join()
    return [told for teller in tellers for told in teller.all_told]


if __name__ == "__main__":
    main()
