"""Asking in a second thread: by the same connections, behind the same wall, and no longer than it is wanted."""

from threading import get_ident
from uuid import uuid4

import pytest
from django.db import connection, connections

from reports import keystore
from reports.models import KeyPurpose, Tip
from reports.queries.meanwhile import meanwhile
from reports.wall import stand, told_before, wall
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_the_second_thread_asks_as_the_first_one_would(house: House) -> None:
    tip, officer = arrive(), house.officer("reid")
    with wall():
        stand(officer.pk, lambda: [tip.unit_id])
        with meanwhile() as other:
            assert other.ask(get_ident).result() != get_ident()
            assert other.ask(Tip.objects.get).result() == tip, "in this test's own transaction"
            told = other.ask(lambda: told_before("SELECT * FROM tip")).result()
    assert str(officer.pk) in told
    assert str(tip.unit_id) in told


def test_who_asks_the_main_database_may_let_the_key_store_be_asked_beside_it(house: House) -> None:
    key_id = uuid4()
    keystore.put((KeyPurpose.ERASURE, key_id, bytes(32)))
    with meanwhile() as other:

        def both() -> tuple[int, bool]:
            key = other.ask(lambda: keystore.get(KeyPurpose.ERASURE, key_id))
            return Tip.objects.count(), key.result() == bytes(32)

        assert other.ask(both).result() == (0, True)


def test_what_goes_wrong_is_raised_where_the_answer_is_taken_and_nothing_stays_shared(house: House) -> None:
    with meanwhile() as other, pytest.raises(Tip.DoesNotExist):
        other.ask(Tip.objects.get).result()
    assert connection.connection is not None
    assert not any(connections[alias].allow_thread_sharing for alias in connections)
