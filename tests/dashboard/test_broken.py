"""A fault of ours at the desk is told to an officer, not to a tipster."""

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
