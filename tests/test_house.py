"""The house that the tests stand in is put back whole, and what a file of tests leaves behind is thrown away."""

import pytest
from django.db import IntegrityError, connection

from reports.models import Membership, Officer, Unit, UnitEscrow
from tests.conftest import House


@pytest.mark.django_db(transaction=True)
def test_a_house_that_could_not_be_put_back_is_put_back_whole_by_the_next_try(house: House) -> None:
    models = (Officer, Unit, Membership, UnitEscrow)
    there = [model._default_manager.count() for model in models]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE officer, unit, membership, unit_escrow CASCADE")
        cursor.execute("ALTER TABLE unit_escrow ADD CONSTRAINT hiccup CHECK (false)")
        try:
            with pytest.raises(IntegrityError):
                house.restore()
        finally:
            cursor.execute("ALTER TABLE unit_escrow DROP CONSTRAINT hiccup")
    house.restore()
    assert [model._default_manager.count() for model in models] == there


def test_the_fixtures_of_a_file_are_gone_before_what_stays_is_kept(request: pytest.FixtureRequest) -> None:
    called = [hook.plugin_name for hook in reversed(request.node.ihook.pytest_runtest_teardown.get_hookimpls())]
    [ours] = [name for name in called if name.endswith("tests/conftest.py")]
    assert called.index("runner") < called.index(ours)
