"""Whoever floods: `python -m benchmarks.flooding tips|receipts PORT CLIENTS SECONDS` prints what was answered, as JSON.

The best that one can do against forms that ripen: fetch forms for a minute, keep them, and send the oldest while
fetching new ones. A receipt that is guessed has right check digits, and each form of the mailbox is used three times.
"""

import json
import random
import sys
import threading
import time
from collections import Counter, deque
from urllib.parse import urlencode

from stdnum.iso7064 import mod_97_10

from benchmarks.http import Browser
from benchmarks.visits import form_body, ticket_in

RIPE = 62.0  # seconds that a form is kept before it is sent
KEPT = 3000  # forms that one client keeps at most
_TRIES = 3
_FORM = "application/x-www-form-urlencoded"
_WORDS = ("lol", "haha", "yo", "test", "free", "money", "win", "casino", "loan", "pizza", "boss", "bro", "here", "fool")
_SHAPES = (
    "CONGRATULATIONS!!! You won a FREE {} {} click http://{}-{}.example now $$$",
    "test {} {} test",
    "{} {} your mother is so fat lol {} haha",
    "asdf {} qwerty {} jkl {} zzz",
    "Cheap {} loans, no credit check, call now {} {} best price guaranteed {}",
    "hello hello is anybody there {} {} i am bored {}",
)


def junk() -> str:
    """Some words that tell of nothing, hardly ever the same twice."""
    return random.choice(_SHAPES).format(*(random.choice(_WORDS) + str(random.randrange(1000)) for _ in range(4)))


def guess() -> str:
    """A well-formed receipt of nobody."""
    number = f"{random.randrange(10**18):018d}"
    return str(number + mod_97_10.calc_check_digits(number))


class Flood:
    """All clients of one flood, and what they were answered."""

    def __init__(self, kind: str, port: int, seconds: float) -> None:
        self.kind, self.port = kind, port
        self.begun = time.monotonic()
        self.ends = self.begun + RIPE + seconds
        self.answers: Counter[str] = Counter()
        self.lock = threading.Lock()

    def run(self, clients: int) -> None:
        threads = [threading.Thread(target=self._client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _client(self) -> None:
        browser, kept, answers = Browser(self.port), deque[tuple[float, str]](), Counter[str]()
        while (now := time.monotonic()) < self.ends:
            try:
                if len(kept) < KEPT:
                    page = browser.get("/" if self.kind == "tips" else "/mailbox")
                    kept.append((now, ticket_in(page)))
                    answers["fetched"] += 1
                if now - kept[0][0] >= RIPE:
                    self._send(browser, kept.popleft()[1], answers)
                elif len(kept) >= KEPT:
                    time.sleep(0.1)
            except Exception as problem:  # noqa: BLE001 - counted, and the flood goes on
                answers[type(problem).__name__] += 1
                browser.close()
        with self.lock:
            self.answers += answers

    def _send(self, browser: Browser, ticket: str, answers: Counter[str]) -> None:
        if self.kind == "tips":
            body, kind = form_body({"ticket": ticket, "text": junk(), "do": "send:as_it_is"})
            answers[str(browser.post("/", body, kind).status)] += 1
            return
        for _ in range(_TRIES):
            body = urlencode({"ticket": ticket, "receipt": guess()}).encode()
            answers[str(browser.post("/mailbox", body, _FORM).status)] += 1


def main() -> None:
    kind, port, clients, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    flood = Flood(kind, port, seconds)
    flood.run(clients)
    print(json.dumps(flood.answers))


if __name__ == "__main__":
    main()
