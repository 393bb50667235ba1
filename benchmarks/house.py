"""All that a measurement needs, as in production: durable Postgres, Valkey, gunicorn as configured, a worker."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from benchmarks.clocks import Clocks
from benchmarks.http import Browser
from tipline.standalone import Servers
from tipline.standalone.child import Child
from tipline.standalone.place import free_port

GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:tipline.serving"]
CELERY = [sys.executable, "-m", "celery", "--app", "tipline"]
_BARE_TABLE = "CREATE TABLE bare_tip (id bigserial PRIMARY KEY, text text NOT NULL, arrived timestamptz NOT NULL)"
_WORKER = [*CELERY, "worker", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]


class NotReady(Exception):
    """A process did not come up, or did not do what was waited for."""


class House:
    """One installation, made for this run in `folder` and gone with it."""

    def __init__(self, folder: Path, clocks: Clocks | None = None, /, **more: str) -> None:
        self._clocks = clocks
        self.servers = Servers(folder, durable=True)
        self.passwords: dict[str, str] = {}
        self._read_up_to = 0
        self.env = dict(os.environ) | self.servers.env() | _PRODUCTION | more
        del self.env["TIPLINE_STANDALONE"]
        self.env["BARE_URL"] = self.servers.postgres.url("bare")
        self.intake_port, self.desk_port, self.bare_port = free_port(), free_port(), free_port()
        self.counter_port = urlsplit(self.env.get("TIPLINE_COUNTER_URL", "")).port or free_port()
        self.counter = self._web("counter", self.counter_port, TIPLINE_FACES="counter", TIPLINE_WEB_WORKERS="1")
        compare = [sys.executable, "manage.py", "compare_texts", "--take-in", "--every", "15"]
        log = self.servers.logs / "compare.log"
        self.compare = Child("compare", compare, log=log, env=self.env | {"TIPLINE_FACES": "phone"})
        self.intake = self._web("intake", self.intake_port, TIPLINE_FACES="public,phone,api")
        self.desk = self._web("desk", self.desk_port, TIPLINE_FACES="dashboard,desk_api")
        self.bare = self._web("bare", self.bare_port, "benchmarks.bare.wsgi")
        every = ["--queues=celery,arrivals,awaited,freeing,retention", "--concurrency=1"]
        self.worker = self._worker("worker", ["nice", "-n", "10", *_WORKER, *every])
        self.full_worker = self._worker("worker", [*_WORKER, "--concurrency=2"])
        apart = ["--pool=solo", "--queues=retention", "--hostname=retention@%h"]
        self.retention = self._worker("retention", [*_WORKER, *apart])
        log, env = self.servers.logs / "beat.log", self.env | self._clock("beat")
        self.beat = Child("beat", [*CELERY, "beat", "--pidfile="], log=log, env=env)

    def found(self, *officers: str) -> None:
        """Make the databases, the secrets, the demo's officers and more, as `init` takes them; gather the styles."""
        standalone = self.env | {"TIPLINE_STANDALONE": "1"}
        more = [word for officer in officers for word in ("--officer", officer)]
        self.run("manage.py", "init", "--demo", *more, env=standalone)
        self.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        demo = (self.servers.folder / "state" / "demo.txt").read_text()
        self.passwords = dict(line.split()[:2] for line in demo.splitlines() if line.strip())
        self.servers.postgres.psql("CREATE DATABASE bare")
        self.servers.postgres.psql(_BARE_TABLE, database="bare")

    @contextmanager
    def serving(self, child: Child, port: int, path: str = "/") -> Iterator[None]:
        """Run one web server and its processes while the caller measures."""
        child.start()
        try:
            if not child.wait_until(lambda: _answers(port, path), seconds=60):
                raise NotReady(child.last_lines())
            yield
        finally:
            child.stop()

    @contextmanager
    def working(self, *, fully: bool = False) -> Iterator[None]:
        """Run a worker while the caller measures: one process at low priority, or as in production, with beat."""
        children = [self.full_worker, self.retention, self.beat] if fully else [self.worker]
        for child in children:
            child.start()
        try:
            yield
        finally:
            for child in children:
                child.stop(patience=5)

    def run(self, *words: str, env: dict[str, str] | None = None, given: str | None = None) -> str:
        """Run a Python program, `given` to read, with this installation's environment; return what it printed."""
        done = subprocess.run(
            [sys.executable, *words], env=env or self.env, input=given, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotReady(f"{' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout

    def value(self, question: str, database: str = "tipline") -> str:
        """Return the one value that a question to a database has."""
        connection = psycopg2.connect(self.servers.postgres.url(database))
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                row = cursor.fetchone()
        finally:
            connection.close()
        return "" if row is None else str(row[0])

    @contextmanager
    def statements_logged(self) -> Iterator[None]:
        """Let Postgres write down each statement of the connections that open now."""
        for database in ("tipline", "keystore"):
            for setting in ("log_statement = 'all'", "log_min_messages = 'log'"):
                self.servers.postgres.psql(f"ALTER DATABASE {database} SET {setting}")
        try:
            yield
        finally:
            for database in ("tipline", "keystore"):
                self.servers.postgres.psql(f"ALTER DATABASE {database} RESET ALL")

    def statements(self) -> list[str]:
        """Return the first line of each statement logged since the last call."""
        time.sleep(0.05)
        with open(self.servers.logs / "postgres.log", errors="replace") as log:
            log.seek(self._read_up_to)
            lines = log.read().splitlines()
            self._read_up_to = log.tell()
        return [line.partition("statement: ")[2] for line in lines if line.startswith("LOG:  statement: ")]

    def forget_queue(self) -> None:
        """Drop what waits for the worker, in Valkey and in the table: the next measurement starts rested."""
        self.servers.valkey.kill()
        self.servers.valkey.start()
        self.servers.postgres.psql("DELETE FROM capsule", database="tipline")

    def _worker(self, name: str, command: list[str]) -> Child:
        return Child(name, command, log=self.servers.logs / f"{name}.log", env=self.env | self._clock(name))

    def _clock(self, name: str) -> dict[str, str]:
        return self._clocks.env(name) if self._clocks else {}

    def _web(self, name: str, port: int, *application: str, **more: str) -> Child:
        env = self.env | self._clock(name) | {"TIPLINE_BIND": f"127.0.0.1:{port}"} | more
        return Child(name, [*GUNICORN, *application], log=self.servers.logs / f"{name}.log", env=env)


_PRODUCTION = {
    "PUBLIC_URL": "http://127.0.0.1",
    "DESK_URL": "http://127.0.0.1",
    "TIPLINE_ALLOWED_HOSTS": "127.0.0.1",
    "FORCE_NAME": "Royal Saint Lucia Police Force",
    "EMERGENCY_NUMBER": "911",
    "HOTLINE_NUMBER": "555",
    "TIPLINE_TEXTS_EVERY": "0",
    "TIPLINE_RIPENING": "0",  # these visitors type faster than people; benchmarks.flood measures the ripening itself
    "DJANGO_SETTINGS_MODULE": "tipline.settings",
}


@contextmanager
def running_house(
    folder: Path, clocks: Clocks | None = None, /, *, officers: Sequence[str] = (), **more: str
) -> Iterator[House]:
    """Start the servers below a fresh folder; `officers` come beside the demo's, `more` are settings of this run."""
    house = House(folder, clocks, **more)
    with house.servers:
        house.found(*officers)
        yield house


def wait_until(ready: Callable[[], bool], what: str, seconds: float) -> None:
    """Wait for something that another process does. Raises NotReady."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise NotReady(f"Waited {seconds:.0f} s for: {what}")
        time.sleep(0.01)


def _answers(port: int, path: str) -> bool:
    browser = Browser(port)
    try:
        return browser.get(path).status < 400
    except OSError:
        return False
    finally:
        browser.close()
