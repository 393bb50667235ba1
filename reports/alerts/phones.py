"""Officers' alert numbers: entered by themselves, sealed to the relay worker like a tipster's line, shown to nobody."""

import logging
from collections.abc import Iterable
from uuid import UUID, uuid4

import phonenumbers
from django.conf import settings
from django.db import transaction

from reports import audit, keystore, vault
from reports.clock import this_hour
from reports.models import AlertPhone, KeyPurpose, Officer
from reports.models.absence import is_away
from reports.models.stored_key import OFFICERS_NUMBERS
from reports.officers_phones import drop_alert_phone
from reports.sealing.envelope import seal, seal_to
from reports.sealing.keys import derive, new_key
from reports.sealing.opening import CannotOpen, unseal
from reports.worker_box import RELAY, open_to_worker

log = logging.getLogger(__name__)
_PADDING = 32  # every number has the same sealed size


class NotANumber(Exception):
    """It is no telephone number in full."""


def keep_number(number: str, *, of: Officer) -> None:
    """Keep where an officer is alerted, in the place of what was kept before. Raises NotANumber."""
    dialled = _in_full(number)
    phone_id, key = uuid4(), new_key()
    labels = ("alert phone", phone_id, of.pk)
    inner = seal(key, dialled.encode(), *labels, padding=_PADDING)
    keystore.put((KeyPurpose.LINE, phone_id, key))
    lookup = _lookup(dialled)
    with transaction.atomic():
        drop_alert_phone(of)
        box = seal_to(vault.manifest().relay, inner, *labels)
        AlertPhone.objects.create(id=phone_id, officer=of, number=box, lookup=lookup)
        audit.enter("alert_number.kept", by=of)


def forget_number(*, of: Officer) -> None:
    """Forget where an officer is alerted."""
    with transaction.atomic():
        drop_alert_phone(of)
        audit.enter("alert_number.forgotten", by=of)


def owners_of(number: str) -> list[UUID]:
    """Return the officers who are alerted on this number; several may share the phone of a post."""
    if not number or not AlertPhone.objects.exists():
        return []
    try:
        lookup = _lookup(number)
    except CannotOpen:  # a tipster's text is worth more than an officer's answer
        log.error("The key of officers' numbers is spoilt: no text is known as an officer's")
        return []
    return list(AlertPhone.objects.filter(lookup=lookup, officer__is_active=True).values_list("officer", flat=True))


def number_of(phone: AlertPhone) -> str:
    """Return the number, for the relay worker about to call it. Raises KeyGone, CannotOpen."""
    labels = ("alert phone", phone.pk, phone.officer_id)
    inner = open_to_worker(RELAY, phone.number, *labels)
    return unseal(keystore.get(KeyPurpose.LINE, phone.pk), inner, *labels, padding=_PADDING).decode()


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
