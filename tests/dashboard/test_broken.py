"""A fault of ours at the desk is told to an officer, not to a tipster."""

import os
import subprocess
import sys

import pytest

from reports.dashboard import statistics
from tests.conftest import House
from tests.dashboard.conftest import Desk


def test_a_fault_at_the_desk_tells_an_officer_what_to_look_at(
    house: House, reid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "STEPS", None)
    reid.client.raise_request_exception = False
    page = reid.get("/desk/numbers")
    assert page.status_code == 500
    assert "What you did last may not have been done" in page.text
    assert "NOT stored" not in page.text


def test_a_process_of_the_desk_alone_has_the_same_page() -> None:
    """Which page answers is chosen as the process starts, by the faces that it serves."""
    asked = [sys.executable, "-c", _DESK_ALONE]
    env = os.environ | {"TIPLINE_FACES": "dashboard", "DJANGO_SETTINGS_MODULE": "tipline.settings"}
    done = subprocess.run(asked, env=env, capture_output=True, text=True, check=True)
    assert "500\n" in done.stdout
    assert "What you did last may not have been done" in done.stdout


_DESK_ALONE = """
import django
django.setup()
from django.test import RequestFactory
from django.urls import get_resolver
request = RequestFactory().get("/desk/numbers")
request.resolver_match = get_resolver().resolve(request.path)
answer = get_resolver().resolve_error_handler(500)(request)
print(answer.status_code)
print(answer.content.decode())
"""
