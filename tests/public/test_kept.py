"""The page of what is kept is made from the models, and says of each field why it is there and for how long."""

from django.conf import settings

from reports.lifecycle.tidy import ANSWER_HOURS, SEEN_DAYS
from reports.public.kept import described, entry_of, stored_fields
from reports.public.kept_words import KEPT, Reader
from tests.conftest import House
from tests.public.browser import fetch


def test_every_field_that_is_stored_anywhere_has_a_reason_on_the_page() -> None:
    unexplained = [field for field in stored_fields() if entry_of(field) is None]
    assert unexplained == [], "say in reports/public/kept_words.py why, for how long and for whom each is stored"


def test_no_reason_is_left_over_from_a_field_that_is_gone() -> None:
    stored = list(stored_fields())
    tables = {field.partition(".")[0] for field in stored}
    for name in (name for entry in KEPT for name in entry.fields):
        table, _, column = name.partition(".")
        assert table in tables, name
        assert column == "*" or name in stored, name


def test_the_page_names_every_field(house: House) -> None:
    text = fetch("/en/what-we-keep").text
    for fields in described().values():
        for field in fields:
            assert field in text


def test_what_holds_words_is_named_as_locked() -> None:
    for field in ("record.body", "record.findings", "attachment.header", "mailbox_copy.body"):
        entry = entry_of(field)
        assert entry is not None
        assert entry.reader == Reader.TEAM
    number = entry_of("line.number")
    assert number is not None
    assert number.reader == Reader.MACHINE


def test_the_times_on_the_page_are_those_of_the_code(house: House) -> None:
    text = fetch("/en/what-we-keep").text
    assert f"{settings.LINE_DAYS} days pass without a message" in text
    assert f"The mark for {SEEN_DAYS} days" in text
    assert ANSWER_HOURS == 1, "an answer of the last minute of an hour lives nearly two"
    assert "for about two hours" in text


def test_the_page_does_not_hide_that_a_tip_has_no_end(house: House) -> None:
    assert "A tip has no fixed end yet" in fetch("/en/what-we-keep").text
