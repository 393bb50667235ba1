"""Officers' numbers: sealed to the relay worker, known again by a hash, and never a tipster's line."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports import keystore
from reports.alerts.phones import (
    A_DAY,
    TRIES,
    NotANumber,
    TooMany,
    Typed,
    ask_number,
    confirm_number,
    forget_late,
    forget_number,
    may_ring,
    owners_of,
    waiting_number,
)
from reports.clock import today
from reports.dialogue.forget import EPOCH_DAYS, forget_idle_lines
from reports.lifecycle.tidy import drop_leftovers
from reports.models import AlertPhone, AskedPhone, AuditEntry, KeyPurpose, Line, StoredKey
from reports.officers_phones import code_of, number_of
from reports.people.suspending import suspend
from reports.sealing.opening import CannotOpen
from tests.aged import kept_since
from tests.alerts.conftest import JULES, REID
from tests.alerts.phones import keep_number
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


def test_a_number_is_called_once_the_code_that_was_texted_to_it_is_typed_in(house: House) -> None:
    reid = house.officer("reid")
    keep_number(REID, of=reid)
    ask_number(JULES, of=reid)
    asked = AskedPhone.objects.get()
    assert b"4840102" not in bytes(asked.number) + bytes(asked.lookup)
    assert code_of(asked).encode() not in bytes(asked.code)
    assert str(asked) == "<sealed>"
    assert (number_of(AlertPhone.objects.get()), number_of(asked)) == (REID, JULES), "the old one rings on till then"
    assert owners_of(JULES) == {}
    assert confirm_number(code_of(asked), of=house.officer("jules")) == Typed.OVER, "it is nobody else's"
    assert confirm_number(f" {code_of(asked)[:3]} {code_of(asked)[3:]} ", of=reid) == Typed.CONFIRMED
    assert number_of(AlertPhone.objects.get()) == JULES
    assert not AskedPhone.objects.exists()
    assert StoredKey.objects.filter(purpose=KeyPurpose.LINE).count() == 1


def test_a_code_is_good_for_few_tries_a_short_time_and_one_number(house: House) -> None:
    reid, lines = house.officer("reid"), StoredKey.objects.filter(purpose=KeyPurpose.LINE)
    assert confirm_number("123456", of=reid) == Typed.OVER
    ask_number(REID, of=reid)
    first = AskedPhone.objects.get()
    ask_number(JULES, of=reid)
    second = AskedPhone.objects.get()
    with pytest.raises(CannotOpen):
        code_of(AskedPhone(id=second.pk, officer=reid, lookup=first.lookup, code=second.code))
    wrong = f"{(int(code_of(second)) + 1) % 10**6:06}"
    assert [confirm_number(wrong, of=reid) for _ in range(TRIES)] == [Typed.WRONG] * (TRIES - 1) + [Typed.OVER]
    assert not lines.exists(), "its key is destroyed with it"
    ask_number(REID, of=reid)
    late = AskedPhone.objects.get()
    AskedPhone.objects.update(good_until=timezone.now())
    assert waiting_number(reid) is None
    assert confirm_number(code_of(late), of=reid) == Typed.OVER
    forget_late()
    assert not AskedPhone.objects.exists()
    assert not lines.exists()


def test_an_officer_has_few_codes_texted_in_a_day(house: House) -> None:
    """Each rings the phone of whoever has that number."""
    reid = house.officer("reid")
    for _ in range(A_DAY):
        ask_number(REID, of=reid)
    forget_number(of=reid)
    with pytest.raises(TooMany):
        ask_number(JULES, of=reid)
    ask_number(JULES, of=house.officer("jules"))
    AuditEntry.objects.filter(act="alert_number.asked").update(at=timezone.now() - timedelta(days=1))
    ask_number(JULES, of=reid)


def test_what_waits_to_be_confirmed_ends_with_suspension(house: House) -> None:
    jules = house.officer("jules")
    ask_number(JULES, of=jules)
    suspend(officer=jules, by=house.officer("reid"), though_few=True)
    assert not AskedPhone.objects.exists()
    assert not StoredKey.objects.filter(purpose=KeyPurpose.LINE).exists()
    ask_number(JULES, of=jules)  # of a page that was open
    assert not AskedPhone.objects.exists()


@pytest.mark.parametrize("number", ["", "484 0101", "anonymous", "+1", "0101; DROP"])
def test_what_is_no_number_in_full_is_refused(house: House, number: str) -> None:
    with pytest.raises(NotANumber):
        keep_number(number, of=house.officer("reid"))


def test_a_new_number_takes_the_place_of_the_old_one_and_its_key_is_gone(house: House) -> None:
    reid = house.officer("reid")
    keep_number(REID, of=reid)
    keep_number(JULES, of=reid)
    assert (owners_of(REID), owners_of(JULES)) == ({}, {reid.pk: True})
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
    assert owners_of(REID) == {house.officer("reid").pk: True}
