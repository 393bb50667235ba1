"""Turns at the slow hash: guesses queue with guesses, and a receipt minted here never waits behind them."""

import pytest

from reports import vault
from reports.dialogue import turns
from reports.dialogue.mailbox import NoSuchMailbox, find, open_mailbox
from reports.dialogue.turns import MailboxBusy, Tally, Turns, turn_for
from reports.intake.receipt import mint
from reports.sealing.receipts import bears_guard
from tests.arrivals import triaged_tip
from tests.conftest import House


@pytest.fixture(autouse=True)
def fresh_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "QUICK", Turns(at_once=1, waiting=0, patience=0.0))
    monkeypatch.setattr(turns, "SLOW", Turns(at_once=1, waiting=0, patience=0.0))
    monkeypatch.setattr(turns, "_OPENED", Tally())


def guessed() -> str:
    """A receipt of somebody who cannot make the guard digits."""
    pepper = vault.secret("receipt_pepper")
    return next(guess for guess in map(str, range(10**19, 10**19 + 1000)) if not bears_guard(guess, pepper))


def test_while_guessers_hold_every_slow_turn_a_real_receipt_opens_its_mailbox(house: House) -> None:
    _, receipt = triaged_tip()
    with turns.SLOW.one():
        with pytest.raises(MailboxBusy):
            open_mailbox(guessed())
        assert open_mailbox(receipt).state == "new"


def test_too_many_good_receipts_at_once_are_asked_to_wait_and_nobody_is_locked_out(house: House) -> None:
    _, receipt = triaged_tip()
    with turns.QUICK.one():
        with pytest.raises(MailboxBusy):
            open_mailbox(receipt)
        with pytest.raises(MailboxBusy):
            find(receipt)
    assert open_mailbox(receipt).state == "new"


def test_a_wrong_receipt_gives_its_turn_back(house: House) -> None:
    for wrong in (mint(), guessed(), mint(), guessed()):
        with pytest.raises(NoSuchMailbox):
            open_mailbox(wrong)


def test_a_turn_is_given_back_whatever_happens_in_it() -> None:
    one = Turns(at_once=1, waiting=0, patience=0.0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), one.one():
            raise ZeroDivisionError


def test_a_turn_is_refused_when_its_patience_ends() -> None:
    one = Turns(at_once=1, waiting=1, patience=0.0)
    with one.one(), pytest.raises(MailboxBusy), one.one():
        pytest.fail("two at once")


def test_who_hashes_one_good_receipt_without_end_waits_with_the_guessers() -> None:
    assert [turn_for("1", bears_guard=True) for _ in range(turns.SHARE)] == [turns.QUICK] * turns.SHARE
    assert turn_for("1", bears_guard=True) is turns.SLOW
    assert turn_for("2", bears_guard=True) is turns.QUICK
    assert turn_for("3", bears_guard=False) is turns.SLOW


def test_the_same_thing_is_counted_and_another_is_not() -> None:
    tally = Tally()
    assert [tally.count("one") for _ in range(3)] == [1, 2, 3]
    assert tally.count("two") == 1


def test_after_an_hour_counts_and_their_key_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.dialogue.turns.time.monotonic", lambda: 7200.0)
    tally = Tally()
    tally.count("one")
    names, key = set(tally._counts), tally._key
    assert b"one" not in b"".join(names)
    monkeypatch.setattr("reports.dialogue.turns.time.monotonic", lambda: 7200.0 + 3600)
    assert tally.count("one") == 1
    assert tally._key != key
    assert not names & set(tally._counts)


def test_a_tally_never_grows_beyond_its_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST", 10)
    tally = Tally()
    for number in range(100):
        tally.count(str(number))
    assert len(tally._counts) <= 10
