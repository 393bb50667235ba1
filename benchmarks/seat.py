"""An officer at the desk inside this process, so that the statements of each page can be seen."""

import re
import time
from dataclasses import dataclass, field
from importlib import import_module
from statistics import quantiles
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connections
from django.test import Client

from benchmarks.plans import Statement, at_the_desk, recorded
from tipline.database.patience import lose_patience
from tipline.memory import settle_memory

_SECRET = re.compile(r'class="secret"><code>([A-Z2-7 ]+)<')


class NotAnswered(Exception):
    """The desk did not answer as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One look at a page: whole milliseconds, those of our own processor time, and what the databases were asked.

    `first`: milliseconds until the first piece that is shown of a page that is sent in pieces, behind its head.
    """

    answer: Any
    told: str = field(repr=False)
    whole: float
    cpu: float
    first: float
    asked: list[Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Many looks at one kind of page."""

    whole: tuple[float, float]
    cpu: tuple[float, float]
    statements: int


class Seat:
    """One officer, signed in for the first time."""

    def __init__(self, username: str, password: str) -> None:
        self._client = Client(HTTP_HOST="127.0.0.1")
        self._client.post("/desk/sign-in", {"username": username, "password": password})
        found = _SECRET.search(self._client.get("/desk/sign-in/phone").text)
        if not found:
            raise NotAnswered("The page with the phone's secret did not come.")
        code = format_hotp_value(hotp_value(found[1].replace(" ", ""), int(time.time()) // 30))
        self._client.post("/desk/sign-in/phone", {"code": code})
        self._client.post("/desk/sign-in/recovery-codes")
        self.look("/")

    def look(self, path: str, send: dict[str, Any] | None = None) -> Looked:
        """Return one answer of the desk, with what it cost. Raises NotAnswered."""
        with at_the_desk(), recorded() as asked:
            begun, worked = time.perf_counter(), time.process_time()
            address = f"/desk{path}"
            answer = self._client.get(address) if send is None else self._client.post(address, send)
            pieces: list[bytes] = []
            came: list[float] = []
            for piece in answer if answer.streaming else [answer.content]:
                pieces.append(piece)
                came.append(time.perf_counter() - begun)
            whole, cpu = time.perf_counter() - begun, time.process_time() - worked
        if answer.status_code not in (200, 204, 302):
            raise NotAnswered(f"{path}: {answer.status_code}")
        return Looked(
            answer=answer,
            told=b"".join(pieces).decode(errors="replace"),
            whole=1000 * whole,
            cpu=1000 * cpu,
            first=1000 * came[min(1, len(came) - 1)],
            asked=list(asked),
        )


def spread(looks: list[Looked]) -> Spread:
    """Return median and 95th percentile of some looks, and the most statements that one took."""
    return Spread(
        whole=_middle_and_end([one.whole for one in looks]),
        cpu=_middle_and_end([one.cpu for one in looks]),
        statements=max(len(one.asked) for one in looks),
    )


def _middle_and_end(numbers: list[float]) -> tuple[float, float]:
    cut = quantiles(numbers, n=20, method="inclusive")
    return cut[9], cut[18]


def as_in_a_web_process() -> None:
    """Do what tipline.serving does before and after it makes a process."""
    import_module("tipline.wsgi")
    settle_memory()
    lose_patience()


def close_connections() -> None:
    """Leave the databases."""
    for one in connections.all():
        one.close()
