"""`python -m benchmarks.several_hosts [MINUTES]`: several hosts side by side, while parts of them are killed.

Two intakes, two desks and two workers, PgBouncer before each database, sealed files in a bucket. People tell with
photos and sounds by web and with photos by text; a try goes to either intake. Every few seconds one of the processes is
killed, or both workers, or the bucket frozen: dealt from a deck, so that each is hit, however few the minutes. Then
every tip and file is opened and counted, and officers of different units look at their lists through few shared
connections. Writes the section "Several hosts" of docs/benchmarks.md; exits with 1 if a promise was broken. Needs
PgBouncer (`apt-get install pgbouncer`). It may last a quarter of an hour longer
than the blows: a file whose cleaning worker was killed is taken up again after eleven minutes. What is waited for is
told meanwhile.
"""

import random
import re
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import requests

from benchmarks import machine
from benchmarks.blows import Deck, again, freeze
from benchmarks.flood_of_tips import OFFICERS
from benchmarks.hosts import POOL, ROLES, Bucket, Hosts, bucket_env
from benchmarks.house import House, running_house
from benchmarks.officer import NotSignedIn, OfficerAtDesk
from benchmarks.page import put_section
from benchmarks.promises import ACCOUNT, NUMBER, TOKEN, Teller, TextTeller, Told, WebTeller
from benchmarks.provider import TextByProvider, small_photo
from benchmarks.reckoning import UNJUDGED, count, is_broken, rows, settle, table
from tests.twilio_double import TwilioDouble, over_http
from tests.twilio_double.state import tone
from tipline.standalone.place import free_port

PAUSES = (3.0, 9.0)  # seconds between two blows, at least and at most
HELD = 720.0  # seconds; a file that a killed worker was cleaning is taken up again after 660
LOOKS, LOOKING = 60, 240.0  # of each officer, afterwards; seconds in which they are made
_ROW = re.compile(r'<a class="preview" href="/desk/tips/([0-9a-f-]{36})')
_LISTS = ("/?list=all", "/?list=open", "/?list=urgent")
_LEFT = f"{UNJUDGED} + (SELECT count(*) FROM errand)"
_CONNECTED = f"SELECT count(*) FROM pg_stat_activity WHERE usename IN {ROLES}"
_FOREIGN = """SELECT count(*) FROM tip WHERE id = ANY(ARRAY[{tips}]::uuid[]) AND NOT EXISTS (SELECT FROM membership m
    JOIN officer o ON o.id = m.officer_id WHERE o.username = '{officer}'
    AND (m.unit_id = tip.unit_id OR m.unit_id = ANY(tip.informed)))"""
_HOW = """
Each process has the data folder, the secrets and the database role of a host of its own; key files are one folder, as
they must be. Forgetting and beat run once. *Connections* are those of intakes, desks and workers at Postgres, counted
twice a second. At the end four officers of different units look at their lists at the same time, each look at either
desk, through so few connections that they share them: a row of another unit would mean that what one officer's
statement tells the wall stays for the next.

**Not tried:** real hosts and a real network between them, Docker, a balancer (each try chose an intake by chance), a
managed Postgres that fails over to its replica, TLS to database and bucket, and a real object store: the bucket is
moto's server, in memory, which checks no signature. Who tried to look up a mailbox too often is counted by each intake
for itself, so two let twice as many try.
"""


def dealt(hosts: Hosts, bucket: Bucket) -> Deck:
    """Return what may happen to one host of several, or to two: every process is hit."""
    children = [*hosts.workers, *(child for child, _ in (*hosts.intakes, *hosts.desks))]
    children += [hosts.retention, hosts.beat, *(pooler.child for pooler in hosts.poolers)]
    acts = {f"{child.name} killed": partial(again, child) for child in children}
    return Deck(
        acts | {"both workers killed": partial(again, *hosts.workers), "bucket frozen": partial(freeze, bucket.child)}
    )


class Connections(threading.Thread):
    """How many connections the pooled processes have at Postgres."""

    def __init__(self, house: House) -> None:
        super().__init__(daemon=True)
        self._house, self.most, self.over = house, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.most = max(self.most, int(self._house.value(_CONNECTED)))


