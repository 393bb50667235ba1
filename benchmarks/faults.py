"""`python -m benchmarks.faults [MINUTES [WORD,WORD…]]`: all is killed in random order under load; no promise is lost.

Web processes, desk, counter, worker, compare, retention, beat, Valkey and Postgres run as in production. Six people
tell by web, one of them with a photo, two phones by text, two programs, one with a photo, two callers who speak, and
an officer who takes calls, one thing after the other; two officers write notes and ask; the day of closed tips comes.
Every few seconds something is killed with SIGKILL, frozen, emptied, filled or shut, and started again as systemd or
Docker would; the network is cut, the provider hangs, and a clock jumps (where libfaketime is there). Afterwards every
tip is opened and counted. Each kind of blow falls before any falls again, and all fall, however few the minutes; with
words only those whose names have one: `2 clock,way`. Writes the section "Faults" of docs/benchmarks.md; exits with 1 if
a promise was broken.
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path

from benchmarks import machine
from benchmarks.blows import Blows, Ground
from benchmarks.callers import Caller, Program, TakenCall
from benchmarks.clocks import Clocks
from benchmarks.disk import own_disk
from benchmarks.flood_of_tips import OFFICERS
from benchmarks.forgetting import Forgetting
from benchmarks.house import House, running_house
from benchmarks.officer import OfficerAtDesk
from benchmarks.page import put_section
from benchmarks.promises import ACCOUNT, NUMBER, TOKEN, Teller, Told, WebTeller
from benchmarks.provider import TextByProvider, shown_twice, small_photo
from benchmarks.reckoning import UNJUDGED, count, is_broken, rows, settle, table
from benchmarks.remarks import Remarks
from benchmarks.wire import Wire
from tests.twilio_double import TwilioDouble, over_http
from tipline.standalone import Servers
from tipline.standalone.place import free_port
from tipline.standalone.postgres import USER

WEB, PHONES, CALLERS, DESK = 5, 2, 2, 2
PAUSES = (2.0, 8.0)  # seconds between two blows, at least and at most
HELD = 720.0  # seconds; a file that a killed worker was cleaning is taken up again after 660
OWED = 60.0  # seconds; an order to delete that was given by a clock an hour ahead waits for that hour
_ORDERS = "(SELECT count(*) FROM errand)"
_SENT = f"{UNJUDGED} + (SELECT count(*) FROM errand WHERE kind IN ('recording', 'media', 'upload') AND NOT fetched)"
_LEFT = f"{UNJUDGED} + {_ORDERS} + (SELECT count(*) FROM dispatch)"
_HOW = """
Whoever gets no answer sends the very same again for a minute, as a person reloads and as the provider comes back; some
who were answered do so too, for the answer may not have reached them. *Promised*: a receipt was shown. Officers send
nothing again: *said* counts what they sent, *done* what the desk told them was done. *The way to* Postgres or Valkey is
a small proxy: stopped for twelve seconds, longer than a web process waits, it then delivers late what it swallowed;
broken, it ends every connection. A provider that hangs takes every request for 25 seconds, longer than we wait for an
answer, and does then what it was asked. The disk is one of this run alone; databases, files and state lie on it, and
for ten seconds nothing has room there, Postgres' log neither. Clocks of the web server, the worker and beat jump each
by itself (libfaketime) and stay wrong until the next jump; when the blows are over they are set right. Those of
Postgres, the desk and of files stay right, as on another host. Beat starts the sweep that erases every six hours; here
it is asked for every few seconds, and the day of forty tips comes each time. What a caller said is known again by a
number in short and long tones, which the disguise of voices leaves. It must be there once it was recorded, whether a
receipt was heard or not; every third caller hangs up at once. A call that breaks off is not begun again. `compare`
looks every 15 seconds; when the blows are over all recordings are made an hour old, and it looks once more. A text
whose sender gave up before we answered lies at the provider until the hourly sweep for what was left there, which no
run is long enough for.
"""


@dataclass(frozen=True, slots=True)
class Lived:
    """Everybody who did something meanwhile."""

    told: list[Told]
    officers: list[Remarks]
    forgetting: Forgetting


def main() -> None:
    """Tell, strike, wait, count."""
    minutes, load = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0, machine.other_work()
    only, port, counter = sys.argv[2].split(",") if len(sys.argv) > 2 else [""], free_port(), free_port()
    settings = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_NUMBER": NUMBER}
    settings |= {"TWILIO_API_URL": f"http://127.0.0.1:{port}", "TIPLINE_DECIDE_SECONDS": "15"}
    settings |= {"TIPLINE_COUNTER_URL": f"http://127.0.0.1:{counter}/counter/"}
    with tempfile.TemporaryDirectory(prefix="tipline-faults-") as folder, own_disk(Path(folder)) as disk:
        clocks = Clocks(disk.folder)
        with (
            _wired(disk.folder) as (wires, ways),
            running_house(disk.folder, clocks, **settings, **ways) as house,
            _provider(house, port) as provider,
        ):
            lines, broken = _measure(Ground(house, clocks, wires, disk, provider), minutes, only)
    text = "\n".join([f"{minutes:g} minutes on {datetime.now(UTC).date()}. {machine.told_load(load)}", "", *lines])
    print(text)
    put_section("Faults", f"{text}\n{_HOW}")
    sys.exit(broken)


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


def _provider(house: House, port: int) -> TwilioDouble:
    """Return one that tells by itself what became of each text."""
    return TwilioDouble(deliver=over_http(f"http://127.0.0.1:{house.intake_port}"), public_url="http://127.0.0.1",
                        account=ACCOUNT, token=TOKEN, number=NUMBER, calls_back_itself=True, port=port)  # fmt: skip


def _measure(ground: Ground, minutes: float, only: list[str]) -> tuple[list[str], bool]:
    house = ground.house
    web = house.serving(house.intake, house.intake_port)
    desk = house.serving(house.desk, house.desk_port, "/desk/sign-in")
    counter = house.serving(house.counter, house.counter_port, "/counter/")
    with web, counter, desk, house.working(fully=True), _comparing(house):
        blows = Blows(ground)
        blows.keep(only)
        lived = _endure(ground, blows, minutes)
        ground.clocks.set_right()
        _compare_at_last(ground)
        settled = settle(house, house.full_worker, house.beat, left=_SENT, stuck=HELD)
        forgotten, wrongly = lived.forgetting.rows()
        settle(house, house.full_worker, left=_LEFT, stuck=OWED)
        left, orders = list(ground.provider.state.texts.values()), int(house.value(f"SELECT {_ORDERS}"))
    found = count(house, lived.told)
    done = {mark: tip for officer in lived.officers for mark, tip in officer.done.items()}
    away = [tip for mark, tip in done.items() if mark not in found["said"]]
    erased = sum(tip.rpartition("/")[2] in lived.forgetting.gone for tip in away)
    lost, twice = len(away) - erased, sum(n > 1 for n in found["said"].values())
    there = set(found["there"])
    strangers = [one.mark for one in lived.told if one.mark not in there]
    never = sum(any(text.body.startswith(mark) for text in left) for mark in strangers)
    forgotten_there = max(0, len(left) - orders - never)
    struck = {f"{name}, times": number for name, number in sorted(blows.counted.items())}
    more = {
        "officers' notes and questions: said / done / erased with their tip since": (
            f"{sum(one.said for one in lived.officers)} / {len(done)} / {erased}"
        ),
        "**done and not there / there twice**": f"{lost} / {twice}",
        "**officers' texts that a phone got twice**": (shown := shown_twice(ground.provider)),
        "texts at the provider: with an order to delete them / never taken in / **others**": (
            f"{orders} / {never} / {forgotten_there}"
        ),
    }
    broken = is_broken(found) or wrongly or bool(lost or twice or shown or forgotten_there)
    return table(struck | rows(lived.told, found, settled) | more | forgotten), broken


@contextmanager
def _comparing(house: House) -> Iterator[None]:
    """Run what takes in texts and recordings whose webhooks never came."""
    house.compare.start()
    try:
        yield
    finally:
        house.compare.stop(patience=5)


def _compare_at_last(ground: Ground) -> None:
    """Let what callers said be older than any call that may go on, and whatever never arrived be taken in."""
    with ground.provider.state.lock:
        for recording in ground.provider.state.recordings.values():
            recording.created = formatdate(time.time() - 3600, usegmt=True).replace("GMT", "+0000")
    compare = ("manage.py", "compare_texts", "--take-in")
    print(ground.house.run(*compare, env=ground.house.env | {"TIPLINE_FACES": "phone"}))


def _endure(ground: Ground, blows: Blows, minutes: float) -> Lived:
    over, house = threading.Event(), ground.house
    ports = [house.intake_port]
    tellers: list[Teller] = [WebTeller(ports, over) for _ in range(WEB)]
    tellers += [WebTeller(ports, over, photo := small_photo()), Program(ports, over), Program(ports, over, photo)]
    tellers += [TextByProvider(ports, over, ground.provider) for _ in range(PHONES)]
    tellers += [Caller(over, ground.provider) for _ in range(CALLERS)]
    taking = OFFICERS[DESK]
    tellers += [TakenCall(over, OfficerAtDesk(house.desk_port, taking, house.passwords[taking]))]
    seats = [OfficerAtDesk(house.desk_port, name, house.passwords[name]) for name in OFFICERS[:DESK]]
    lived = Lived([], [Remarks(seat, over) for seat in seats], Forgetting(house, over))
    threads = [*tellers, *lived.officers, lived.forgetting]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end or not blows.all_fell:
        time.sleep(random.uniform(*PAUSES))
        blows.strike()
    over.set()
    for thread in threads:
        thread.join()
    lived.told.extend(told for teller in tellers for told in teller.all_told)
    return lived


if __name__ == "__main__":
    main()
