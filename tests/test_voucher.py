"""A voucher's two halves: made from keys, never alike, and read as people type them."""

from datetime import date

import pytest

from reports.models import Reward
from reports.voucher import (
    Mistyped,
    ReceiptShown,
    grouped,
    is_signed,
    mark_of,
    payer_half,
    read_code,
    read_voucher,
    sign,
    tipster_half,
    written,
)
from tests.conftest import House


def test_each_half_hangs_on_its_own_key_and_is_read_as_people_write_it(house: House) -> None:
    first, second = (Reward(number=number, amount=500, last_day=date(2027, 3, 31)) for number in ("ABCDE", "FGHJK"))
    assert payer_half(first) != payer_half(second)
    assert read_voucher(f" {written(first).lower()} ") == ("ABCDE", payer_half(first))
    code = tipster_half(b"a" * 32, b"told")
    assert code != tipster_half(b"b" * 32, b"told") != tipster_half(b"b" * 32, b"other")
    assert read_code(grouped(code)) == code
    assert mark_of(first, code) != mark_of(second, code)
    wrong = str((int(code[3]) + 1) % 10)
    for typed in ("", "ABCDE", code[:-1], code[:3] + wrong + code[4:]):
        with pytest.raises(Mistyped):
            read_code(typed)
    with pytest.raises(ReceiptShown):
        read_code("1234 5678 1234 5678 1234")
    for typed in ("ABCDE", "ABCDE-0000-1111"):
        with pytest.raises(Mistyped):
            read_voucher(typed)


def test_a_changed_row_is_no_voucher_of_ours(house: House) -> None:
    reward = Reward(number="ABCDE", amount=500, last_day=date(2027, 3, 31), slip=b"slip")
    sign(reward)
    assert is_signed(reward)
    for name, other in {"amount": 5000, "number": "ABCDF", "last_day": date(2028, 3, 31), "slip": b"other"}.items():
        was = getattr(reward, name)
        setattr(reward, name, other)
        assert not is_signed(reward), name
        setattr(reward, name, was)
