"""Real tipsters during a flood: they open a form, write for a while, send it, and wait where they are asked to."""

import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.http import Answer, Browser
from benchmarks.visits import form_body, ticket_in

MARK = "Zabriko"
WRITING, TYPING = 40.0, 20.0  # seconds: a short tip on a phone, and 20 digits from a piece of paper
_STORIES = (
    "a goat and two sheep were taken from the pasture above Laborie on Tuesday night, a white pickup stood there",
    "a man I know rents out a flat in Gros Islet and takes deposits from many people for the same flat",
    "somebody dumps drums with oil behind the old sugar mill in Vieux Fort, always before the garbage truck comes",
    "the boys at the corner of the bus stand in Dennery sell small bags to school children at lunch time",
    "a bar in Castries has a back room with machines that are not licensed and pays out on Fridays",
    "the shop near the church in Choiseul sells phones that were stolen from tourists, in the drawer under the till",
)
_DANGERS = (
    "a man is beating a woman in the yellow house behind the church in Dennery right now, she is screaming",
    "he has a gun and says he will kill her tonight, blue house by the bridge in Anse La Raye, please hurry",
    "they are shooting at the corner by the market in Castries now, somebody lies on the ground bleeding",
)
_BESIDE = (
    ("red", "green", "old", "broken", "wooden", "empty", "new", "long"),
    ("gate", "wall", "boat", "van", "tree", "stall"),
)
"""Two words that make each tip unlike the others, as those of real people are."""
_WAIT = re.compile(rb"Wait (\d+) second")
_RECEIPT = re.compile(r"(?:\d{4}\s+){4}\d{4}")
_FORM = "application/x-www-form-urlencoded"


@dataclass
class Came:
    """What the tipsters of one phase met. Times are seconds; `waited` is what they were asked to wait for."""

    fetching: list[float] = field(default_factory=list)
    sending: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    sent: dict[str, tuple[float, str]] = field(default_factory=dict)
    """When each text was taken, by the monotonic clock, and its receipt."""
    opened: int = 0
    failed: list[str] = field(default_factory=list)


class Tipsters:
    """Tipsters who come one after the other, each in a thread of its own."""

    def __init__(self, port: int) -> None:
        self.port, self.number = port, 0
        self.told, self.cried, self.looked = Came(), Came(), Came()
        self._threads: list[threading.Thread] = []

    def tell(self, writing: float = WRITING) -> None:
        """Let one more come who tells something."""
        self.number += 1
        text = self._words(_STORIES)
        self._start(self.told, "/", writing, {"text": text, "do": "send:as_it_is"})

    def cry(self, writing: float = WRITING) -> None:
        """Let one more come whose words, and nothing else, tell of danger."""
        self.number += 1
        text = self._words(_DANGERS)
        self._start(self.cried, "/", writing, {"text": text, "do": "send:as_it_is"})

    def _words(self, tellings: Sequence[str]) -> str:
        adjectives, things = _BESIDE
        turn, place = divmod(self.number, len(adjectives))
        beside = f"{adjectives[place]} {things[turn % len(things)]}"
        return f"{MARK} {self.number:02d}: {tellings[self.number % len(tellings)]}, beside the {beside}"

    def look(self, receipt: str, typing: float = TYPING) -> None:
        """Let one come back who looks into the mailbox."""
        self._start(self.looked, "/mailbox", typing, {"receipt": receipt})

    def wait(self) -> None:
        """Wait until all have gone."""
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _start(self, came: Came, path: str, pause: float, fields: dict[str, str]) -> None:
        thread = threading.Thread(target=self._come, args=(came, path, pause, fields))
        self._threads.append(thread)
        thread.start()

    def _come(self, came: Came, path: str, pause: float, fields: dict[str, str]) -> None:
        browser = Browser(self.port)
        try:
            begun = time.perf_counter()
            ticket = ticket_in(browser.get(path))
            came.fetching.append(time.perf_counter() - begun)
            time.sleep(pause)
            self._send(browser, came, path, fields | {"ticket": ticket})
        except Exception as problem:  # noqa: BLE001 - a tipster who was turned away is what this looks for
            came.failed.append(f"{type(problem).__name__}: {problem}")
        finally:
            browser.close()

    def _send(self, browser: Browser, came: Came, path: str, fields: dict[str, str]) -> None:
        waited, begun = 0.0, time.perf_counter()
        answer = _post(browser, path, fields)
        while answer.status in (400, 429) and waited < 150 and (said := _WAIT.search(answer.body)):
            time.sleep(int(said[1]))
            waited, begun = waited + int(said[1]), time.perf_counter()
            answer = _post(browser, path, fields)
        if answer.status != 200:
            came.failed.append(f"{path}: {answer.status}")
            return
        came.sending.append(time.perf_counter() - begun)
        came.waited.append(waited)
        if path == "/":
            came.receipts.append(receipts_in(answer.body.decode())[0])
            came.sent[fields["text"]] = (time.monotonic(), came.receipts[-1])
        elif b'name="pass"' in answer.body:
            came.opened += 1


def receipts_in(answer: str) -> list[str]:
    """Return the receipts that a page or a text shows, as they are grouped there."""
    return _RECEIPT.findall(re.sub(r"<[^>]*>", " ", answer))


def _post(browser: Browser, path: str, fields: dict[str, str]) -> Answer:
    if path == "/":
        return browser.post(path, *form_body(fields))
    return browser.post(path, urlencode(fields).encode(), _FORM)
