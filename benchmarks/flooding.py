"""Whoever floods: `python -m benchmarks.flooding tips|receipts PORT CLIENTS SECONDS [POSTS]` prints answers (JSON).

The best that one can do against forms that ripen: fetch forms for a minute, keep them, and send the oldest while
fetching new ones, until the time is over or so many posts were taken. One post of junk in ten says "in danger", one in
twenty is the same cry for help. A guessed receipt has right check digits; each form of the mailbox is used three times.
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
_TICKED, _CRIES = 0.1, 0.05
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
    return random.choice(_SHAPES).format(*(_word() for _ in range(4)))


def _word() -> str:
    """A known word or one of nobody's, for whoever counts equal texts."""
    made = "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(random.randrange(1, 4)))
    return random.choice((random.choice(_WORDS), random.choice(_WORDS) + made, made + str(random.randrange(1000))))


def guess() -> str:
    """A well-formed receipt of nobody."""
    number = f"{random.randrange(10**18):018d}"
    return str(number + mod_97_10.calc_check_digits(number))


def post(ticket: str) -> dict[str, str]:
    """What is sent with a form."""
    fields = {"ticket": ticket, "text": junk(), "do": "send:as_it_is"}
    if random.random() < _TICKED:
        fields["danger"] = "yes"
    if random.random() < _CRIES:
        fields["text"] = f"Help police they are shooting people now in the street of Castries {random.randrange(99)}"
    return fields


class Flood:
    """All clients of one flood, and what they were answered."""

    def __init__(self, kind: str, port: int, seconds: float, posts: int = 0) -> None:
        self.kind, self.port, self.posts = kind, port, posts
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
        while (now := time.monotonic()) < self.ends and not (self.posts and answers["200"] >= self.posts):
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
            body, kind = form_body(post(ticket))
            answers[str(browser.post("/", body, kind).status)] += 1
            return
        for _ in range(_TRIES):
            body = urlencode({"ticket": ticket, "receipt": guess()}).encode()
            answers[str(browser.post("/mailbox", body, _FORM).status)] += 1


def main() -> None:
    kind, port, clients, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    posts = int(sys.argv[5]) // clients if len(sys.argv) > 5 else 0
    flood = Flood(kind, port, seconds, posts)
    flood.run(clients)
    print(json.dumps(flood.answers))


if __name__ == "__main__":
    main()
