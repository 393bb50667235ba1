"""Codes that people read out."""

from reports.spoken_code import spoken_code


def test_a_code_has_its_length_and_no_letter_that_is_mistaken_for_another() -> None:
    codes = {spoken_code(8) for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {8}
    assert not set("".join(codes)) & set("IL1O0")
