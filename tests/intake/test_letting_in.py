"""One rule for every face: a ticket for each few tries, and what never was ours waits apart."""

import pytest

from reports.dialogue.mailbox import NoSuchMailbox
from reports.intake.flood import Pace
from reports.intake.letting_in import TRIES, TriedTooOften, let_in
from reports.intake.receipt import mint
from reports.intake.ticket import TicketRefused, TicketUnripe, new_ticket
from tests.conftest import House


def test_a_ticket_is_good_for_few_tries(house: House) -> None:
    ticket = new_ticket()
    for _ in range(TRIES):
        with pytest.raises(NoSuchMailbox):
            let_in(mint(), ticket)
    with pytest.raises(TriedTooOften):
        let_in(mint(), ticket)
    with pytest.raises(TicketRefused):
        let_in(mint(), "forged")


def test_a_flood_of_guesses_makes_a_good_receipt_wait_no_longer(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.RIPENING", 1)
    monkeypatch.setattr("reports.intake.letting_in.GUESSES", guesses := Pace())
    monkeypatch.setattr("reports.intake.letting_in.OPENINGS", Pace())
    for _ in range(600):
        guesses.count()
    monkeypatch.setattr("reports.intake.letting_in.may_be_ours", lambda _: False)
    with pytest.raises(TicketUnripe) as guessed:
        let_in(mint(), new_ticket())
    monkeypatch.setattr("reports.intake.letting_in.may_be_ours", lambda _: True)
    with pytest.raises(TicketUnripe) as ours:
        let_in(mint(), new_ticket())
    assert guessed.value.seconds > ours.value.seconds
