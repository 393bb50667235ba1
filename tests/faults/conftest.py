"""The provider, for what the worker does there, and receipts as the worker hashes them."""

from collections.abc import Iterator

import pytest

from reports.sealing import receipts
from tests.costs import hashing_slowly
from tests.faults import starter
from tests.provider import provider

__all__ = ["provider"]


@pytest.fixture(autouse=True)
def _as_the_worker_hashes() -> Iterator[None]:
    """A real worker is another process, which knows nothing of the tests' cheap hashes."""
    with hashing_slowly(receipts):
        yield


@pytest.fixture(autouse=True, scope="module")
def _what_forks_workers_ends() -> Iterator[None]:
    yield
    starter.end()
