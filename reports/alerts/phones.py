"""Officers' alert numbers: entered by themselves, sealed to the relay worker like a tipster's line, shown to nobody.

A number is an officer's once he has typed in the code that was texted to it. Until then nothing reaches it, and what is
texted from it is a tip like any other.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Final
from uuid import UUID, uuid4

import phonenumbers
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports import audit, keystore, outbox, vault
from reports.clock import in_seconds, this_hour
from reports.keystore import KeyGone
from reports.models import AlertPhone, AskedPhone, AuditEntry, KeyPurpose, Officer
from reports.models.absence import is_away
from reports.models.stored_key import OFFICERS_NUMBERS
from reports.officers_phones import PADDING, SEND_CODE, code_labels, code_of, drop_numbers, number_labels
from reports.sealing.envelope import seal, seal_to
from reports.sealing.keys import derive, new_key
from reports.sealing.opening import CannotOpen

log = logging.getLogger(__name__)
GOOD_FOR: Final = 1800.0  # seconds in which a code can be typed in
TRIES: Final = 5
A_DAY: Final = 5  # codes that an officer has texted in a day: each rings a phone, whoever holds it


class NotANumber(Exception):
    """It is no telephone number in full."""


class TooMany(Exception):
    """So many codes were texted for this officer that no more are today."""


class Typed(StrEnum):
    """What became of a code that was typed in."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    OVER = "over"  # it ran out, was mistyped too often, or nothing waits


def ask_number(number: str, *, of: Officer) -> None:
    """Have a code texted to a number, in the place of one that waits. What was confirmed stays until this is, too.

    Raises NotANumber, TooMany.
    """
    dialled, key = _in_full(number), new_key()
    phone = AskedPhone(id=uuid4(), officer=of, lookup=_lookup(dialled), good_until=in_seconds(GOOD_FOR))
    phone.number = seal_to(
        vault.manifest().relay,
        seal(key, dialled.encode(), *number_labels(phone), padding=PADDING),
        *number_labels(phone),
    )
    phone.code = seal(key, f"{secrets.randbelow(10**6):06}".encode(), *code_labels(phone), padding=PADDING)
    with transaction.atomic():
        if not _is_here(of):
            return
        lately = AuditEntry.objects.filter(actor=f"officer:{of.pk}", at__gt=timezone.now() - timedelta(days=1))
        if lately.filter(act="alert_number.asked").count() >= A_DAY:
            raise TooMany
        drop_numbers(of, AskedPhone)
        keystore.put((KeyPurpose.LINE, phone.pk, key))
        phone.save(force_insert=True)
        audit.enter("alert_number.asked", by=of)
        outbox.enqueue(SEND_CODE, phone.pk)


@transaction.atomic
def confirm_number(code: str, *, of: Officer) -> Typed:
    """Alert an officer on the number that waits, in the place of the one before, if this is the code texted to it."""
    asked = AskedPhone.objects.select_for_update().filter(officer=of, good_until__gt=timezone.now())
    if not _is_here(of) or (phone := asked.first()) is None:
        return Typed.OVER
    phone.tries += 1
    if not _is_code_of(phone, code):
        if phone.tries >= TRIES:
            drop_numbers(of, AskedPhone)
            return Typed.OVER
        phone.save(update_fields=["tries"])
        return Typed.WRONG
    drop_numbers(of, AlertPhone)
    AskedPhone.objects.filter(pk=phone.pk).delete()  # its key goes on with the number
    AlertPhone.objects.create(id=phone.pk, officer=of, number=phone.number, lookup=phone.lookup, is_confirmed=True)
    audit.enter("alert_number.kept", by=of)
    return Typed.CONFIRMED


def forget_number(*, of: Officer) -> None:
    """Forget where an officer is alerted, and what waits to be confirmed."""
    with transaction.atomic():
        drop_numbers(of)
        audit.enter("alert_number.forgotten", by=of)


def waiting_number(officer: Officer) -> AskedPhone | None:
    """Return an officer's number that waits to be confirmed, while its code can be typed in."""
    return AskedPhone.objects.filter(officer=officer, good_until__gt=timezone.now()).first()


def forget_late() -> None:
    """Forget the numbers that nobody confirmed in time."""
    late = AskedPhone.objects.select_for_update(skip_locked=True).filter(good_until__lt=timezone.now())
    with transaction.atomic():
        ids = list(late.values_list("pk", flat=True))
        keystore.destroy(KeyPurpose.LINE, ids)
        AskedPhone.objects.filter(pk__in=ids).delete()


def owners_of(number: str) -> dict[UUID, bool]:
    """Return the officers who are alerted on this number, each with whether it is confirmed as the officer's.

    Several may share the phone of a post. One that is not was entered before numbers were confirmed.
    """
    if not number or not AlertPhone.objects.exists():
        return {}
    try:
        lookup = _lookup(number)
    except CannotOpen:  # a tipster's text is worth more than an officer's answer
        log.error("The key of officers' numbers is spoilt: no text is known as an officer's")
        return {}
    found = AlertPhone.objects.filter(lookup=lookup, officer__is_active=True)
    return dict(found.values_list("officer", "is_confirmed"))


def reachable(officers: Iterable[UUID]) -> list[UUID]:
    """Return those who are here and have an alert number, in the order given. Who is away is called for nothing."""
    wanted = list(officers)
    phones = AlertPhone.objects.filter(officer__in=wanted).exclude(is_away("officer__"))
    have = set(phones.values_list("officer", flat=True))
    return [officer for officer in wanted if officer in have]


def may_ring(officer: UUID, *, is_low: bool) -> bool:
    """Count one more alert for an officer, and return whether the phone may ring for it. Inside a transaction.

    What its sender alone calls danger has a small allowance of its own, so that it uses up nobody else's.
    """
    phone = AlertPhone.objects.select_for_update().get(officer=officer)
    if phone.hour != this_hour():
        phone.hour, phone.rings, phone.low_rings = this_hour(), 0, 0
    rung, most = (phone.low_rings, settings.ALERT_LOW_CAP) if is_low else (phone.rings, settings.ALERT_CAP)
    if rung >= most:
        return False
    phone.low_rings += is_low
    phone.rings += not is_low
    phone.save(update_fields=["hour", "rings", "low_rings"])
    return True


def _is_here(officer: Officer) -> bool:
    """Return whether an officer is not suspended, and let nobody suspend him before the transaction ends."""
    return Officer.objects.select_for_update().only("pk").filter(pk=officer.pk, is_active=True).first() is not None


def _is_code_of(phone: AskedPhone, typed: str) -> bool:
    try:
        return compare_digest(code_of(phone).encode(), "".join(typed.split()).encode())
    except (KeyGone, CannotOpen):
        return False


def _lookup(number: str) -> bytes:
    return derive(keystore.get_or_put(KeyPurpose.EPOCH, OFFICERS_NUMBERS, new_key()), "alert phone lookup", number)


def _in_full(number: str) -> str:
    try:
        read = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        raise NotANumber from None
    if not phonenumbers.is_possible_number(read):
        raise NotANumber
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
