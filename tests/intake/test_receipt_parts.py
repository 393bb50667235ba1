"""Parts of a receipt beside words: what leaves little to guess goes, and what officers need stays."""

import pytest

from reports.intake.receipt_parts import told_in
from reports.intake.submission import clean_text
from tests.tables import each_of


@pytest.mark.parametrize(
    "part",
    [
        "8352084619730582",
        "8352 0846 1973 0582",
        "835208461973",
        "83520846197305",
        "eight three five two 0 eight four six one nine seven three zero five",
    ],
)
def test_most_of_a_receipt_beside_words_is_taken_out(part: str) -> None:
    assert told_in(clean_text(f"He is back {part} he beats her")).text == "He is back [receipt?] he beats her"


@pytest.mark.parametrize("number", ["83520846", "8352 0846"])
def test_what_is_called_a_receipt_is_taken_out_however_short(number: str) -> None:
    assert told_in(f"my receipt begins {number} he is back").text == "my receipt begins [receipt?] he is back"
    assert told_in(f"he is back {number}").text == f"he is back {number}"


@each_of(
    [
        "send it to account 100200300400 at the bank",
        "card 4111 1111 1111 1111",
        "his IMEI is 356938035643809",
        "to claim call 08712400602 quoting claim code 4041",
        "tracking number 123456789012",
        "call 4841234 or 4845678 or 758 484 0001",
        "+44 7911 123456 and 00447911123456",
        "in 2021, 2022, 2023 and 2024",
        "rooms 10, 11, 12, 13, 14, 15",
        "on 24/11/2026 at 10:30, and 25/11/2026 at 11:45",
        "EC$25,000,000 and 1,000,000",
        "one man two men three men",
        "four eight four one two three four",
    ]
)
def test_other_numbers_reach_officers(told: str) -> None:
    assert told_in(clean_text(told)).text == told


def test_what_is_kept_back_can_be_put_in_its_place_again() -> None:
    told = told_in("He é has 305 555 0142, and 9876543210!", keep_back=True)
    assert told.text == "He é has [receipt?], and [receipt?]!"
    assert told.numbers == ("305 555 0142", "9876543210")
    assert [told.text[place:].startswith("[receipt?]") for place in told.places] == [True, True]
