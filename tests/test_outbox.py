"""First words that come close together share a message, and none is left without one."""

import threading
from uuid import uuid4

import pytest

from reports import outbox


def test_the_first_goes_at_once_and_the_last_stands_for_all_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(outbox, "_send", lambda task, row_id: sent.append(row_id))
    monkeypatch.setattr(outbox, "_shared_until", 0.0)
    names = [str(uuid4()) for _ in range(4)]
    for name in names:
        outbox._send_shared(name)
    assert sent == names[:1]
    for timer in [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]:
        timer.join()
    assert sent == [names[0], names[3]]
