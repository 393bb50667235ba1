"""A pytest plugin, loaded first: real Postgres and Valkey for this process, before Django reads its settings."""

import gc
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests import template
from tipline.standalone import Servers

_running: list[Servers] = []
_making: list[subprocess.Popen[bytes]] = []


def _only_hands_out(config: pytest.Config) -> bool:
    """Say whether this process runs no test itself, for others do."""
    return bool(getattr(config.known_args_namespace, "numprocesses", None)) and "PYTEST_XDIST_WORKER" not in os.environ


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Tell Django where the servers will be."""
    servers = Servers(Path(tempfile.mkdtemp(prefix="tipline-tests-")), durable=False)
    os.environ.update(servers.env())
    os.environ["DJANGO_SETTINGS_MODULE"] = "tipline.settings"
    os.environ.setdefault("TIPLINE_TEXTS_EVERY", "0")
    os.environ.setdefault("TIPLINE_RIPENING", "0")  # tests type faster than people; tests of the ripening set their own
    _running.append(servers)
    if _only_hands_out(early_config):
        _making.append(template.begin(servers.folder / "template"))
    else:
        gc.disable()  # until all is collected: what comes until then stays (tests/conftest.py)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the servers where tests are run."""
    if not session.config.option.collectonly:
        for servers in _running:
            template.give_tables(servers)
            servers.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers."""
    for making in _making:
        making.kill()
        making.wait()
    while _running:
        servers = _running.pop()
        servers.stop()
        shutil.rmtree(servers.folder, ignore_errors=True)
