"""An officer's own doing: changing the password, and printing the code that opens the key without it."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from reports import vault
from reports.keyring import KeyRing
from reports.models import Officer
from reports.people.enrol import proven, seal_places, set_password
from reports.people.sessions import end_sessions
from reports.people.standing import acting, tell
from reports.people.starting import keep_drafts
from reports.sealing.keys import KeyPair
from reports.sealing.officers import recovery_key
from reports.signed_people import require_signed
from reports.spoken_code import spoken_code

RECOVERY_LENGTH = 28  # of 31 signs: 138 bits, so that no slow hash is needed


class WrongPassword(Exception):
    """That is not the officer's password."""


@transaction.atomic
def change_password(*, current: str, new: str, ring: KeyRing, session: str = "") -> KeyPair:
    """Set a new password, which is a new key, and return that; all other sessions end, and a printed code is void.

    Raises WrongPassword, ValidationError, NotAllowed.
    """
    officer = _own(ring, current)
    validate_password(new, officer)
    held = ring.every_generation()
    pair = set_password(officer, new)
    officer.save()
    seal_places(officer, held)
    keep_drafts(ring, officer)
    end_sessions(officer, keep=session)
    tell("people.password_changed", officer, by=officer)
    return pair


@transaction.atomic
def print_recovery(*, current: str, ring: KeyRing) -> str:
    """Return a new recovery code, to be printed now; it is kept nowhere. Raises WrongPassword, NotAllowed."""
    officer = _own(ring, current)
    code = spoken_code(RECOVERY_LENGTH)
    key = recovery_key(code, officer.pk, vault.secret("officer_pepper"))
    Officer.objects.filter(pk=officer.pk).update(recovery_slot=ring.fill_slot(key))
    tell("people.recovery_printed", officer, by=officer)
    return code


def check_password(*, current: str, ring: KeyRing) -> Officer:
    """Return the officer whose password this is. Raises WrongPassword, NotAllowed."""
    with transaction.atomic():
        return _own(ring, current)


def _own(ring: KeyRing, current: str) -> Officer:
    """Lock and return the officer's row, if this is the password: who sits down at an open desk does not know it."""
    acting(ring.officer)
    officer = Officer.objects.select_for_update().get(pk=ring.officer.pk)
    require_signed(officer)  # the row is signed again below
    if not proven(officer, current):
        raise WrongPassword
    return officer
