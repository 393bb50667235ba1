"""The page of what is kept promises only what the line does."""

from tests.conftest import House
from tests.public.browser import fetch


def test_the_limits_are_named_beside_the_promises(house: House) -> None:
    text = fetch("/what-we-keep").text
    for limit in ("Your phone company and internet provider know", "full control of the officers' computer", "history"):
        assert limit in text


def test_it_says_what_stands_in_the_open(house: House) -> None:
    text = fetch("/what-we-keep").text
    assert "Kept in the open" in text
    for open_field in ("how urgent", "the kind of crime", "the language", "the hour it came", "rough length"):
        assert open_field in text
