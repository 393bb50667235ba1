"""The provider, for errands, and the blob store as it was before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.bodies import stored
from tests.provider import provider

__all__ = ["provider"]


@pytest.fixture
def before() -> Iterator[set[Path]]:
    """What lay in the blob store; what a test adds is taken away again."""
    there = stored()
    yield there
    for path in stored() - there:
        path.unlink()
