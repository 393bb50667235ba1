"""docker-compose.yml as data, and its processes started outside Docker with their environment and their secrets."""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from subprocess import run
from typing import Any
from urllib.parse import urlencode, urlsplit

import yaml

from tipline.standalone import Servers
from tipline.standalone.child import Child
from tipline.standalone.place import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("intake", "desk", "counter", "worker", "retention", "beat")
_PATHS = {"intake": "/", "desk": "/desk/", "counter": "/counter/"}
_NO_BROKER = "onnect"  # in Celery's words of a broker that is not there
_VARIABLE = re.compile(r"\$\{(\w+)(?::?[?][^}]*)?\}")


def read() -> dict[str, Any]:
    """Return docker-compose.yml with its variables left in."""
    found = deepcopy(_written())
    assert isinstance(found, dict)
    return found


@cache
def _written() -> object:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@cache
def example() -> Mapping[str, str]:
    """Return what .env.example sets."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def filled(text: str) -> str:
    """Return a value of the compose file with the variables of .env.example put in, as Docker does."""
    return _VARIABLE.sub(lambda found: example()[found[1]], text).replace("$$", "$")


@dataclass(frozen=True)
class Answer:
    """What a service answered; `cookies` in the form in which a browser sends them back."""

    status: int
    page: str
    location: str
    cookies: str

    def hidden(self, name: str) -> str:
        """Return the value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, f"no field {name}"
        return unescape(found[1])


@dataclass(frozen=True)
class Started:
    """One service of the compose file, running on this machine."""

    name: str
    child: Child
    env: Mapping[str, str]
    port: int

    def ask(self, path: str, fields: Mapping[str, str] | None = None, cookies: str = "") -> Answer:
        """Get a page, or send a form to it, under the name this service answers to and as the proxy passes it on."""
        name = self.env["TIPLINE_ALLOWED_HOSTS"]
        headers = {"Host": name, "Origin": f"https://{name}", "Cookie": cookies}
        if fields is None:
            return self.send("GET", path, None, headers)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(fields), headers | form)

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        """Send one request, and return what came back."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            set_cookies = [value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie", [])]
            return Answer(
                answer.status, answer.read().decode(), answer.headers.get("Location", ""), "; ".join(set_cookies)
            )
        finally:
            connection.close()

    def has_missed_the_servers(self) -> bool:
        """Whether it runs without them: a web server answers, others say that they find no broker."""
        if self.name not in _PATHS:
            return _NO_BROKER in self.child.log.read_text()
        with suppress(OSError):
            return self.ask(_PATHS[self.name]).status > 0
        return False

    def is_healthy(self) -> bool:
        """Run the service's own health check."""
        kind, *command = (filled(part) for part in read()["services"][self.name]["healthcheck"]["test"])
        assert kind == "CMD", "without a shell"
        return run(command, check=False, env=dict(self.env), cwd=ROOT, capture_output=True, timeout=60).returncode == 0


def manage(command: list[str], env: dict[str, str]) -> None:
    """Run one of the commands."""
    done = run([sys.executable, "manage.py", *command], check=False, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def start(name: str, servers: Servers, folder: Path) -> Started:
    """Start a service with the environment and the secret files that the compose file gives it, and no other."""
    service = read()["services"][name]
    port = free_port()
    home = folder / name
    _deal_secrets(service, servers.folder / "secrets", home / "secrets")
    for mount in service["volumes"]:
        if ":/data/" in mount:
            (home / "data" / mount.split(":")[1].removeprefix("/data/")).mkdir(parents=True)
    role = urlsplit(filled(service["environment"]["DATABASE_URL"])).username or ""
    ours = servers.env(user=role) | ({} if role else {"DATABASE_URL": "postgresql://nowhere/none"})
    here = {key: value for key, value in ours.items() if key.endswith("_URL") and key in service["environment"]}
    env = {name: filled(str(value)) for name, value in service["environment"].items()} | here
    env |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TIPLINE_DATA": str(home / "data"),
        "TIPLINE_SECRETS": str(home / "secrets"),
        "TIPLINE_STATIC": str(folder / "static"),
        "TIPLINE_BIND": f"127.0.0.1:{port}",
    }
    child = Child(name, [filled(part) for part in service["command"]], log=servers.logs / f"{name}.log", env=env)
    child.start()
    return Started(name, child, env, port)


def _deal_secrets(service: dict[str, Any], made: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in service.get("secrets", []):
        shutil.copy(made / Path(read()["secrets"][name]["file"]).name, folder / name)
    if any("/keystore_keys:" in mount for mount in service["volumes"]):
        (folder / "keystore_keys").symlink_to(made / "keystore_keys")
