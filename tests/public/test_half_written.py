"""What is half written: each part of it goes along, unless the page has a field for it."""

from reports.public.attachments import Gathered
from reports.public.half_written import HalfWritten


def test_a_page_carries_what_it_has_no_field_for_and_nothing_empty() -> None:
    words = {"text": "The blue one", "reason": "", "corrects": "on", "pass": "not carried"}
    unsent = HalfWritten.of(words, Gathered(held=(), refused=(), telling=frozenset({2, 0})))
    assert unsent.hidden() == [("text", "The blue one"), ("corrects", "on"), ("tell", "0"), ("tell", "2")]
    assert unsent.hidden("text", "corrects", "tell") == []
