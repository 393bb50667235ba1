"""One-time codes: read out or on paper, they let an officer in who has no password yet, or lost it, or the phone."""

from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from reports import vault
from reports.models import CodeKind, Officer, SignInCode
from reports.people.sessions import end_sessions
from reports.people.standing import (
    NotAllowed,
    require_decides,
    require_head_where_few,
    require_others,
    require_vouches,
    subject,
    tell,
    units_of,
)
from reports.people.tokens import end_tokens
from reports.sealing.rowmac import person_mac
from reports.signed_people import is_signed
from reports.spoken_code import spoken_code

LENGTH = 16
HOURS = {CodeKind.JOIN: 7 * 24, CodeKind.PASSWORD: 24, CodeKind.PHONE: 24, CodeKind.BOTH: 24}
ENDS_ALL = (CodeKind.PHONE, CodeKind.BOTH)


@transaction.atomic
def give_code(*, officer: Officer, kind: CodeKind, by: Officer) -> str:
    """Return a one-time code for an officer, in the place of an older one; it is told once and kept nowhere.

    Every colleague may vouch for half of a sign-in. For the whole of it, and for any of it where the officer is of
    standards or oversight, only who decides about the officer may.
    A lost phone may be in other hands and signed in: all that the officer has open ends, programs' tokens too.
    Raises NotAllowed, PersonChanged, LastKey, HeadDecides.
    """
    found = subject(officer, by=by)
    if kind in (CodeKind.JOIN, CodeKind.BOTH):
        require_decides(by, found)
    else:
        require_vouches(by, found)
    phones = Authenticator.objects.filter(user=found, type=Authenticator.Type.TOTP)
    is_whole = kind == CodeKind.BOTH or (kind == CodeKind.PASSWORD and not phones.exists())
    if is_whole:  # without a phone, a password's code alone would be the whole of a sign-in
        require_decides(by, found)
    if not found.is_active or (kind == CodeKind.JOIN) == found.has_key:
        raise NotAllowed
    if kind in (CodeKind.PASSWORD, CodeKind.BOTH):
        require_others(found, at_least=1)  # a new password is a new key: somebody must be left to hand over the units'
    if is_whole:
        require_head_where_few(by, found)  # used by whoever gave it, it costs the officer the units' keys
    plain = spoken_code(LENGTH)
    until = timezone.now().replace(microsecond=0) + timedelta(hours=HOURS[kind])
    code = SignInCode(officer=found, kind=kind, until=until, given_by=by)
    code.verifier = _verifier(code, found, plain, vault.secret("officer_pepper"))
    SignInCode.objects.filter(officer=found).delete()
    code.save(force_insert=True)
    if kind in ENDS_ALL:
        _end_all(found)
    tell("people.code_given", found, by=by, kind=kind)
    return plain


def fitting_code(officer: Officer, typed: str, *kinds: CodeKind) -> SignInCode | None:
    """Return the officer's code of one of these kinds, if it is what was typed and has not run out.

    One whose giver was suspended since is none.
    """
    codes = SignInCode.objects.select_related("given_by").filter(officer=officer, until__gt=timezone.now())
    code = codes.filter(kind__in=kinds).first()
    if code is None or not code.given_by.is_active or not is_signed(code.given_by):
        return None
    peppers, plain = vault.versions("officer_pepper"), plain_code(typed)
    fits = any(compare_digest(bytes(code.verifier), _verifier(code, officer, plain, pepper)) for pepper in peppers)
    return code if fits else None


@transaction.atomic
def use_phone_code(officer: Officer, typed: str) -> bool:
    """Use up a code for a new phone, after the right password. Returns whether it was one."""
    found = Officer.objects.select_for_update().get(pk=officer.pk)
    code = fitting_code(found, typed, CodeKind.PHONE)
    if code is None:
        return False
    code.delete()
    _end_all(found)  # what was begun with the old phone meanwhile
    tell("people.phone_renewed", found, by=found, given_by=str(code.given_by_id))
    return True


def void_codes_of(giver: Officer, *, by: Officer, unit: UUID | None = None) -> list[Officer]:
    """End the unused codes that an officer gave, invitations too, and return for whom they were, by name.

    `unit`: those alone for who belongs to this unit, or will.
    """
    given = SignInCode.objects.filter(given_by=giver).select_related("officer").order_by("officer__name")
    void = {code.officer: code.kind for code in given if unit is None or unit in units_of(code.officer)}
    SignInCode.objects.filter(officer__in=void, given_by=giver).delete()
    for officer, kind in void.items():
        tell("people.code_void", officer, by=by, kind=kind, given_by=str(giver.pk))
    return list(void)


def _end_all(officer: Officer) -> None:
    end_sessions(officer)
    end_tokens(officer)


def plain_code(typed: str) -> str:
    """Return a code as it was made, however a person types it."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def grouped(code: str) -> str:
    """Return a code in groups of four, as it is written down."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _verifier(code: SignInCode, officer: Officer, plain: str, pepper: bytes) -> bytes:
    told = (officer.pk, code.kind, int(code.until.timestamp()), code.given_by_id, bytes(officer.public_key), plain)
    return person_mac(pepper, "one-time code", *told)
