"""Rows that come as the bytes they are: also within a transaction, and while the server is waited for by the web."""

from django.db import transaction

from reports.models.raw import plain_rows, raw_rows, rows_in_one
from tests.conftest import House

_BYTES = bytes(range(256))


def test_every_byte_comes_as_it_is(house: House, server: None) -> None:
    asked = "SELECT %s::bytea FROM generate_series(1, 3)", [_BYTES]
    assert raw_rows("default", *asked) == [_BYTES] * 3
    with transaction.atomic():
        assert raw_rows("default", *asked) == [_BYTES] * 3
        assert raw_rows("keystore", *asked) == raw_rows("default", *asked)
    assert raw_rows("default", "SELECT ''::bytea WHERE false", []) == []


def test_rows_of_one_length_come_in_one_value_and_their_order(house: House, server: None) -> None:
    asked = "SELECT n FROM generate_series(%s, %s) AS n ORDER BY n DESC"
    assert rows_in_one("default", "int4send(one.n)", 4, asked, [1, 3]) == [bytes([0, 0, 0, n]) for n in (3, 2, 1)]
    assert rows_in_one("default", "int4send(one.n)", 4, asked, [3, 1]) == []


def test_the_next_statement_of_a_connection_is_read_as_ever(house: House) -> None:
    raw_rows("default", "SELECT %s::bytea", [_BYTES])
    assert bytes(plain_rows("default", "SELECT %s::bytea", _BYTES)[0][0]) == _BYTES
