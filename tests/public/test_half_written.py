"""What is half written: each part of it goes along, unless the page has a field for it."""

from reports.public.attachments import Gathered, Taken
from reports.public.half_written import HalfWritten, Sent


def test_a_page_carries_what_it_has_no_field_for_and_nothing_empty() -> None:
    words = {"text": "The blue one", "reason": "", "corrects": "on", "pass": "not carried"}
    unsent = HalfWritten.of(words, Gathered(held=(), refused=(), telling=frozenset({(2, "time"), (0, "place")})))
    assert unsent.hidden() == [("text", "The blue one"), ("corrects", "on"), ("tell", "0.place"), ("tell", "2.time")]
    assert unsent.hidden("text", "corrects", "tell") == []


def test_what_was_sent_knows_whether_its_warning_was_seen() -> None:
    nothing = Gathered(held=(), refused=())
    assert Sent(Taken(words={"do": "add:as_it_is", "text": "One"}), nothing).as_it_is
    assert not Sent(Taken(words={"do": "add"}), nothing).as_it_is
    assert Sent(Taken(words={"text": "One"}), nothing).unsent.text == "One"
