"""Labels are unambiguous."""

from hypothesis import given
from hypothesis import strategies as st

from reports.sealing.labels import Label, encoded
from tests.sealing.tampering import FEW, labels


@given(one=labels, two=labels)
@FEW
def test_two_different_tuples_of_labels_never_read_the_same(one: tuple[Label, ...], two: tuple[Label, ...]) -> None:
    same = [(type(label), label) for label in one] == [(type(label), label) for label in two]
    assert (encoded(one) == encoded(two)) == same


@given(text=st.text(min_size=2, max_size=20), at=st.integers(1, 19))
@FEW
def test_moving_the_border_between_two_labels_changes_them(text: str, at: int) -> None:
    at = min(at, len(text) - 1)
    assert encoded((text[:at], text[at:])) != encoded((text,))
    assert encoded((text[:at], text[at:])) != encoded((text[: at - 1], text[at - 1 :]))


def test_a_number_a_text_and_bytes_of_the_same_look_differ() -> None:
    assert len({encoded((1,)), encoded(("1",)), encoded((b"1",))}) == 3
