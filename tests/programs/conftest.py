"""What tests need that call the whole application, as a server would."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@pytest.fixture
def connected() -> Iterator[None]:
    """Keep the connections of this test open from call to call; asked for last, for Django's own client undoes it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
