"""Whoever looks at the house sees that the process `counter` is gone: here it runs, and is killed."""

import os
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from reports.gateways.counter import is_there
from reports.management.watching import taken_calls
from reports.queries.metrics import exposed
from reports.queries.ready import not_ready
from tests.conftest import House
from tests.dashboard.conftest import sign_in
from tipline.standalone.child import Child
from tipline.standalone.place import free_port

TOKEN = {"Authorization": "Bearer a long token"}
GONE = "None can be stored now. What you type stays on the page."


@pytest.fixture
def counter(settings: Settings, tmp_path: Path) -> Iterator[Child]:
    """The process as in production, and the desk's setting that leads there."""
    port = free_port()
    env = os.environ | {"TIPLINE_FACES": "counter", "TIPLINE_BIND": f"127.0.0.1:{port}", "TIPLINE_WEB_WORKERS": "1"}
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:tipline.serving"]
    child = Child("counter", gunicorn, log=tmp_path / "counter.log", env=env)
    child.start()
    try:
        assert child.wait_until(lambda: _listens(port), seconds=60), child.last_lines()
        settings.COUNTER_URL, settings.INSIDE_TOKEN = f"http://127.0.0.1:{port}/counter/", TOKEN["Authorization"][7:]
        yield child
    finally:
        child.kill()


def _listens(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/counter/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def test_everybody_who_looks_sees_that_it_was_killed(house: House, counter: Child) -> None:
    reid = sign_in(house, "reid")
    assert not_ready() == list(taken_calls()) == []
    assert "tipline_counter_well 1" in exposed()
    page = reid.get("/desk/status").text
    assert ("They can be stored." in page, GONE in page) == (True, False)
    counter.kill()
    ready = Client().get("/readyz", headers=TOKEN)
    assert (ready.status_code, ready.json()["missing"]) == (503, ["counter"])
    assert "tipline_counter_well 0" in Client().get("/metrics", headers=TOKEN).text
    assert list(taken_calls()) == ["the process counter does not answer: no call that an officer takes can be stored"]
    page = reid.get("/desk/status").text
    assert ("They can be stored." in page, GONE in page, "All there." in page) == (False, True, True)


def test_what_answers_otherwise_is_not_it(house: House, counter: Child, settings: Settings) -> None:
    settings.COUNTER_URL = settings.COUNTER_URL.replace("/counter/", "/elsewhere/")
    assert is_there() is False


def test_a_process_that_stores_calls_itself_asks_nobody(house: House, settings: Settings) -> None:
    settings.COUNTER_URL = ""
    assert is_there() is None
    assert "tipline_counter_well" not in exposed()
    assert "Calls that officers take" not in sign_in(house, "reid").get("/desk/status").text
