"""Hooks for the tests: a program that listens, on a host that is allowed."""

from collections.abc import Iterator

import pytest

from tests.hooks.listener import Listener


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    with Listener().listening() as told:
        monkeypatch.setattr("django.conf.settings.HOOK_HOSTS", [told.host])
        yield told
