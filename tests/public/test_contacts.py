"""Whom somebody can call stands where it is needed: beside the questions of some guides, and at the receipt."""

import pytest
from django.conf import settings

from tests.conftest import House
from tests.public.browser import fetch, send


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
