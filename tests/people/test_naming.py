"""Names that a reader would take for one another."""

from reports.people.naming import reads_as, words_of
from tests.tables import each_of


@each_of(
    [
        ("marcia-reid", "Marcia Reid", True),
        ("M\u0430rcia Reid", "Marcia Reid", True),  # a Cyrillic letter
        ("Unit\u00e9 maritime", "Unite Maritime", True),
        ("Marcia Reid", "M\u0430rcia Reid", True),
        ("lan Charles", "Ian Charles", True),
        ("1an Charles", "Ian Charles", True),
        ("|an Charles", "Ian Charles", True),
        ("Ian Charles", "lan Charles", True),
        ("\u0456an Charles", "lan Charles", True),
        ("Marcla Reid", "Marcia Reid", True),
        ("J0hn Roche", "John Roche", True),
        ("Dan Charles", "Ian Charles", False),
        ("Marcia Ann Reid", "Marcia Reid", False),
        ("Marcia Reed", "Marcia Reid", False),
    ]
)
def test_a_name_reads_as_another_but_for_marks_and_letters_that_look_alike(name: str, other: str, same: bool) -> None:
    assert reads_as(name, other) is same


def test_marks_are_no_words() -> None:
    assert words_of("  Drugs & Firearms.") == ["drugs", "firearms"]
