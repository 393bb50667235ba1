"""Whom somebody can call stands where it is needed: beside the questions of some guides, and at the receipt.

There it goes by the words too, and by danger alone.
"""

import pytest
from django.conf import settings

from tests.conftest import House
from tests.public.browser import Page, fetch, send


@pytest.mark.parametrize(
    ("category", "need"),
    [("domestic_abuse", "violence"), ("sexual_offence", "violence"), ("child_abuse", "children"), ("drugs", "")],
)
def test_a_guide_and_its_receipt_name_whom_to_call(house: House, category: str, need: str) -> None:
    page = send("/", fetch("/"), text="A boat lands.", category=category, do="questions")
    for told in (page, send("/", page, do="send")):
        touched = [link.get("href") for tag, link in told.tags if tag == "a"]
        for each, contacts in settings.HELP_CONTACTS.items():
            assert [f"tel:{number}" in touched for _name, number in contacts] == [each == need]


def test_the_short_way_names_whom_to_call(house: House) -> None:
    assert "Human trafficking hotline" in fetch("/short").text


def named(page: Page) -> set[str]:
    """The needs of the settings whose contacts a page has."""
    touched = [link.get("href") for tag, link in page.tags if tag == "a"]
    return {
        need
        for need, contacts in settings.HELP_CONTACTS.items()
        if any(f"tel:{number}" in touched for _name, number in contacts)
    }


@pytest.mark.parametrize(
    ("words", "told", "need"),
    [
        ("A man hits his woman every night.", {}, {"violence"}),
        ("Misié-a ka bat madanm li tou lé swè.", {}, {"violence"}),
        ("He touches the little girl at night.", {}, {"children"}),
        ("The boss took the passports of the girls and locks them in.", {}, {"held"}),
        ("A man hits his woman every night.", {"category": "threat"}, {"violence"}),
        ("Come quickly.", {"danger": "yes"}, {"violence"}),
        ("He sells weed behind the school.", {"danger": "yes", "category": "drugs"}, {"violence"}),
        ("He sells weed behind the school.", {"danger": "unknown"}, set()),
        ("He sells weed behind the school.", {}, set()),
    ],
)
def test_a_receipt_names_whom_to_call_where_the_words_tell_of_it_or_danger_was_said(
    house: House, words: str, told: dict[str, str], need: set[str]
) -> None:
    page = send("/", fetch("/"), text=words, **told, do="send:as_it_is")
    assert page.receipt
    assert named(page) == need
    assert named(send("/fr/mailbox", page, do="receipt")) == need, "in another language too"
