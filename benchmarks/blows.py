"""What can happen to an installation while people tell, officers work and tips are forgotten."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.clocks import Clocks
from benchmarks.disk import Disk
from benchmarks.house import House
from benchmarks.wire import Wire
from tests.twilio_double import TwilioDouble
from tipline.standalone.child import CannotStart, Child

PATIENT = 20  # times that Postgres is started again, as systemd does
GONE = 5.0  # seconds that something stays frozen or shut
FULL = 10.0  # seconds that the disk stays full
HANGS = 25.0  # seconds that the provider takes requests and answers none, longer than we wait for it
TICKING = ("intake", "worker", "beat")  # the processes whose clocks jump
SWALLOWED = 12.0  # seconds that the network takes everything and delivers nothing
_SHUT = "ALTER DATABASE keystore ALLOW_CONNECTIONS {}"
_END = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'keystore'"


@dataclass(frozen=True, slots=True)
class Ground:
    """What blows fall on."""

    house: House
    clocks: Clocks
    wires: Sequence[Wire]
    disk: Disk
    provider: TwilioDouble


class Deck:
    """What can happen, by name, dealt from a shuffled deck: each once before any falls again.

    Children are started from the main thread, so blows fall there.
    """

    def __init__(self, acts: Mapping[str, Callable[[], None]]) -> None:
        self._all = dict(acts)
        self.counted: Counter[str] = Counter()
        self._deck: list[str] = []

    @property
    def all_fell(self) -> bool:
        """Whether each has happened at least once."""
        return self._all.keys() <= self.counted.keys()

    def strike(self) -> None:
        """Let one of them happen."""
        self._deck = self._deck or random.sample(list(self._all), len(self._all))
        name = self._deck.pop()
        self.counted[name] += 1
        self._all[name]()


class Blows(Deck):
    """All that can happen to one host."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._house = ground, ground.house
        house = ground.house
        acts: dict[str, Callable[[], None]] = {
            "web server killed": lambda: again(house.intake),
            "one process of the web server killed": lambda: _kill_one(house.intake),
            "desk killed": lambda: again(house.desk),
            "one process of the desk killed": lambda: _kill_one(house.desk),
            "counter killed": lambda: again(house.counter),
            "one process of counter killed": lambda: _kill_one(house.counter),
            "compare killed": lambda: again(house.compare),
            "worker killed": lambda: again(house.full_worker),
            "one process of the worker killed": lambda: _kill_one(house.full_worker),
            "retention killed": lambda: again(house.retention),
            "beat killed": lambda: again(house.beat),
            "Valkey killed, its queue lost": self._lose_queue,
            "Valkey frozen": self._freeze_queue,
            "Postgres killed": self._power_cut,
            "key store shut": self._shut_keystore,
            "provider hangs": self._hang_up,
        }
        for wire in ground.wires:
            acts[f"{wire.name} swallows all"] = partial(_swallow, wire)
            acts[f"{wire.name} broken"] = partial(_break, wire)
        if ground.clocks.hours:
            acts["a clock jumped"] = self._jump
        if ground.disk.can_be_full:
            acts["disk full"] = self._fill_disk
        super().__init__(acts)

    def keep(self, words: Sequence[str]) -> None:
        """Keep those whose name has one of these words."""
        self._all = {name: act for name, act in self._all.items() if any(word in name for word in words)}

    def _jump(self) -> None:
        """Set the clock of one kind of process: an hour ahead, an hour behind, or right."""
        name, clocks = random.choice(TICKING), self._ground.clocks
        clocks.set(name, random.choice([hours for hours in (-1, 0, 1) if hours != clocks.hours[name]]))

    def _lose_queue(self) -> None:
        self._house.servers.valkey.kill()
        self._house.servers.valkey.start()

    def _freeze_queue(self) -> None:
        freeze(self._house.servers.valkey.child)

    def _power_cut(self) -> None:
        self._house.servers.postgres.kill()
        self._start_postgres()

    def _start_postgres(self) -> None:
        for _ in range(PATIENT):  # its own processes see a moment later that it is gone, and hold its memory until then
            with suppress(CannotStart):
                return self._house.servers.postgres.start()
            time.sleep(1.0)
        raise CannotStart("Postgres does not come back.")

    def _shut_keystore(self) -> None:
        self._house.servers.postgres.psql(_SHUT.format("false"))
        self._house.servers.postgres.psql(_END)
        time.sleep(GONE)
        self._house.servers.postgres.psql(_SHUT.format("true"))

    def _hang_up(self) -> None:
        """Let the provider take what we ask, and do it when we no longer wait for an answer."""
        self._ground.provider.state.faults.hanging = True
        time.sleep(HANGS)
        self._ground.provider.state.faults.hanging = False

    def _fill_disk(self) -> None:
        """Leave no room for databases, files and state; Postgres may end by that, and comes again then."""
        self._ground.disk.stay_full(FULL)
        if not self._house.servers.postgres.child.wait_until(self._answers, seconds=30):
            self.counted["disk full, and Postgres ended by it"] += 1
            self._house.servers.postgres.stop()
            self._start_postgres()

    def _answers(self) -> bool:
        with suppress(CannotStart):
            return bool(self._house.servers.postgres.psql("SELECT 1"))
        return False


def _swallow(wire: Wire) -> None:
    """Let nothing through for longer than a web process waits, and then deliver it late."""
    os.kill(wire.pid, signal.SIGSTOP)
    time.sleep(SWALLOWED)
    os.kill(wire.pid, signal.SIGCONT)


def _break(wire: Wire) -> None:
    wire.kill()
    time.sleep(GONE)
    wire.start()


def freeze(child: Child) -> None:
    """Let it take everything and answer nothing for a while."""
    os.kill(child.pid, signal.SIGSTOP)
    time.sleep(GONE)
    os.kill(child.pid, signal.SIGCONT)


def again(*children: Child) -> None:
    """Kill them at the same moment, and start them again."""
    for child in children:
        child.kill()
    for child in children:
        child.start()


def _kill_one(child: Child) -> None:
    of_it = Path("/proc", str(child.pid), "task", str(child.pid), "children").read_text().split()
    if of_it:
        with suppress(ProcessLookupError):
            os.kill(int(random.choice(of_it)), signal.SIGKILL)
