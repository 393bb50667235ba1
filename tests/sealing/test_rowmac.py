"""The MAC over a tip's row."""

from uuid import uuid4

import pytest
from hypothesis import given

from reports.sealing.keys import new_key
from reports.sealing.rowmac import RowChanged, check_row, row_mac
from tests.sealing.tampering import FEW, spoiled

KEY, TIP, UNIT, PUBLIC, MAILBOX = new_key(), uuid4(), uuid4(), new_key(), new_key()
MAC = row_mac(KEY, TIP, UNIT, PUBLIC, MAILBOX)


def test_a_row_as_it_was_signed_passes_also_as_the_database_gives_it() -> None:
    check_row(KEY, memoryview(MAC), TIP, UNIT, PUBLIC, MAILBOX)
    check_row(KEY, row_mac(KEY, TIP, UNIT, PUBLIC, b""), TIP, UNIT, PUBLIC, b"")


@given(mac=spoiled(MAC))
@FEW
def test_a_spoiled_mac_is_refused(mac: bytes) -> None:
    with pytest.raises(RowChanged):
        check_row(KEY, mac, TIP, UNIT, PUBLIC, MAILBOX)


@pytest.mark.parametrize(
    "row",
    [
        (KEY, uuid4(), UNIT, PUBLIC, MAILBOX),
        (KEY, TIP, uuid4(), PUBLIC, MAILBOX),
        (KEY, TIP, UNIT, new_key(), MAILBOX),
        (KEY, TIP, UNIT, PUBLIC, new_key()),
        (KEY, TIP, UNIT, PUBLIC, b""),
        (KEY, TIP, UNIT, MAILBOX, PUBLIC),
        (KEY, UNIT, TIP, PUBLIC, MAILBOX),
        (new_key(), TIP, UNIT, PUBLIC, MAILBOX),
    ],
)
def test_another_tip_unit_or_key_is_refused(row: tuple[object, ...]) -> None:
    key, *rest = row
    with pytest.raises(RowChanged):
        check_row(key, MAC, *rest)  # type: ignore[arg-type]
