"""Who may have a line: a phone number that can be answered, and nobody else."""

import pytest

from reports.phone.caller import answerable
from tests.tables import each_of


@pytest.mark.parametrize("number", ["+17584840001", "+12025550123", "+33612345678"])
def test_a_number_is_handed_on(number: str) -> None:
    assert answerable(number) == number


@each_of(
    [
        "anonymous", "Anonymous", "restricted", "blocked", "unknown", "unavailable", "",
        "266696687", "+266696687", "7378742833", "+7378742833", "2562533", "+2562533", "8656696", "+8656696",
        "+1", "+", "17584840001", "+1758484000x", "+1758484XXXX", "+1758484****", "whatsapp:+17584840001",
        "client:alice", "sip:a@b", "LC.12345", "55512",
        "+１７５８４８４０００１", "+99999999999999999999",
    ]
)  # fmt: skip
def test_a_withheld_or_strange_sender_is_nobody(withheld: str) -> None:
    assert answerable(withheld) == ""
