"""What a wish for silence must be understood as."""

from reports.phone.wording import Wish, wish


def assert_silenced(said: str) -> None:
    """Assert that a text is heard as QUIET, with its words kept."""
    found = wish(said)
    assert found
    assert found.wish is Wish.QUIET
    assert found.rest
    assert said.endswith(found.rest), "the word itself may be left out"
