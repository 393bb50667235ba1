"""The ticket in a form: ours, ripe, not too old, and the same sending only if everything in it is the same."""

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.intake import ticket
from reports.intake.flood import Pace
from reports.intake.ticket import (
    TicketRefused,
    TicketUnripe,
    back_key,
    check_ticket,
    kept_ticket,
    new_ticket,
    once_key,
    page_key,
    repeat_key,
)


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the clock stand at a moment."""
    monkeypatch.setattr("reports.intake.ticket.time.time", lambda: seconds)


def test_a_fresh_ticket_is_taken_and_no_two_are_alike() -> None:
    first, second = new_ticket(), new_ticket()
    check_ticket(first)
    assert first != second
    assert once_key(first) != once_key(second)


def test_a_ticket_tells_whoever_finds_it_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = int(time.time())
    at(monkeypatch, now)
    made = new_ticket()
    raw = base64.urlsafe_b64decode(made + "=" * (-len(made) % 4))
    assert now.to_bytes(8)[-4:-1] not in raw
    assert len({len(new_ticket()) for _ in range(20)}) == 1


def test_a_ticket_with_any_character_changed_is_refused() -> None:
    good = new_ticket()
    for place, old in enumerate(good):
        with pytest.raises(TicketRefused):
            check_ticket(good[:place] + ("A" if old != "A" else "B") + good[place + 1 :])


@pytest.mark.parametrize("way", ["{}=", "{}!", " {}", "{}\n", "!{}"])
def test_a_ticket_can_be_written_in_one_way_only(way: str) -> None:
    with pytest.raises(TicketRefused):
        check_ticket(way.format(new_ticket()))


@given(st.text())
def test_no_other_text_is_a_ticket(text: str) -> None:
    with pytest.raises(TicketRefused):
        check_ticket(text)


@pytest.mark.parametrize("seconds", [-60, ticket.HOURS * 3600 + 1])
def test_a_ticket_of_another_day_is_refused(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now, old = int(time.time()), new_ticket()
    at(monkeypatch, now + seconds)
    with pytest.raises(TicketRefused):
        check_ticket(old)


def test_a_form_that_comes_back_at_once_must_wait_and_the_same_one_is_then_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.conf.settings.RIPENING", 3)
    at(monkeypatch, 1_000_000)
    fresh, pace = new_ticket(), Pace()
    with pytest.raises(TicketUnripe) as told:
        check_ticket(fresh, pace)
    assert told.value.seconds == 3
    at(monkeypatch, 1_000_003)
    check_ticket(fresh, pace)


def test_in_a_flood_a_form_must_be_older_and_whoever_writes_for_a_minute_never_notices(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.conf.settings.RIPENING", 3)
    at(monkeypatch, 1_000_000)
    written, pace = new_ticket(), Pace()
    at(monkeypatch, 1_000_060)
    quick = new_ticket()
    for _ in range(5000):
        pace.count()
    with pytest.raises(TicketUnripe) as told:
        check_ticket(quick, pace)
    assert 3 < told.value.seconds <= 60
    check_ticket(written, pace)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_two_sendings_are_one_only_if_all_their_parts_are(first: list[str], second: list[str]) -> None:
    assert (repeat_key("t", first) == repeat_key("t", second)) == (first == second)
    assert repeat_key("t", first) != repeat_key("u", first)


def test_a_good_ticket_is_kept_ripe_or_not_and_any_other_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    good = new_ticket()
    assert kept_ticket(good) == good
    for other in ("", "nonsense"):
        check_ticket(kept_ticket(other))
    at(monkeypatch, time.time() + ticket.HOURS * 3600 + 60)
    assert kept_ticket(good) != good


def test_a_page_is_told_from_every_other_and_keys_of_all_kinds_differ() -> None:
    first, second = new_ticket(), new_ticket()
    pages = {page_key(first, ""), page_key(first, "a"), page_key(first, "b"), page_key(second, "a")}
    assert len(pages) == 4
    assert len({once_key(first), back_key(b"x"), repeat_key(first, []), *pages}) == 7
