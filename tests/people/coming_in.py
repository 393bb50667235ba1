"""What officers do with their papers, as the pages would do it for them."""

from uuid import UUID

from reports import vault
from reports.keyring import KeyRing
from reports.models import Officer
from reports.people.enrol import read_password
from reports.people.handing import hand_keys
from reports.people.starting import start
from reports.sealing.officers import open_slot, stretch
from reports.signed_people import sign

PASSWORD = "a long new password"


def come_in(username: str, code: str, password: str = PASSWORD) -> KeyRing:
    """Use a paper and return the officer's keys as the new password opens them."""
    start(username=username, typed=code.lower(), password=password)
    return opened(username, password)


def opened(username: str, password: str = PASSWORD) -> KeyRing:
    officer = Officer.objects.get(username=username)
    salt, _ = read_password(officer)
    slot_key = stretch(password, salt, vault.secret("officer_pepper")).slot_key
    return KeyRing(officer, open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)))


def hand(ring: KeyRing, username: str, unit: UUID) -> None:
    """Hand a unit's key over; the colleague reads out the fingerprint without its spaces."""
    officer = Officer.objects.get(username=username)
    hand_keys(officer=officer.pk, unit=unit, fingerprint=officer.fingerprint.replace(" ", "").upper(), ring=ring)


def make_administrator(username: str) -> Officer:
    """Make an officer an administrator, signed."""
    officer = Officer.objects.get(username=username)
    officer.is_administrator = True
    sign(officer)
    officer.save()
    return officer


def shut_out(username: str) -> Officer:
    """Suspend an officer in the row alone, whoever might."""
    officer = Officer.objects.get(username=username)
    officer.is_active = False
    sign(officer)
    officer.save()
    return officer
