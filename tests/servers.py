"""A pytest plugin, loaded first: real Postgres and Valkey for this process, before Django reads its settings."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tipline.standalone import Servers

_running: list[Servers] = []


def _is_xdist_controller(config: pytest.Config) -> bool:
    return bool(getattr(config.option, "numprocesses", None)) and "PYTEST_XDIST_WORKER" not in os.environ


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the servers and tell Django where they are."""
    folder = Path(tempfile.mkdtemp(prefix="tipline-tests-"))
    servers = Servers(folder, durable=False)
    servers.start()
    _running.append(servers)
    os.environ.update(servers.env())
    os.environ["DJANGO_SETTINGS_MODULE"] = "tipline.settings"
    os.environ.setdefault("TIPLINE_TEXTS_EVERY", "0")
    os.environ.setdefault("TIPLINE_RIPENING", "0")  # tests type faster than people; tests of the ripening set their own


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers."""
    while _running:
        servers = _running.pop()
        servers.stop()
        shutil.rmtree(servers.folder, ignore_errors=True)
