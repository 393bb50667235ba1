"""Numbers that are told stay whole, and no receipt is left in the words, however it is parted and with one slip."""

import re

from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from reports.intake.receipt import without_receipts
from reports.intake.receipt_parts import told_in
from tests.sealing.tampering import FEW
from tests.tables import each_of

PARTINGS = ([4] * 5, [20], [10, 10], [5] * 4, [2] * 10, [1] * 20, [8, 8, 4], [4, 8, 8], [8, 12], [16, 4], [3] * 6 + [2])
GAPS = (" ", "-", ".", ", ", " / ", "\n", "  ")


def _slipped(digits: str, slip: str, at: int) -> str:
    changed = {
        "wrong": str((int(digits[at]) + 1) % 10),
        "missing": "",
        "twice": digits[at] * 2,
        "none": digits[at],
    }
    return digits[:at] + changed[slip] + digits[at + 1 :]


@given(
    random=st.from_regex(r"[0-9]{18}", fullmatch=True),
    parting=st.sampled_from(PARTINGS),
    gap=st.sampled_from(GAPS),
    slip=st.sampled_from(["wrong", "missing", "twice", "none"]),
    at=st.integers(0, 19),
    beside=st.sampled_from(["He is back {} he beats her", "{}", "call 758 484 3001, {}", "{} he has a plate"]),
)
@FEW
def test_no_receipt_is_left_in_the_words(
    random: str, parting: list[int], gap: str, slip: str, at: int, beside: str
) -> None:
    receipt = random + mod_97_10.calc_check_digits(random)
    starts = [sum(parting[:n]) for n in range(len(parting))]
    groups = [receipt[start : start + many] for start, many in zip(starts, parting, strict=True)]
    which = next(n for n in reversed(range(len(starts))) if starts[n] <= at)
    groups[which] = _slipped(groups[which], slip, at - starts[which])
    left = told_in(beside.format(gap.join(filter(None, groups)))).text
    assert "[receipt" in left
    assert len(re.sub(r"\D", "", left.replace("758 484 3001", ""))) < 12, "fewer leave too much to guess (decision 59)"


@each_of(
    [
        "dates 12 11 2026 13 11 2026 14 11 2026",
        "12/11/2026, 13/11/2026, 14/11/2026",
        "he came 24/11/2026 10:30, 25/11/2026 11:45, 26/11/2026 10:15",
        "serials 10023456 10023457 10023458",
        "10023456 10023457 10023458 lay there",
        "plates 1234 5678 9012 3456 7890",
        "account 00123456789012345678 at the bank",
        "account number: 12345678901234567890",
        "call me 758 484 3001 1234 5678",
        "call me on 7185551234 9175551234",
        "718 555 1234, 917 555 1234 and 305 555 0142",
        "GPS 13.9094 -60.9789 to 14.0101 -60.9875",
        "14.0101234,-60.9875123 or 13.9094, -60.9789",
        "he paid 1500 2000 2500 3000 3500 on them days",
        "rooms 10 11 12 13 14 15 16 17 18 19",
        "les dates 12 11 2026 13 11 2026 14 11 2026",
        "placas 1234 5678 9012 3456 7890",
    ]
)
def test_what_is_no_receipt_stays_whole(told: str) -> None:
    assert told_in(told).text == told


@each_of(
    [
        "1234 5678 9012 3456 7891",
        "my receipt number is 1234 5678 9012 3456 7891",
        "plate 1234 8352 0846 1973 0582 6418",
        "718 555 1234 and 8352 0846 1973 0582 641",
    ]
)
def test_what_may_be_a_receipt_goes_with_a_mark(told: str) -> None:
    assert "[receipt]" in without_receipts(told)
