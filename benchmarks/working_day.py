"""`python -m benchmarks.working_day [MINUTES] [TIPS]`: people tell by web and text while ten officers work.

Web processes, desk, a worker of two processes, forgetting and beat run as in production, against TIPS tips of years.
Two people a second tell by web and one by text; ten officers list, read, note, take the next and search,
each with a pause as a person makes. In the middle, for three minutes (of less than a quarter of an hour, for a fifth),
five times as many tell. Writes the section "A working day" of docs/benchmarks.md: times of each, beside those of the
burst; how many wait to be judged; and the memory of each kind of process. Default: 60 minutes against 100,000 tips.
"""

import random
import re
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import requests
from twilio.request_validator import RequestValidator

from benchmarks import machine
from benchmarks.house import House, running_house
from benchmarks.http import Browser
from benchmarks.officer import OfficerAtDesk
from benchmarks.page import put_section
from benchmarks.promises import ACCOUNT, NUMBER, TOKEN
from benchmarks.tips import invented_tip
from benchmarks.visits import visit_tipline
from tipline.standalone.child import Child

EVERY = {"web": 0.5, "text": 1.0}  # seconds between two people
BURST = 5  # times as many people
BURST_MINUTES, BURST_SHARE = 3.0, 0.2
OFFICERS = ("reid", "jules", "felix", "charles", "augustin", "moncherry")  # of the demo, and as many more as make ten
MORE = ("pierre:Ann Pierre:reception,general", "henry:Luc Henry:reception,major-crime,narcotics",
        "joseph:Mary Joseph:vulnerable-persons,general", "emmanuel:Guy Emmanuel:trafficking,major-crime")  # fmt: skip
PAUSE = (1.0, 5.0)  # seconds in which an officer reads
SENDERS = 20  # of each channel: who tells one after the other
_LOOK = 0.5  # seconds
MANY = 30  # arrivals that wait to be judged: more are a queue
_DUE = "SELECT count(*) FROM capsule WHERE due_at < now()"
_ROW = re.compile(r'<a class="preview" href="/desk(/tips/[0-9a-f-]{36})')
_HOW = """
People come by the clock and not when the one before was answered, so that a slow line is not spared; *late* are those
who found nobody free to send for them within a second. *Burst*: what began while {burst} times as many told, for
{minutes:g} minutes in the middle. Officers are ten people, each with an account, who pause for one to five seconds
between two pages; *a note*, *take the next* and *a search* are three pages each: the one with the form, its sending,
and what is shown then. A search looks through what came in the last week. *Memory* is what the processes of a kind
have to themselves plus their share of what they have in common (PSS).
"""


class Day:
    """All that is timed in one run."""

    def __init__(self, house: House) -> None:
        self.house, self.over, self._lock = house, threading.Event(), threading.Lock()
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.failed: Counter[str] = Counter()
        self.memory: list[dict[str, float]] = []
        self.waiting: list[tuple[float, int]] = []
        """When it was looked, and how many arrivals were due then to be judged: none in its quiet window."""
        self.is_burst = False

    def timed(self, name: str, act: Callable[[], object]) -> None:
        """Do one thing, and keep how long it took or that it failed."""
        begun, name = time.perf_counter(), self.now(name)
        try:
            act()
        except Exception as problem:  # noqa: BLE001 - counted, and the day goes on
            print(f"{name}: {type(problem).__name__}: {problem}"[:300], file=sys.stderr)
            with self._lock:
                self.failed[name] += 1
            return
        with self._lock:
            self.times[name].append(time.perf_counter() - begun)

    def now(self, name: str) -> str:
        """Return under which name something is counted that begins now."""
        return f"{name}, burst" if self.is_burst else name

    def come(self, name: str, tell: Callable[[], object]) -> None:
        """Let people come by the clock until the day is over, each sender with its share of them."""
        every = EVERY[name] * SENDERS
        due = time.monotonic() + random.uniform(0.0, every)
        while not self.over.wait(max(0.0, min(_LOOK, due - time.monotonic()))):
            now, soon = time.monotonic(), every / BURST
            if self.is_burst and due - now > soon:  # who was to come later comes now
                due = now + random.uniform(0.0, soon)
            if now < due:
                continue
            if now - due > 1.0:
                with self._lock:
                    self.failed[f"{self.now(name)}, late"] += 1
            self.timed(name, tell)
            due += soon if self.is_burst else every

    def work(self, officer: OfficerAtDesk) -> None:
        """Be one window of an officer until the day is over."""
        turn = random.randrange(12)
        while not self.over.wait(random.uniform(*PAUSE)):
            turn += 1
            rows: list[str] = []
            self.timed("the queue", partial(_list, officer, rows))
            if not rows or self.over.wait(random.uniform(*PAUSE)):
                continue
            tip = random.choice(rows)
            self.timed("one tip", partial(officer.page, tip))
            if turn % 3 == 0:
                self.timed("a note", partial(officer.act, tip, "/note", text=invented_tip()))
            if turn % 5 == 0:
                self.timed("take the next", partial(officer.act, "/", "/next", whole=True))
            if turn % 12 == 0:
                self.timed("a search", partial(officer.act, "/search", "", words="tattoo bird", days="7"))

    def weigh(self, kinds: dict[str, Child]) -> None:
        """Note how much memory each kind of process has, in megabytes, and how many arrivals wait."""
        self.waiting.append((time.monotonic(), int(self.house.value(_DUE))))
        self.memory.append({name: sum(map(_share, _with_children(child.pid))) / 1024 for name, child in kinds.items()})


