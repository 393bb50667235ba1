"""Accounts in the force's directory: whose is whose. An account opens no key and stands for no password or code.

It becomes an officer's with the first sign-in that shows both: the account, then password and second factor. No name
and no address of mail is compared. Who decides about the officer parts them again.
"""

from django.db import IntegrityError, transaction

from reports.gateways.directory import Account
from reports.models import AccountLink, Officer
from reports.people.standing import acting, require_decides, subject, tell
from reports.signed_people import is_signed, sign


class OtherAccount(Exception):
    """The account is another officer's, or the officer's is another one, or its row was changed outside the desk."""


def owner_of(account: Account) -> Officer | None:
    """Return the officer whose account this is, unless suspended."""
    row = _row_of(account)
    is_believed = row is not None and row.officer.is_active and is_signed(row) and is_signed(row.officer)
    return row.officer if row and is_believed else None


def is_bound(officer: Officer, account: Account) -> bool:
    """Return whether this account is the officer's; False where both are free. Raises OtherAccount."""
    own, taken = AccountLink.objects.filter(officer=officer, issuer=account.issuer).first(), _row_of(account)
    if own is None and taken is None:
        return False
    if own is None or own != taken or not is_signed(own):
        raise OtherAccount
    return True


@transaction.atomic
def bind_account(*, officer: Officer, account: Account) -> None:
    """Let an account be the officer's from now on, who has just shown all. Raises OtherAccount, NotAllowed."""
    found = Officer.objects.select_for_update().get(pk=acting(officer).pk)
    if is_bound(found, account):
        return
    AccountLink.objects.filter(officer=found).delete()  # in a directory that the force had before
    row = AccountLink(officer=found, issuer=account.issuer, subject=account.subject)
    sign(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise OtherAccount from None  # somebody was quicker
    tell("people.account_bound", found, by=found)


@transaction.atomic
def part_account(*, officer: Officer, by: Officer | str) -> bool:
    """Let an officer's account be nobody's: the next sign-in binds one. Returns whether there was one.

    Raises NotAllowed, PersonChanged.
    """
    if isinstance(by, Officer):
        found = subject(officer, by=by)
        require_decides(by, found)
    else:
        found = Officer.objects.select_for_update().get(pk=officer.pk)
    held, _of_which = AccountLink.objects.filter(officer=found).delete()
    if held:
        tell("people.account_parted", found, by=by)
    return bool(held)


def _row_of(account: Account) -> AccountLink | None:
    held = AccountLink.objects.filter(issuer=account.issuer, subject=account.subject)
    return held.select_related("officer").first()
