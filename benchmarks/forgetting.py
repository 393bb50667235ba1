"""Tips whose day comes while everything breaks: their keys and rows go, and those of no other tip."""

import random
import threading
import time
from contextlib import suppress

from celery import Celery

from benchmarks.house import House, NotReady
from tipline.standalone.child import CannotStart

TIPS = 2_000  # sealed before the run; a quarter of the closed ones stays
AT_ONCE = 40  # whose day comes at the same time
EVERY = 12.0  # seconds
STUCK = 120.0  # seconds after the last blow in which nothing is erased any more
ERASE = "reports.lifecycle.erase_due"
_STAY = "status = 'closed' AND id < '40000000-0000-0000-0000-000000000000'"
_GO = "status = 'closed' AND id >= '40000000-0000-0000-0000-000000000000'"
_DUE = """WITH come AS (
    UPDATE tip SET erase_on = current_date - 1
    WHERE id IN (SELECT id FROM tip WHERE {go} AND erase_on > current_date LIMIT {number}) RETURNING *
) INSERT INTO erasure_day SELECT id, rests_since, erase_on FROM come
ON CONFLICT (tip_id) DO UPDATE SET erase_on = excluded.erase_on"""


class Forgetting(threading.Thread):
    """Lets the day of some closed tips come, again and again, and asks for the sweep that erases them."""

    def __init__(self, house: House, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self._house, self._over = house, over
        self._queue = Celery("forgetting", broker=house.env["REDIS_URL"])
        self._queue.conf.broker_transport_options = {"socket_connect_timeout": 1, "socket_timeout": 3}
        house.run("-m", "benchmarks.seed", str(TIPS))
        self._all, self._staying = self._ids(_GO), self._ids(_STAY)
        self.gone: list[str] = []
        """Ids of the tips that were erased, after `rows`."""

    def run(self) -> None:
        while not self._over.wait(random.uniform(0.5 * EVERY, 1.5 * EVERY)):
            self._come(AT_ONCE)

    def rows(self) -> tuple[dict[str, object], bool]:
        """Wait until all whose day came are gone; return what is told of it, and whether something is wrong."""
        left, moved = self._left(), time.monotonic()
        while left and time.monotonic() - moved < STUCK:
            self._come(0)
            time.sleep(2.0)
            if (now := self._left()) != left:
                left, moved = now, time.monotonic()
        here = self._here(self._all)
        self.gone = [tip for tip in self._all if tip not in here]
        keys = len(self._here(self.gone, "stored_key", "keystore"))
        rest = sum(len(self._here(self.gone, table, name="tip_id")) for table in ("record", "mailbox", "tip_key"))
        missing = len(self._staying) - len(self._here(self._staying))
        told: dict[str, object] = {
            "tips that were due to be erased": len(self.gone) + left,
            "**of them still there**": left,
            "**erased, with keys or rows left**": keys + rest,
            "**gone, though not due**": missing,
        }
        return told, bool(left or keys or rest or missing)

    def _come(self, number: int) -> None:
        with suppress(CannotStart):
            self._house.servers.postgres.psql(_DUE.format(go=_GO, number=number), database="tipline")
        with suppress(Exception):  # the queue may be away
            self._queue.send_task(ERASE, queue="retention", retry=False, ignore_result=True)

    def _left(self) -> int:
        return int(self._house.value(f"SELECT count(*) FROM tip WHERE {_GO} AND erase_on <= current_date"))

    def _ids(self, which: str) -> list[str]:
        found = self._house.value(f"SELECT coalesce(string_agg(id::text, ','), '') FROM tip WHERE {which}")
        if not found:
            raise NotReady("There is no closed tip to be forgotten.")
        return found.split(",")

    def _here(self, tips: list[str], table: str = "tip", database: str = "tipline", *, name: str = "id") -> set[str]:
        """Which of these have a row in a table."""
        ids = ",".join(f"'{tip}'" for tip in tips)
        question = f"SELECT coalesce(string_agg(DISTINCT {name}::text, ','), '') FROM {table}"
        found = self._house.value(f"{question} WHERE {name} = ANY(ARRAY[{ids}]::uuid[])", database)
        return set(found.split(",")) if found else set()
