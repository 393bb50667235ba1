"""Files of a form: listed in words, refused in a sentence each, and never more than ten or 100 MB of them."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from reports.gateways.blobs import blobs
from reports.intake.media import CUT, REMOVED, MediaKind, Refusal
from reports.intake.receiving import MOST_BODY_BYTES
from reports.intake.submission import MAX_TEXT
from reports.intake.uploads import MOST_FILES, MOST_TOGETHER, HeldFile, Limit, RefusedFile, let_go
from reports.public.attachments import (
    Taken,
    gathered,
    listed,
    take,
    told_answers,
    without_gone,
)
from reports.public.file_words import DROPPED, GONE, NAMES, SENTENCES, WORDS
from tests.intake.bodies import FILM, file, sending, stored, word
from tests.uploads import held_photo

FORM = "application/x-www-form-urlencoded"


def held(size: int = 1000, **more: object) -> HeldFile:
    made = HeldFile(blob=uuid4(), key=bytes(32), media="image", mime="image/jpeg", size=size)
    return replace(made, **more)  # type: ignore[arg-type]


def test_every_refusal_has_its_own_sentence_and_offers_a_way_on() -> None:
    assert set(SENTENCES) == {*Refusal, *Limit}
    said = [str(sentence) % {"number": 3} for sentence in [*SENTENCES.values(), GONE]]
    assert len(set(said)) == len(said)
    assert all("without it" in sentence and re.search(r"ile 3\b", sentence) for sentence in said)


def test_every_kind_and_everything_that_can_be_removed_has_a_word() -> None:
    assert set(NAMES) == set(MediaKind)
    assert {*WORDS, CUT} == REMOVED


def test_a_form_brings_its_words_its_files_and_a_sentence_for_each_file_that_was_not_kept() -> None:
    taken = take(
        sending(word("text", "The blue car"), file(FILM), file(b"MZ"), word("remove", "0"), word("remove", "2"))
    )
    assert taken.words["text"] == "The blue car"
    assert [each.media for each in taken.held] == ["video"]
    assert gathered((), taken).refused == (SENTENCES[Refusal.UNKNOWN_FORMAT] % {"number": "2 (2\xa0bytes)"},)
    assert taken.removing == {0, 2}
    blobs().delete(taken.held[0].blob)


@given(st.binary(max_size=400), st.sampled_from([FORM, "multipart/form-data; boundary=b", "text/plain", "multipart/x"]))
def test_any_bytes_are_taken_or_refused(body: bytes, kind: str) -> None:
    taken = take(RequestFactory().generic("POST", "/", body, content_type=kind))
    for text in taken.words.values():
        text.encode()
        assert "\0" not in text


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_any_part_of_a_multipart_form_is_taken_or_refused(head: bytes, body: bytes) -> None:
    whole = b'--b\r\nContent-Disposition: form-data; name="' + head + b'"\r\n\r\n' + body + b"\r\n--b--\r\n"
    take(RequestFactory().generic("POST", "/", whole, content_type="multipart/form-data; boundary=b"))


@pytest.mark.parametrize("ticks", ["", "x", "-1", "١", "9" * 400, "1.0", "99"])
def test_ticks_that_our_page_did_not_make_do_no_harm(ticks: str) -> None:
    taken = take(RequestFactory().post("/", {"text": "a", "remove": ticks, "tell": ticks}))
    assert gathered([held()], taken).held
    assert told_answers([held(told={"place": "13.914, -60.889"})], taken.telling) == {}


@pytest.mark.parametrize(
    ("body", "kind", "length", "status"),
    [
        (b"text=a", FORM, str(MOST_BODY_BYTES + 1), 413),
        (b"text=a", FORM, "9" * 5000, 413),
        (b"text=a", "text/plain", "6", 415),
    ],
    ids=["too large", "impossible", "no form"],
)
def test_what_is_lost_is_said_to_be_lost(body: bytes, kind: str, length: str, status: int) -> None:
    taken = take(RequestFactory().generic("POST", "/", body, content_type=kind, CONTENT_LENGTH=length))
    assert taken.status == status
    assert "stored" in taken.problem
    assert "once more" in taken.problem


def test_a_form_without_one_field_is_said_to_be_broken_and_its_files_are_let_go() -> None:
    there = stored()
    for request in (RequestFactory().post("/", {}), sending(file(FILM))):
        taken = take(request)
        assert (taken.status, taken.held) == (400, ())
        assert "arrived broken" in taken.problem
    assert stored() == there


def test_of_a_form_that_broke_off_what_arrived_is_kept() -> None:
    there = stored()
    taken = take(sending(word("text", "The blue car"), file(FILM), file(FILM, 3000), word("tell", "0"), cut=2000))
    assert taken.words == {"text": "The blue car"}
    assert [each.media for each in taken.held] == ["video"]
    assert "broke off" in taken.problem
    let_go(taken.held)
    assert stored() == there


def test_of_words_that_are_far_too_many_the_others_are_kept() -> None:
    taken = take(sending(word("text", "The blue car"), word("place", "x" * 2_000_000)))
    assert (taken.words, taken.status) == ({"text": "The blue car"}, 413)
    assert "What we could keep stands below" in taken.problem


def test_a_story_that_is_far_too_long_is_not_said_to_stand_below() -> None:
    taken = take(sending(word("do", "send"), word("text", "x" * 2_000_000)))
    assert (taken.words, taken.status) == ({"do": "send"}, 413)
    assert "We cannot show your words again" in taken.problem


def test_line_ends_of_browsers_are_not_counted_twice() -> None:
    text = "a\r\n" * (MAX_TEXT // 2)
    assert len(take(RequestFactory().post("/", {"text": text})).words["text"]) == MAX_TEXT - 1


def test_a_text_beyond_the_limit_is_kept_whole_for_the_form_to_speak_of() -> None:
    assert len(take(RequestFactory().post("/", {"text": "a" * 30_000})).words["text"]) == 30_000


def test_what_came_now_joins_what_the_page_held_and_what_is_ticked_leaves_it() -> None:
    first, second, third = held(), held(), held()
    both = gathered([first, second], Taken(words={}, held=(third,), removing=frozenset({0})))
    assert [each.blob for each in both.held] == [second.blob, third.blob]
    assert both.refused == ()


def test_no_two_files_of_a_page_have_the_same_number_and_each_keeps_its_own() -> None:
    """As its sender counts: the first, the second and the third that were chosen, whatever became of them."""
    kept, refused = held(number=1), RefusedFile(2, Refusal.DAMAGED)
    first = gathered((), Taken(words={}, held=(kept, held(number=3)), refused=(refused,)))
    assert [each.number for each in listed(first.held)] == [1, 3]
    assert first.refused == (SENTENCES[Refusal.DAMAGED] % {"number": 2},)
    locked = RefusedFile(1, Refusal.LOCKED, "pdf", 3_250_586)
    second = gathered(first.held, Taken(words={}, held=(held(number=2),), refused=(locked,)))
    assert [each.number for each in listed(second.held)] == [1, 3, 5]
    named = "4 (PDF, 3.1\xa0MB, number 1 of those chosen just now)"
    assert second.refused == (SENTENCES[Refusal.LOCKED] % {"number": named},), "what its sender can know it by"
    gone = without_gone(second.held, {second.held[1].blob})
    assert gone.refused == (GONE % {"number": "3 (Photo, 1000\xa0bytes)"},)
    assert [each.number for each in listed(gone.held)] == [1, 5]
    again = HeldFile.from_dict(gone.held[1].to_dict())
    assert again.number == 5, "from page to page"


def test_of_files_far_too_large_it_is_said_that_the_words_are_still_there() -> None:
    taken = take(sending(word("text", "The blue car"), file(FILM, MOST_BODY_BYTES)))
    assert (taken.words["text"], taken.problem) == ("The blue car", "")
    assert gathered((held(),), taken).refused == (str(DROPPED),)


def test_a_tick_stays_with_its_file_when_another_leaves() -> None:
    first, second = held(told={"place": "13.914, -60.889"}), held(told={"place": "13.817, -60.900"})
    taken = Taken(words={}, removing=frozenset({0}), telling=frozenset({(0, "place"), (1, "place")}))
    left = gathered([first, second], taken)
    assert told_answers(left.held, left.telling) == {"file.1.place": "near Micoud"}
    assert [each.telling for each in listed(left.held, left.telling)] == [{"place"}]


def test_ten_files_and_a_hundred_megabytes_are_the_most_of_all_pages_together() -> None:
    full = [held() for _ in range(MOST_FILES)]
    surplus = held_photo()
    many = gathered(full, Taken(words={}, held=(surplus,)))
    assert [each.blob for each in many.held] == [each.blob for each in full]
    assert [said.partition("file 11 (Photo, ")[1] for said in many.refused] == ["file 11 (Photo, "]
    assert not blobs().has(surplus.blob)
    large = gathered([held(MOST_TOGETHER)], Taken(words={}, held=(held(),)))
    assert "file 2 (Photo, 1000\xa0bytes, number 1 of those chosen just now) was not kept" in large.refused[0]


def test_what_the_door_no_longer_finds_is_named_by_its_place() -> None:
    files = [held(), held(), held()]
    left = without_gone(files, {files[1].blob}, telling={(1, "place"), (2, "time")})
    assert [each.number for each in left.held] == [1, 3]
    assert left.telling == {(1, "time")}, "the tick of the third file, which is the second now"
    assert left.refused == (GONE % {"number": "2 (Photo, 1000\xa0bytes)"},)


def test_a_file_tells_where_and_when_only_if_its_sender_ticks_it() -> None:
    files = [held(told={"place": "13.9, -60.9"}), held(told={"place": "14.0, -61.0", "time": "2026-01-02 14:05"})]
    assert told_answers(files, {(1, "place"), (1, "time"), (7, "time")}) == {
        "file.2.place": "near Castries",
        "file.2.time": "2026-01-02 14:05",
    }
    assert told_answers(files, ()) == {}
    assert told_answers(files, {(1, "time")}) == {"file.2.time": "2026-01-02 14:05"}


def test_a_tick_of_an_earlier_release_means_place_and_time() -> None:
    taken = take(RequestFactory().post("/", {"text": "a", "tell": ["0", "1.time", "2.all", "3.place.x"]}))
    assert taken.telling == {(0, "place"), (0, "time"), (1, "time")}


class Fields(HTMLParser):
    """The inputs of a page, the ids and what refers to them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inputs: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids += [said["id"]] if said.get("id") else []  # type: ignore[list-item]
        self.named += (said.get("aria-describedby") or said.get("for") or "").split()
        if tag == "input":
            self.inputs.append(said)


def test_the_place_for_files_lists_what_is_held_and_every_label_has_its_field() -> None:
    files = listed(
        [held(removed=("place",), told={"place": "13.9, -60.9"}), held(4_000_000, media="video", raw=True), held()]
    )
    page = render_to_string("components/attachments.html", {"files": files, "refused": ["File 4 is damaged."]})
    for said in ("File 1: Photo", "File 2: Video", "3.8", "the place where it was taken", "13.9, -60.9", "File 4 is"):
        assert said in page.replace("\xa0", " ")
    found = Fields(page)
    assert [each["value"] for each in found.inputs if each["name"] == "remove"] == ["0", "1", "2"]
    assert [each["value"] for each in found.inputs if each["name"] == "tell"] == ["0.place"]
    assert set(found.named) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_an_empty_place_for_files_asks_for_some() -> None:
    page = render_to_string("components/attachments.html", {"files": [], "refused": []})
    assert "Choose files" in page
    assert "Do not send" not in page
