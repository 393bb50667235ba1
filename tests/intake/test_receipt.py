"""Receipts: typed wrongly they are refused before anything is looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.intake.receipt import ReceiptMistyped, find_in, grouped, mint, parse, without_receipts
from tests.sealing.tampering import FEW

minted = st.builds(mint)


@given(receipt=minted, at=st.integers(0, 19), digit=st.sampled_from("0123456789"))
@FEW
def test_the_check_digits_catch_every_single_wrong_digit(receipt: str, at: int, digit: str) -> None:
    wrong = receipt[:at] + digit + receipt[at + 1 :]
    if wrong != receipt:
        with pytest.raises(ReceiptMistyped):
            parse(wrong)


def test_the_check_digits_catch_every_wrong_digit_and_neighbour_swap_of_one_receipt() -> None:
    receipt = mint()
    wrong = {receipt[:n] + d + receipt[n + 1 :] for n in range(20) for d in "0123456789"}
    wrong |= {receipt[:n] + receipt[n + 1] + receipt[n] + receipt[n + 2 :] for n in range(19)}
    for mistyped in wrong - {receipt}:
        with pytest.raises(ReceiptMistyped):
            parse(mistyped)


@given(receipt=minted, at=st.integers(0, 18))
@FEW
def test_the_check_digits_catch_two_neighbours_swapped(receipt: str, at: int) -> None:
    wrong = receipt[:at] + receipt[at + 1] + receipt[at] + receipt[at + 2 :]
    if wrong != receipt:
        with pytest.raises(ReceiptMistyped):
            parse(wrong)


@given(receipt=minted, gap=st.sampled_from(["", " ", "-", ".", "\n", "  "]))
@FEW
def test_a_receipt_is_read_however_it_is_spaced(receipt: str, gap: str) -> None:
    spaced = gap.join(receipt[at : at + 4] for at in range(0, 20, 4))
    assert parse(f" {spaced} ") == receipt == parse(grouped(receipt))


@given(text=st.text(max_size=60))
@FEW
def test_any_other_text_is_mistyped_or_a_receipt(text: str) -> None:
    try:
        assert len(parse(text)) == 20
    except ReceiptMistyped:
        assert find_in(text) is None or len(text) > 20


@pytest.mark.parametrize("digits", ["٣" * 20, "1" * 19, "1" * 21, "", "½" * 20, "²" * 20])
def test_other_digits_and_other_lengths_are_refused(digits: str) -> None:
    with pytest.raises(ReceiptMistyped):
        parse(digits)


def test_a_receipt_is_found_among_other_words_and_numbers() -> None:
    receipt = mint()
    assert find_in(f"my number is {grouped(receipt)}, he is back") == receipt
    assert find_in(f"call 758 484 0001 about {receipt}") == receipt
    assert find_in(f"{receipt}7") is None
    assert find_in(f"7{receipt}") is None
    assert find_in("1111 2222 3333 4444 5555 and 758 484 0001") is None


def test_two_receipts_never_meet() -> None:
    assert len({mint() for _ in range(2000)}) == 2000


def test_a_receipt_is_taken_out_of_words_and_other_numbers_stay() -> None:
    receipt = mint()
    text = f"My receipt {grouped(receipt)} and again {receipt}; plate PA 1234, call 17584840001 or 12345678901234567890"
    left = without_receipts(text)
    assert find_in(left) is None
    assert left == "My receipt [receipt] and again [receipt]; plate PA 1234, call 17584840001 or 12345678901234567890"
