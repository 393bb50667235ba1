import pytest

from tests.triage.tips import judge


def _found(text: str) -> set[tuple[str, str]]:
    return {(f.value, text[s.start : s.end]) for f in judge(text).entities for s in f.spans}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("he drives PA 1234", ("plate", "PA 1234")),
        ("the car number is p 4521", ("plate", "p 4521")),
        ("call 758-456-7890 and ask", ("phone", "758-456-7890")),
        ("call +1 758 456 7890 and ask", ("phone", "+1 758 456 7890")),
        ("they paid EC$5,000 for it", ("money", "EC$5,000")),
        ("at 11:30 pm they come", ("datetime", "11:30 pm")),
        ("tous les soirs", ("datetime", "tous les soirs")),
        ("a boat named Sweet Mary came", ("vessel", "Sweet Mary")),
        ("his page is @fast_boss", ("handle", "@fast_boss")),
        ("bò lakay li Vyé Fò", ("place", "Vyé Fò")),
        ("IN GROS ISLET", ("place", "GROS ISLET")),
        ("he has a cutlass", ("weapon", "cutlass")),
        ("selling ganja", ("drug", "ganja")),
    ],
)
def test_a_thing_that_can_be_looked_up_is_found(text: str, entity: tuple[str, str]) -> None:
    assert entity in _found(text)


def test_other_spellings_stand_for_one_place() -> None:
    rules = {f.spans[0].rule for f in judge("Castries Kastwi KASTRI").entities}
    assert rules == {"Castries"}


@pytest.mark.parametrize("text", ["A 40-year-old man", "i pa 100 moun", "in 2024 he left", "at 1200 he left"])
def test_an_age_or_a_number_is_no_plate(text: str) -> None:
    assert "plate" not in {kind for kind, _ in _found(text)}


def test_a_plain_word_that_is_also_a_place_needs_its_capital() -> None:
    assert _found("he had no patience and no diamond") == set()