def _list(officer: OfficerAtDesk, rows: list[str]) -> None:
    rows += _ROW.findall(officer.page("/"))


def text_one(port: int) -> None:
    """Send one text as the provider does."""
    fields = {"MessageSid": f"SM{secrets.token_hex(16)}", "AccountSid": ACCOUNT, "To": NUMBER, "NumMedia": "0"}
    fields |= {"From": f"+1758{random.randrange(2_000_000, 9_999_999)}", "Body": invented_tip()}
    signature = RequestValidator(TOKEN).compute_signature("http://127.0.0.1/phone/sms", fields)
    url, headers = f"http://127.0.0.1:{port}/phone/sms", {"X-Twilio-Signature": signature}
    requests.post(url, data=fields, headers=headers, timeout=15).raise_for_status()


def main() -> None:
    minutes, tips = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, int((*sys.argv, "", "100000")[2] or 100_000)
    load = machine.other_work()
    provider = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_NUMBER": NUMBER}
    nowhere = {"TWILIO_API_URL": "http://127.0.0.1:9"}
    folder = tempfile.TemporaryDirectory(prefix="tipline-day-")
    with folder as place, running_house(Path(place), officers=MORE, **provider, **nowhere) as house:
        print(f"filling the tables with {tips:,} tips", flush=True)
        house.run("-m", "benchmarks.seed", str(tips))
        desk = house.serving(house.desk, house.desk_port, "/desk/sign-in")
        with house.serving(house.intake, house.intake_port), desk, house.working(fully=True):
            day = _live(house, minutes)
            waiting = house.value(_DUE)
    text = f"{minutes:g} minutes against {tips:,} tips on {datetime.now(UTC).date()}. {machine.told_load(load)}"
    text = "\n".join([text, "", *_times(day), "", *_memory(day), "", _waits(day, int(waiting))])
    print(text)
    put_section("A working day", f"{text}\n{_HOW.format(burst=BURST, minutes=_burst(minutes))}")


def _live(house: House, minutes: float) -> Day:
    day, threads = Day(house), list[threading.Thread]()
    for _ in range(SENDERS):
        browser = Browser(house.intake_port)
        threads += [threading.Thread(target=day.come, args=("web", partial(visit_tipline, browser)))]
        threads += [threading.Thread(target=day.come, args=("text", partial(text_one, house.intake_port)))]
    for name in (*OFFICERS, *(officer.partition(":")[0] for officer in MORE)):
        officer = OfficerAtDesk(house.desk_port, name, house.passwords[name])
        threads.append(threading.Thread(target=day.work, args=(officer,)))
    servers = house.servers
    kinds = {"public pages": house.intake, "desk": house.desk, "worker": house.full_worker, "beat": house.beat}
    kinds |= {"Postgres": servers.postgres.child, "Valkey": servers.valkey.child}
    for thread in threads:
        thread.start()
    begun, half = time.monotonic(), 30 * _burst(minutes)
    while (since := time.monotonic() - begun) < 60 * minutes:
        day.is_burst = abs(since - 30 * minutes) < half
        time.sleep(min(10.0, half))
        day.weigh(kinds)
    day.over.set()
    for thread in threads:
        thread.join()
    return day


def _burst(minutes: float) -> float:
    """Return for how many minutes of so many most people come."""
    return min(BURST_MINUTES, BURST_SHARE * minutes)


def _waits(day: Day, left: int) -> str:
    """Say how many waited to be judged, and how long after the most of them few waited again."""
    at, most = max(day.waiting, key=lambda one: one[1])
    few = next((then - at for then, count in day.waiting if then > at and count < MANY), None)
    after = "" if few is None else f", and fewer than {MANY} again {few:,.0f} s later"
    return f"At most {most} arrivals waited to be judged{after}; {left} waited at the end."


def _times(day: Day) -> list[str]:
    lines = ["| | times | failed | p50 | p95 | p99 | longest |", "|---|---|---|---|---|---|---|"]
    for name, all_times in sorted(day.times.items()):
        taken = sorted(all_times)
        told = [taken[round(share * (len(taken) - 1))] for share in (0.5, 0.95, 0.99, 1.0)]
        numbers = " | ".join(f"{1000 * seconds:,.0f} ms" for seconds in told)
        lines.append(f"| {name} | {len(taken):,} | {day.failed[name]} | {numbers} |")
    late = [f"{day.failed[f'{name}{when}, late']} by {name}{when}" for when in ("", ", burst") for name in EVERY]
    return [*lines, "", f"Late: {'; '.join(late)}."]


def _memory(day: Day) -> list[str]:
    first, middle, last = day.memory[0], day.memory[len(day.memory) // 2], day.memory[-1]
    lines = ["| memory, MB | after 10 s | halfway | at the end | most |", "|---|---|---|---|---|"]
    for name in first:
        most = max(one[name] for one in day.memory)
        lines.append(f"| {name} | {first[name]:.0f} | {middle[name]:.0f} | {last[name]:.0f} | {most:.0f} |")
    return lines


def _with_children(pid: int) -> list[int]:
    """Return a process and all that descend from it, as far as they live."""
    try:
        children = [int(one) for task in Path("/proc", str(pid), "task").iterdir()
                    for one in (task / "children").read_text().split()]  # fmt: skip
    except OSError:
        return []
    return [pid, *(found for child in children for found in _with_children(child))]


def _share(pid: int) -> int:
    """Return a process's proportional share of memory in kilobytes; none for one that has ended."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path("/proc", str(pid), "smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
