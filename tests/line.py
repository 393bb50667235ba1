"""The whole line on real servers: Postgres, Valkey, gunicorn, a Celery worker, beat, and a Twilio that lives here."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import requests

from tests.template import give_tables
from tests.twilio_double import TwilioDouble, over_http
from tipline.standalone import Servers
from tipline.standalone.child import Child
from tipline.standalone.place import free_port

PATIENCE = 240.0  # seconds; a busy machine is no fault of the code
ACCOUNT, TOKEN = "AC" + "5" * 32, "token-of-the-tests"
_RECEIPT = re.compile(r"\b\d{4} \d{4} \d{4} \d{4} \d{4}\b")


class Line:
    """A running installation. `url` is its web address, `twilio` its telephone provider."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.servers = Servers(folder, durable=False)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.twilio = TwilioDouble(
            deliver=over_http(self.url), public_url=self.url, account=ACCOUNT, token=TOKEN, calls_back_itself=True
        )
        self.env = dict(os.environ) | {
            "PUBLIC_URL": self.url,
            "DESK_URL": self.url,
            "TIPLINE_FACES": "public,phone,api,desk_api,dashboard",
            "TIPLINE_BIND": f"127.0.0.1:{port}",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_NUMBER": "+17585550555",
            "TWILIO_API_URL": self.twilio.url,
            "TIPLINE_QUIET_SECONDS": "1",
            "TIPLINE_DECIDE_SECONDS": "1",
            "TIPLINE_ALERT_CALL_AFTER": "3600",  # officers are texted; nobody is there to answer a call
            "DJANGO_SETTINGS_MODULE": "tipline.settings",
            **settings,
        }
        self.env |= self.servers.env()
        celery = [sys.executable, "-m", "celery", "--app", "tipline"]
        web = [sys.executable, "-m", "gunicorn", "--config", "python:tipline.serving"]
        worker = [*celery, "worker", "--concurrency=1", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile="]
        self.web = self._child("web", web, "tipline_web")
        self.worker = self._child("worker", worker, "tipline_worker")
        self.retention = self._child("retention", [*worker, "--queues=retention"], "tipline_retention")
        self.beat = Child("beat", beat, log=self.servers.logs / "beat.log", env=self.env)

    def _child(self, name: str, command: list[str], role: str) -> Child:
        """Return a process that has only its own rights in the databases."""
        env = self.env | self.servers.env(user=role)
        return Child(name, command, log=self.servers.logs / f"{name}.log", env=env)

    @property
    def passwords(self) -> dict[str, str]:
        """The demo officers' passwords by user name."""
        lines = (self.folder / "state" / "demo.txt").read_text().splitlines()
        return dict(line.split()[:2] for line in lines if line.strip())

    def manage(self, *words: str, text: str = "") -> str:
        """Run a management command and return what it printed; `text` is its standard input."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words], env=self.env, input=text, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, question: str, database: str = "default") -> list[tuple[object, ...]]:
        """Ask one of the two databases."""
        address = self.env["KEYSTORE_URL" if database == "keystore" else "DATABASE_URL"]
        connection = psycopg2.connect(address)
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                return list(cursor.fetchall())
        finally:
            connection.close()

    def wait_until(self, ready: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        """Wait for something the worker does."""
        end = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < end, f"waited {seconds} s for: {what}\n{self.worker.last_lines()}"
            time.sleep(0.1)

    def triaged(self) -> None:
        """Wait until no capsule is left."""
        self.wait_until(lambda: self.rows("SELECT count(*) FROM capsule") == [(0,)], "triage")

    def tell(self, text: str, *, photo: tuple[str, bytes] | None = None, **fields: str) -> str:
        """Send a tip through the web form, as a browser without script does, and return its receipt."""
        session = requests.Session()
        page = session.get(f"{self.url}/").text
        # A test's words may well look as if they showed who wrote them: they go as they are.
        data = hidden_fields(page) | {"text": text, "do": "send:as_it_is"} | fields
        files = {"photo": (photo[0], photo[1], "image/jpeg")} if photo else {"photo": ("", b"", "")}
        answer = session.post(f"{self.url}/", data=data, files=files, headers=SENT_BY)
        assert answer.status_code == 200, answer.text
        assert not session.cookies
        return receipt_in(answer.text)


SENT_BY = {
    "User-Agent": "Mozilla/5.0 (KwiKwiPhone 9; Sent-By-Zabriko)",
    "X-Forwarded-For": "203.0.113.77",
    "Referer": "https://zabriko.example/page",
    "Accept-Language": "acf-LC,fr;q=0.3",
}


def hidden_fields(page: str) -> dict[str, str]:
    """Return the hidden fields of a page."""
    found = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page)
    pairs = ((re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in found)
    return {name.group(1): value.group(1) if value else "" for name, value in pairs if name}


def receipt_in(page: str) -> str:
    """Return the receipt that a page shows, as its digits."""
    match = _RECEIPT.search(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)))
    assert match, page
    return match.group().replace(" ", "")


@contextmanager
def running_line(folder: Path, **settings: str) -> Iterator[Line]:
    """Start a whole installation with the demo's officers and no tips; stop it at the end."""
    line = Line(folder, **settings)
    give_tables(line.servers)
    with line.servers, line.twilio:
        line.manage("init", "--demo")
        children = (line.web, line.worker, line.retention, line.beat)
        try:
            for child in children:
                child.start()
            assert line.web.wait_until(lambda: _answers(line.url), seconds=PATIENCE), line.web.last_lines()
            yield line
        finally:
            for child in children:
                child.ask_to_stop()
            for child in children:
                child.stop()


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/what-we-keep", timeout=5).status_code == 200
    except (requests.ConnectionError, requests.Timeout):  # not there yet, or on a busy machine still starting
        return False