def main() -> None:
    """Tell, strike, wait, count, look."""
    minutes, load = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0, machine.other_work()
    port, place = free_port(), tempfile.TemporaryDirectory(prefix="tipline-hosts-")
    double = TwilioDouble(deliver=over_http("http://127.0.0.1"), public_url="http://127.0.0.1", account=ACCOUNT,
                          token=TOKEN, number=NUMBER)  # fmt: skip
    settings = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_NUMBER": NUMBER}
    settings |= {"TWILIO_API_URL": double.url, "TIPLINE_QUIET_SECONDS": "5"} | bucket_env(port)
    with place as folder, double as provider, running_house(Path(folder), **settings) as house:
        bucket, hosts = Bucket(house.servers.logs, port), Hosts(house)
        bucket.start()
        watch = Connections(house)
        watch.start()
        with hosts.running():
            blows, told = _endure(hosts, bucket, provider, minutes)
            settled = settle(house, *hosts.workers, left=_LEFT, stuck=HELD)
            looks, seen, foreign, unanswered = _look(house, hosts)
        watch.over.set()
        found = count(house, told)
        left, never = _left_at(provider, [one.mark for one in told if one.mark not in found["there"]])
        more = {
            "files promised and not there, or that do not open": len(found["lacking"]),
            "photos left at the provider: of texts never taken in / **others**": f"{never} / {left}",
            "sealed files in the bucket": bucket.objects(),
            "rows that officers saw, of these of another unit": f"{seen} / {foreign}",
            "looks of officers / that the desk did not answer": f"{looks} / {unanswered}",
            "connections at Postgres, most": f"{watch.most} (at most {POOL} a role and database)",
        }
        bucket.child.stop()
    struck = {f"{name}, times": number for name, number in sorted(blows.counted.items())}
    files = {"of these with a photo or a sound": sum(one.has_file for one in told)}
    lines = table(struck | files | rows(told, found, settled) | more)
    text = "\n".join([f"{minutes:g} minutes on {datetime.now(UTC).date()}. {machine.told_load(load)}", "", *lines])
    print(text)
    put_section("Several hosts", f"{text}\n{_HOW}")
    sys.exit(is_broken(found) or foreign > 0 or left > 0)


def _endure(hosts: Hosts, bucket: Bucket, provider: TwilioDouble, minutes: float) -> tuple[Deck, list[Told]]:
    over, blows, ports = threading.Event(), dealt(hosts, bucket), hosts.intake_ports
    photo, sound = small_photo(), tone(2.0)
    tellers: list[Teller] = [WebTeller(ports, over), WebTeller(ports, over, photo), WebTeller(ports, over, sound)]
    tellers += [TextTeller(ports, over), TextByProvider(ports, over, provider, photo)]
    for teller in tellers:
        teller.start()
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end or not blows.all_fell:
        time.sleep(random.uniform(*PAUSES))
        blows.strike()
    over.set()
    for teller in tellers:
        teller.join()
    return blows, [told for teller in tellers for told in teller.all_told]


def _look(house: House, hosts: Hosts) -> tuple[int, int, int, int]:
    """Let officers look at their lists at the same time; return the looks, the rows, those of others, and failures."""
    seen: dict[str, list[str]] = {name: [] for name in OFFICERS}
    made, failed, until = list[str](), list[str](), time.monotonic() + LOOKING

    def look(name: str, officer: OfficerAtDesk) -> None:
        for number in range(LOOKS):
            if time.monotonic() > until:
                return
            made.append(name)
            officer.move(random.choice(hosts.desk_ports))
            try:
                seen[name] += _ROW.findall(officer.page(_LISTS[number % 3]))
            except (NotSignedIn, requests.RequestException) as problem:
                failed.append(str(problem))

    seats = {name: OfficerAtDesk(hosts.desk_ports[0], name, house.passwords[name]) for name in OFFICERS}
    threads = [threading.Thread(target=look, args=seat) for seat in seats.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    foreign = sum(
        int(house.value(_FOREIGN.format(officer=name, tips=",".join(f"'{tip}'" for tip in set(tips)))))
        for name, tips in seen.items()
    )
    return len(made), sum(map(len, seen.values())), foreign, len(failed)


def _left_at(provider: TwilioDouble, strangers: list[str]) -> tuple[int, int]:
    """Count photos that the line should have had deleted, and those of texts it never heard, which a sweep takes in."""
    kept = [text.body for text in provider.state.texts.values() if text.media]
    never = sum(body.startswith(tuple(strangers)) for body in kept)
    return len(kept) - never, never


if __name__ == "__main__":
    main()
