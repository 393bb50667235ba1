"""The ticket in a form: ours, not too old, and the same sending only if everything in it is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.public import ticket
from reports.public.ticket import TicketRefused, check_ticket, new_ticket, repeat_key


def test_a_fresh_ticket_is_taken_and_no_two_are_alike() -> None:
    first, second = new_ticket(), new_ticket()
    check_ticket(first)
    assert first != second


def test_a_ticket_tells_the_hour_and_no_finer_time() -> None:
    assert int(new_ticket().partition(".")[0], 16) == ticket._hour()


def test_a_ticket_with_any_character_changed_is_refused() -> None:
    good = new_ticket()
    for at, old in enumerate(good):
        with pytest.raises(TicketRefused):
            check_ticket(good[:at] + ("A" if old != "A" else "B") + good[at + 1 :])


@given(st.text())
def test_no_other_text_is_a_ticket(text: str) -> None:
    with pytest.raises(TicketRefused):
        check_ticket(text)


@pytest.mark.parametrize("hours", [-1, ticket.HOURS + 1])
def test_a_ticket_of_another_day_is_refused(hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    old, now = new_ticket(), ticket._hour()
    monkeypatch.setattr(ticket, "_hour", lambda: now + hours)
    with pytest.raises(TicketRefused):
        check_ticket(old)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_two_sendings_are_one_only_if_all_their_parts_are(first: list[str], second: list[str]) -> None:
    assert (repeat_key("t", first) == repeat_key("t", second)) == (first == second)
    assert repeat_key("t", first) != repeat_key("u", first)
