"""Coming in with a paper: a colleague's one-time code, or the recovery code that the officer printed.

A new password is always a new key. With a colleague's code the units' keys have to be handed over again; the recovery
code opens the old key, so the units' keys move to the new one at once and nobody else is needed.
"""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from reports import vault
from reports.keyring import KeyRing
from reports.models import CodeKind, Draft, Joining, Membership, Officer, SignInCode
from reports.people.codes import fitting_code, plain_code
from reports.people.enrol import seal_places, set_password
from reports.people.inviting import wait_for_key
from reports.people.sessions import end_sessions
from reports.people.standing import places, require_others, tell
from reports.sealing.envelope import seal_to
from reports.sealing.keys import KeyPair
from reports.sealing.officers import open_slot, recovery_key
from reports.sealing.opening import CannotOpen
from reports.signed_people import is_signed


class PaperRefused(Exception):
    """User name and code do not fit, or the code has run out or was used."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What somebody holds: a colleague's code, or the officer's own key, opened by the recovery code."""

    officer: Officer
    code: SignInCode | None
    pair: KeyPair | None = field(repr=False)

    @property
    def needs_phone(self) -> bool:
        """Whether the second factor has to be shown as well."""
        return self.code is None or self.code.kind == CodeKind.PASSWORD


def read_paper(username: str, typed: str) -> Paper:
    """Return what this paper is. Nothing changes yet. Raises PaperRefused."""
    officer = Officer.objects.filter(username=username.strip().casefold(), is_active=True).first()
    if officer is None or not is_signed(officer):
        raise PaperRefused
    return _read(officer, typed)


@transaction.atomic
def start(*, username: str, typed: str, password: str) -> Officer:
    """Use a paper up and set a new password. Who needs the phone has shown it already.

    Raises PaperRefused, ValidationError, LastKey.
    """
    officer = Officer.objects.select_for_update().filter(username=username.strip().casefold(), is_active=True).first()
    if officer is None or not is_signed(officer):
        raise PaperRefused
    paper = _read(officer, typed)
    validate_password(password, officer)
    if paper.pair:
        _recover(officer, paper.pair, password)
    elif paper.code:
        _start_anew(officer, paper.code, password)
    SignInCode.objects.filter(officer=officer).delete()
    end_sessions(officer)
    return officer


def _read(officer: Officer, typed: str) -> Paper:
    code = fitting_code(officer, typed, CodeKind.JOIN, CodeKind.PASSWORD, CodeKind.BOTH)
    if code:
        return Paper(officer, code, None)
    if officer.recovery_slot is None:
        raise PaperRefused
    for pepper in vault.versions("officer_pepper"):
        key = recovery_key(plain_code(typed), officer.pk, pepper)
        try:
            return Paper(officer, None, open_slot(key, officer.recovery_slot, officer.pk, bytes(officer.public_key)))
        except CannotOpen:
            continue
    raise PaperRefused


def _recover(officer: Officer, pair: KeyPair, password: str) -> None:
    ring = KeyRing(officer, pair)
    held = ring.every_generation()
    set_password(officer, password)
    officer.save()
    seal_places(officer, held)
    keep_drafts(ring, officer)
    tell("people.recovered", officer, by=officer)


def keep_drafts(ring: KeyRing, officer: Officer) -> None:
    """Seal an officer's half-written words, which lie in boxes to the old key, to the new one."""
    for draft in Draft.objects.filter(officer=officer):
        labels = ("draft root", draft.about, draft.pk)
        try:
            root = ring.open_own(draft.root, *labels)
        except CannotOpen:
            continue
        Draft.objects.filter(pk=draft.pk).update(root=seal_to(bytes(officer.public_key), root, *labels))


def _start_anew(officer: Officer, code: SignInCode, password: str) -> None:
    """The old key is gone with the password: each place in a unit waits for a colleague."""
    if code.kind != CodeKind.JOIN:
        require_others(officer, at_least=1)
    units = {row.unit_id: row.is_head for row in places(officer)}
    set_password(officer, password)
    officer.save()
    for unit, is_head in units.items():
        Membership.objects.filter(officer=officer, unit=unit).delete()
        Joining.objects.filter(officer=officer, unit=unit).delete()
        wait_for_key(officer=officer, unit=unit, by=code.given_by, is_head=is_head)
    if code.kind == CodeKind.BOTH:
        Authenticator.objects.filter(user=officer).delete()
    act = "people.joined" if code.kind == CodeKind.JOIN else "people.started_anew"
    tell(act, officer, by=officer, kind=code.kind, given_by=str(code.given_by_id))
