"""The program of an earlier commit, taken out of the repository's history and run by today's Python and packages."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Self

from tests.architecture.compose import ROOT, Started
from tipline.standalone import Servers
from tipline.standalone.child import Child
from tipline.standalone.place import free_port

_HOST = "127.0.0.1"


class Program:
    """Code in a folder, and how its processes are started on `servers`, each in the database role that it has."""

    def __init__(self, folder: Path, name: str, servers: Servers) -> None:
        self._folder, self._name, self._servers = folder, name, servers

    @classmethod
    def of(cls, commit: str, folder: Path, servers: Servers) -> Self | None:
        """Unpack a commit; None where the history here does not reach back to it, as in a shallow clone."""
        told = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
        if told.returncode:
            return None
        with tarfile.open(fileobj=BytesIO(told.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return cls(folder, "old", servers)

    def serve(self, faces: str, role: str) -> Started:
        """Start a web server, as in production."""
        port = free_port()
        more = {"TIPLINE_FACES": faces, "TIPLINE_BIND": f"{_HOST}:{port}", "TIPLINE_ALLOWED_HOSTS": _HOST}
        more |= {"PUBLIC_URL": f"https://{_HOST}", "DESK_URL": f"http://{_HOST}", "TIPLINE_WEB_WORKERS": "1"}
        words = ["-m", "gunicorn", "--config", "python:tipline.serving"]
        env = self._env(role, more)
        return Started(role, self._started(role, words, env), env, port)

    def work(self) -> Child:
        """Start a worker, as in production."""
        words = ["-m", "celery", "--app", "tipline", "worker", "--loglevel=WARNING", "--concurrency=1"]
        return self._started("worker", [*words, "--without-gossip", "--without-mingle"], self._env("worker", {}))

    def run(self, *words: str) -> str:
        """Run one of its programs to its end, as who owns the tables; return what it printed."""
        command, env = [sys.executable, *words], dict(os.environ) | self._servers.env()
        done = subprocess.run(command, cwd=self._folder, env=env, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr[-3000:]
        return done.stdout

    def _env(self, role: str, more: Mapping[str, str]) -> dict[str, str]:
        return dict(os.environ) | self._servers.env(user=f"tipline_{role}") | dict(more)

    def _started(self, name: str, words: list[str], env: Mapping[str, str]) -> Child:
        log = self._servers.logs / f"{self._name}-{name}.log"
        child = Child(name, ["env", "-C", str(self._folder), sys.executable, *words], log=log, env=env)
        child.start()
        return child
