"""The MAC over a row."""

from uuid import uuid4

import pytest
from hypothesis import given

from reports.sealing.keys import new_key
from reports.sealing.rowmac import is_row_mac, row_mac
from tests.sealing.tampering import FEW, spoiled

KEY, TIP, UNIT, PUBLIC, MAILBOX = new_key(), uuid4(), uuid4(), new_key(), new_key()
TOLD = ("tip row", TIP, UNIT, PUBLIC, MAILBOX)
MAC = row_mac(KEY, *TOLD)


def test_a_row_as_it_was_signed_passes_also_as_the_database_gives_it() -> None:
    assert is_row_mac(memoryview(MAC), KEY, *TOLD)


@given(mac=spoiled(MAC))
@FEW
def test_a_spoiled_mac_is_refused(mac: bytes) -> None:
    assert not is_row_mac(mac, KEY, *TOLD)


@pytest.mark.parametrize(
    "row",
    [
        (KEY, "line row", TIP, UNIT, PUBLIC, MAILBOX),
        (KEY, "tip row", uuid4(), UNIT, PUBLIC, MAILBOX),
        (KEY, "tip row", TIP, uuid4(), PUBLIC, MAILBOX),
        (KEY, "tip row", TIP, UNIT, new_key(), MAILBOX),
        (KEY, "tip row", TIP, UNIT, PUBLIC, new_key()),
        (KEY, "tip row", TIP, UNIT, PUBLIC, b""),
        (KEY, "tip row", TIP, UNIT, PUBLIC),
        (KEY, "tip row", TIP, UNIT, MAILBOX, PUBLIC),
        (KEY, "tip row", UNIT, TIP, PUBLIC, MAILBOX),
        (new_key(), *TOLD),
    ],
)
def test_another_row_key_or_kind_is_refused(row: tuple[object, ...]) -> None:
    assert not is_row_mac(MAC, *row)  # type: ignore[arg-type]
