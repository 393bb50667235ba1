"""The table by which triage routes."""

import pytest

from reports.triage.routes import BadRoutes, in_force, of, shipped, targets
from tests.conftest import House


def test_the_shipped_table_is_a_table_that_could_be_put_in_force(house: House) -> None:
    assert of(shipped().units, version=2).units == shipped().units
    assert in_force() == shipped()
    assert not {"standards", "oversight"} & set(targets())
    with pytest.raises(BadRoutes):
        of({"drugs": "general"}, version=2)
