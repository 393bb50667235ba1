"""A measurement that runs again writes its own figures, and leaves what people wrote beside them."""

from benchmarks.growth import with_row
from benchmarks.page import BY_HAND, with_section

_PAGE = f"""# How fast it is

## Faults

old figures

{BY_HAND}

What a person saw in them.

## Voices

other figures
"""


def test_what_is_written_by_hand_stays_below_new_figures() -> None:
    page = with_section(_PAGE, "Faults", "new figures\n")
    assert page == _PAGE.replace("old figures", "new figures")
    assert with_section(page, "Faults", "new figures") == page, "a second run changes nothing"


def test_a_section_without_words_by_hand_is_written_anew_and_a_new_one_comes_last() -> None:
    page = with_section(_PAGE, "Voices", "new ones")
    assert page == _PAGE.replace("other figures", "new ones")
    assert with_section(page, "Texts", "figures").endswith("new ones\n\n## Texts\n\nfigures\n")


def test_the_last_section_keeps_its_words_too() -> None:
    page = f"# How fast it is\n\n## Voices\n\nold\n\n{BY_HAND}\n\nwords\n"
    assert with_section(page, "Voices", "new") == page.replace("old", "new")


def test_a_measured_number_of_tips_takes_the_place_of_what_was_known_for_it_and_of_other_tools_below() -> None:
    known = [
        {"tips": 1_000, "load": 2.0},
        {"tips": 50_000, "load": "quiet"},
        {"tips": 100_000, "load": 9.0},
        {"tips": 1_000_000, "load": "3 to 7"},
    ]
    rows = with_row(known, {"tips": 100_000, "load": 1.0})
    assert [(row["tips"], row["load"]) for row in rows] == [(1_000, 2.0), (100_000, 1.0), (1_000_000, "3 to 7")]
    assert [row["tips"] for row in with_row(rows, {"tips": 10_000, "load": 1.0})] == [1_000, 10_000, 100_000, 1_000_000]
