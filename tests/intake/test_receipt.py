"""Receipts: typed wrongly they are refused before anything is looked up."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from reports.intake.receipt import DIGITS, ReceiptMistyped, find_in, grouped, mint, parse, without_receipts
from tests.sealing.tampering import FEW
from tests.tables import each_of

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


def test_wide_digits_are_digits() -> None:
    receipt = mint()
    assert parse("".join(chr(ord(digit) + 0xFEE0) for digit in receipt)) == receipt


@pytest.mark.parametrize("digits", ["٣" * 20, "1" * 19, "1" * 21, "", "½" * 20, "²" * 20])
def test_other_digits_and_other_lengths_are_refused(digits: str) -> None:
    with pytest.raises(ReceiptMistyped):
        parse(digits)


ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@each_of(
    [
        lambda r: f"receipt: {grouped(r)}",
        lambda r: f"Receipt {r}",
        lambda r: f"My receipt is: {grouped(r)}",
        lambda r: f"my receipt number is {grouped(r)}",
        lambda r: f"wisi-a: {grouped(r)}".replace("-a", ""),
        lambda r: f"recibo: {r}",
        lambda r: grouped(r).replace("0", "O"),
        lambda r: grouped(r).replace("0", "o"),
        lambda r: grouped(r).replace("1", "l"),
        lambda r: r.translate(ARABIC),
        lambda r: grouped(r).translate(ARABIC),
    ]
)
def test_a_receipt_is_read_however_it_is_written(written: Callable[[str], str]) -> None:
    for receipt in [mint() for _ in range(5)]:
        assert parse(written(receipt)) == receipt


@pytest.mark.parametrize("begun", ["001", "011", "010", "101"])
def test_letters_for_its_first_digits_are_no_word_before_it(begun: str) -> None:
    number = f"{begun}2345678901234567"[: DIGITS - 2]
    receipt = number + mod_97_10.calc_check_digits(number)
    for written in (receipt.replace("0", "O").replace("1", "l"), f"Receipt: {receipt.replace('0', 'o')}"):
        assert parse(written) == parse(receipt)


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
    assert left == "My receipt [receipt] and again [receipt]; plate PA 1234, call 17584840001 or [receipt]"


WAYS = ("\n", "\r\n", "/", ", ", " - ", "-", ".", " ")


@pytest.mark.parametrize("gap", WAYS)
def test_a_receipt_is_found_and_taken_out_however_it_is_typed(gap: str) -> None:
    receipt = mint()
    typed = gap.join(receipt[at : at + 4] for at in range(0, 20, 4))
    assert find_in(f"it is {typed}") == receipt == find_in(f"{typed}{gap}12") == find_in(f"{typed}, 758 484 0001")
    assert without_receipts(f"it is {typed}, 758 484 0001") == "it is [receipt], 758 484 0001"
    lettered = typed.replace("0", "O").replace("1", "l") if not set("01").issuperset(receipt[:4]) else typed
    assert find_in(f"hello {lettered} lol") == receipt


@each_of(["", *WAYS], [lambda r: r[1:], lambda r: r[:9] + r[10:], lambda r: r + "7", lambda r: r[2:]])
def test_what_is_nearly_a_receipt_is_taken_out(gap: str, change: Callable[[str], str]) -> None:
    digits = change("73520846197305826419")
    typed = gap.join(digits[at : at + 4] for at in range(0, len(digits), 4))
    assert find_in(typed) is None
    assert without_receipts(f"He is back: {typed} he beats her") == "He is back: [receipt] he beats her"


@pytest.mark.parametrize(
    "told",
    [
        "call 758 484 0001 / 758 484 0002",
        "17584840001, 17584840003 and 4840001",
        "plates PA 1234, PB 5678, he paid $25,000,000 then 1,000,000",
        "https://www.tiktok.com/@x/video/7123456789012345678",
        "14.0101234,-60.9875123",
        "on 24/11/2026 at 10:30, I saw 11 men",
    ],
)
def test_other_numbers_stay(told: str) -> None:
    assert without_receipts(told) == told
