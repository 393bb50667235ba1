"""What a film said of place and time: in the mailbox, when it is asked for, once."""

import re

import pytest

from tests.conftest import House
from tests.public.browser import Page, send
from tests.public.mailboxes import opened, told, with_film
from tests.public.test_language_kept import in_language

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
WHEN = "2026-01-02 03:04"


@pytest.fixture
def receipt(house: House) -> str:
    """Of a mailbox with news of a film."""
    return with_film(house)


def button(page: Page, verb: str) -> str:
    found = re.findall(rf'value="({verb}:[^"]+)"', page.response.content.decode())
    return found[0] if found else ""


def test_whoever_opens_the_mailbox_sees_nothing_of_it_unasked(receipt: str) -> None:
    for _ in range(2):  # a page may be lost on the way
        page = opened(receipt)
        assert "The file said where or when it was made. We told nobody." in page.text
        assert WHEN not in page.response.content.decode()
        assert not button(page, "quote")
        assert button(page, "told")


def test_it_is_shown_to_the_page_that_asks_first_and_then_to_nobody(receipt: str) -> None:
    page, other = opened(receipt), opened(receipt)
    shown = send("/mailbox", page, text="The blue one", do=button(page, "told"))
    assert WHEN in shown.text
    assert shown.fields["text"] == "The blue one"
    assert WHEN in send("/mailbox", page, do=button(page, "told")).text, "the answer may have been lost"
    assert "Vid" in in_language(shown, "fr").text
    assert WHEN in in_language(shown, "fr").text
    assert send("/mailbox", shown, do=button(shown, "quote")).fields["text"].endswith(f"{WHEN} UTC")
    assert WHEN not in send("/mailbox", shown, do="look").response.content.decode()
    late = send("/mailbox", other, do=button(other, "told"))
    assert "looked at or erased before" in late.text
    assert WHEN not in late.response.content.decode()
    assert WHEN not in send("/mailbox", page, do=button(page, "told")).response.content.decode()
    assert not button(opened(receipt), "told")


def test_a_button_made_up_for_a_file_of_another_mailbox_shows_nothing_and_says_nothing_untrue(receipt: str) -> None:
    theirs, mine = opened(receipt), opened(told("A goat was stolen."))
    for verb in ("told", "erase"):
        page = send("/mailbox", mine, do=f"{verb}:{button(theirs, 'told').partition(':')[2]}")
        assert "This mailbox has no such file" in page.text
        assert WHEN not in page.text
    assert WHEN in send("/mailbox", theirs, do=button(theirs, "told")).text


def test_it_can_be_erased_unseen(receipt: str) -> None:
    page = opened(receipt)
    erased = send("/mailbox", page, text="The blue one", do=button(page, "erase"))
    assert "is erased" in erased.text
    assert erased.fields["text"] == "The blue one"
    assert WHEN not in send("/mailbox", page, do=button(page, "told")).response.content.decode()


@pytest.mark.parametrize("name", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_made_up_name_tells_nothing(receipt: str, name: str) -> None:
    page = send("/mailbox", opened(receipt), do=f"told:{name}")
    assert page.status == 200
    assert WHEN not in page.response.content.decode()
    assert button(page, "told")
