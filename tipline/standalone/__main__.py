"""`make run`: every process of Tipline on this machine, until Ctrl-C."""

import os
import signal
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from tipline.standalone import telephone
from tipline.standalone.child import CannotStart, Child, last_lines
from tipline.standalone.place import SELF_TEST, check_port, check_python, hold, port_from
from tipline.standalone.servers import Servers

_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Ctrl-C, or another signal that asks this program to end."""


def say(line: str) -> None:
    """Tell the person at the terminal."""
    print(line, flush=True)


def main() -> int:
    """Run until asked to stop; return the exit code."""
    try:
        for number in _STOPPING:
            signal.signal(number, _on_signal)
        os.umask(0o077)
        check_python()
        if sys.argv[1:]:
            raise CannotStart("It takes no arguments: PORT=8001 is another port, TIPLINE_DATA=… another folder.")
        os.chdir(_ROOT)
        port = port_from(os.environ.get("PORT", "8000"))
        data = Path(os.environ.get("TIPLINE_DATA") or _ROOT / "data").expanduser().resolve()
        with hold(data):
            check_port(port)
            _run(data, port)
    except CannotStart as reason:
        say(str(reason))
        return 1
    except StopAsked:
        say("Stopped; the data stays.")
        return 0


def _run(data: Path, port: int) -> NoReturn:
    say(f"Starting Postgres and Valkey in {data}")
    with ExitStack() as stack:
        servers = stack.enter_context(Servers(data))
        env = _environment(servers, port)
        children = _processes(servers, env)
        stack.callback(_stop_all, children)
        _prepare(servers, env)
        say("Starting the web server, the worker and the clock")
        web, worker, *others = children
        web.start()
        worker.start()
        _wait_for_web(web, port)
        for child in others:  # later, so that they do not hold up the first page on a small machine
            child.start()
        everyone = [*children, servers.postgres.child, servers.valkey.child]
        _seed(servers, env, everyone)
        _print_addresses(servers, port)
        while True:
            _check_alive(everyone)
            time.sleep(0.5)


def _environment(servers: Servers, port: int) -> dict[str, str]:
    """Return the environment of every process: our own, the servers' addresses, and the demo's telephone provider."""
    return (
        dict(os.environ)
        | {
            "PUBLIC_URL": f"http://localhost:{port}",
            "DESK_URL": f"http://localhost:{port}",
            "TIPLINE_FACES": "public,phone,api,desk_api,dashboard",
            "TIPLINE_BIND": f"127.0.0.1:{port}",
            "TIPLINE_ALERT_CALL_AFTER": "20",
            **SELF_TEST,
            "TIPLINE_QUIET_SECONDS": "10",  # who tries the phone wants to see the tip judged
            "DJANGO_SETTINGS_MODULE": "tipline.settings",
            "PYTHONUNBUFFERED": "1",
        }
        | telephone.begin(servers.folder)
        | servers.env()
    )


def _prepare(servers: Servers, env: dict[str, str]) -> None:
    first = not (servers.folder / "secrets" / "manifest.json").exists()
    say("Making the tables, the secrets and the keys" if first else "Checking the tables")
    prepare = [sys.executable, "-m", "tipline.standalone.prepare"]
    _run_through(Child("The preparation", prepare, log=servers.logs / "prepare.log", env=env), [])


def _run_through(child: Child, others: list[Child]) -> None:
    """Run a command to its end while the others live; it must end well."""
    child.start()
    try:
        while child.exit_code is None:
            _check_alive(others)
            time.sleep(0.05)
        code = child.exit_code
    finally:
        child.stop()
    if code != 0:
        raise CannotStart(f"{child.name} failed; the end of {child.log}:\n{child.last_lines()}")


def _processes(servers: Servers, env: dict[str, str]) -> list[Child]:
    """Return the web server, the workers, the clock and the demo's telephone provider, not yet started."""
    celery = [sys.executable, "-m", "celery", "--app", "tipline"]
    worker = ["worker", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    retention = [*worker, "--pool=solo", "--queues=retention"]
    beat = ["beat", "--loglevel=WARNING", "--pidfile="]
    web = [sys.executable, "-m", "gunicorn", "--config", "python:tipline.serving"]
    provider = [sys.executable, "-m", "tests.twilio_double", "--app", env["PUBLIC_URL"]]
    provider += ["--port", env["TWILIO_API_URL"].rpartition(":")[2]]
    return [
        Child("The web server", web, log=servers.logs / "web.log", env=env | servers.env(user="tipline_web")),
        Child(
            "The worker",
            [*celery, *worker, "--concurrency=3"],
            log=servers.logs / "worker.log",
            env=env | servers.env(user="tipline_worker"),
        ),
        Child(
            "The forgetting worker",
            [*celery, *retention],
            log=servers.logs / "retention.log",
            env=env | servers.env(user="tipline_retention"),
        ),
        Child("The clock", [*celery, *beat], log=servers.logs / "beat.log", env=env),
        Child("The simulated telephone provider", provider, log=servers.logs / "provider.log", env=env),
    ]


def _wait_for_web(web: Child, port: int, *, pace: float = 30) -> None:
    """Wait as long as the server lives: on a busy machine it takes its time, and who waits is told at each pace."""
    while not web.wait_until(lambda: _answers(port, web.log), seconds=pace):
        if not web.running:
            raise CannotStart(f"The web server ended by itself; the end of {web.log}:\n{web.last_lines()}")
        say("The web server is still starting; this machine is busy. Ctrl-C stops.")


def _answers(port: int, log: Path) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return bool(200 <= answer.status < 300)  # a page to write on has 203
    except urllib.error.HTTPError as problem:
        raise CannotStart(f"The front page answers with error {problem.code}; see {log}") from None
    except OSError:
        return False


def _seed(servers: Servers, env: dict[str, str], others: list[Child]) -> None:
    """Make the demo's tips at the first start; they need the others, so one of them that ends is told meanwhile."""
    begun = servers.folder / "state" / "demo-tips.txt"
    if not begun.exists():  # one that was broken off is not begun again: what it made would stand there twice
        say("Making the demo: tips that go through the real door and the real worker")
        seed = [sys.executable, "manage.py", "seed_demo", "--first-start"]
        _run_through(Child("The demo", seed, log=begun, env=env), others)


def _print_addresses(servers: Servers, port: int) -> None:
    state = servers.folder / "state"
    say("")
    say(f"The public form       http://localhost:{port}/")
    say(f"The phone simulator   http://localhost:{port}/phone/simulator")
    say(f"The desk              http://localhost:{port}/desk/")
    say("")
    say("The demo's officers and their passwords:")
    say((state / "demo.txt").read_text().rstrip())
    say("")
    say(last_lines(state / "demo-tips.txt", count=2))
    say("")
    say("Ctrl-C stops everything and keeps the data.")


def _check_alive(children: list[Child]) -> None:
    for child in children:
        if not child.running:
            raise CannotStart(f"{child.name} ended by itself; the end of {child.log}:\n{child.last_lines()}")


def _stop_all(children: list[Child]) -> None:
    """Stop what was started; nothing may interrupt this, it ends by itself."""
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)
    say("Stopping …")
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop()


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    raise StopAsked


if __name__ == "__main__":
    sys.exit(main())
