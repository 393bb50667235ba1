"""Who cannot be reached has not taken it."""

import socket

import pytest

from reports.gateways.hooks import post


def test_who_cannot_be_reached_has_not_taken_it(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/secret-path"
        assert not post(address, b"{}", {})
    assert not post("http://[::1/", b"{}", {})
    assert "secret-path" not in caplog.text
