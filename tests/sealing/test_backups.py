"""Backups open with the other half of their key, as what they are, and whole."""

from io import BytesIO

import pytest

from reports.sealing.backups import open_backup, seal_backup
from reports.sealing.keys import new_pair
from reports.sealing.opening import CannotOpen

PAIR, LABELS = new_pair(), ("tips", "20261125-030000", "database")
PLAIN = [b"a" * 100_000, b"", b"the end"]
SEALED = b"".join(seal_backup(PAIR.public, PLAIN, *LABELS))


def opened(sealed: bytes, pair: object = PAIR, labels: tuple[str, ...] = LABELS) -> bytes:
    return b"".join(open_backup(pair, BytesIO(sealed), *labels))  # type: ignore[arg-type]


def test_what_was_backed_up_comes_back() -> None:
    assert opened(SEALED) == b"".join(PLAIN)
    assert b"aaaa" not in SEALED


@pytest.mark.parametrize(
    "labels", [("keys", *LABELS[1:]), (*LABELS[:2], "files"), ("tips", "20261126-030000", "database")]
)
def test_no_part_is_taken_for_another(labels: tuple[str, ...]) -> None:
    with pytest.raises(CannotOpen):
        opened(SEALED, labels=labels)


@pytest.mark.parametrize(
    "sealed",
    [b"", SEALED[:40], SEALED[:-1], SEALED[:-70_000], b"\x30" + SEALED[1:], SEALED + b"x"],
    ids=[
        "nothing",
        "head",
        "one byte less",
        "a piece less",
        "another version",
        "one byte more",
    ],  # equal in each process
)
def test_what_was_cut_or_changed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        opened(sealed)
    with pytest.raises(CannotOpen):
        opened(SEALED, pair=new_pair())
