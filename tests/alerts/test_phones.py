"""Officers' numbers: sealed to the relay worker, known again by a hash, and never a tipster's line."""

from datetime import date, timedelta

import pytest
from pytest_django import Settings

from reports import keystore
from reports.alerts.phones import NotANumber, forget_number, keep_number, may_ring, number_of, owners_of
from reports.clock import today
from reports.dialogue.forget import EPOCH_DAYS, forget_idle_lines
from reports.lifecycle.tidy import drop_leftovers
from reports.models import AlertPhone, KeyPurpose, Line, StoredKey
from reports.sealing.opening import CannotOpen
from tests.aged import kept_since
from tests.alerts.conftest import JULES, REID
from tests.arrivals import sms, triaged_tip
from tests.conftest import House


def test_a_number_lies_sealed_and_only_the_relay_worker_opens_it(house: House) -> None:
    keep_number("+1 758 484-0101", of=house.officer("reid"))
    phone = AlertPhone.objects.get()
    assert number_of(phone) == REID
    assert b"4840101" not in bytes(phone.number) + bytes(phone.lookup)
    assert str(phone) == "<sealed>"
    phone.officer = house.officer("jules")  # somebody moves it to another officer in the database
    with pytest.raises(CannotOpen):
        number_of(phone)


@pytest.mark.parametrize("number", ["", "484 0101", "anonymous", "+1", "0101; DROP"])
def test_what_is_no_number_in_full_is_refused(house: House, number: str) -> None:
    with pytest.raises(NotANumber):
        keep_number(number, of=house.officer("reid"))


def test_a_new_number_takes_the_place_of_the_old_one_and_its_key_is_gone(house: House) -> None:
    reid = house.officer("reid")
    keep_number(REID, of=reid)
    keep_number(JULES, of=reid)
    assert (owners_of(REID), owners_of(JULES)) == ([], [reid.pk])
    assert StoredKey.objects.filter(purpose=KeyPurpose.LINE).count() == 1
    kept_since(date(2026, 1, 1), StoredKey.objects.all())
    drop_leftovers()
    assert number_of(AlertPhone.objects.get()) == JULES
    forget_number(of=reid)
    assert not StoredKey.objects.filter(purpose=KeyPurpose.LINE).exists()


def test_a_tipsters_phone_that_becomes_an_officers_is_no_line_of_the_officer(house: House) -> None:
    triaged_tip(sms(sender=REID))
    keep_number(REID, of=house.officer("reid"))
    line, phone = Line.objects.get(), AlertPhone.objects.get()
    assert bytes(line.lookup) != bytes(phone.lookup)
    assert keystore.get(KeyPurpose.LINE, line.pk) != keystore.get(KeyPurpose.LINE, phone.pk)


def test_a_phone_rings_so_often_in_an_hour_and_what_only_senders_call_danger_counts_apart(
    house: House, settings: Settings
) -> None:
    reid = house.officer("reid")
    keep_number(REID, of=reid)
    low = [may_ring(reid.pk, is_low=True) for _ in range(settings.ALERT_LOW_CAP + 2)]
    assert low.count(True) == settings.ALERT_LOW_CAP
    assert [may_ring(reid.pk, is_low=False) for _ in range(settings.ALERT_CAP + 1)].count(True) == settings.ALERT_CAP
    AlertPhone.objects.update(hour="2026-01-01T00:00Z")
    assert may_ring(reid.pk, is_low=True)


def test_a_number_is_known_again_after_the_epochs_of_tipsters_lines(house: House) -> None:
    keep_number(REID, of=house.officer("reid"))
    kept_since(today() - timedelta(days=2 * EPOCH_DAYS), StoredKey.objects.filter(purpose=KeyPurpose.EPOCH))
    forget_idle_lines()
    assert owners_of(REID) == [house.officer("reid").pk]
