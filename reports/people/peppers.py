"""New peppers: what is hashed or signed with one is moved to the next, and the old one ends when nothing needs it.

The officers' pepper moves rows of people and the seeds of second factors at once, passwords at each officer's next
sign-in, tokens when they are next used, printed codes when officers print new ones. What the pepper of requests makes
is of use for hours. The receipts' pepper moves a phone with its next text, and no mailbox: only the receipt, which
nobody here has, makes its key. So the old one stays as long as a mailbox of its time.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.utils import timezone

from reports import audit, vault
from reports.clock import today
from reports.models import (
    AccountLink,
    ApiToken,
    AuditEntry,
    Capsule,
    Joining,
    KeyAge,
    Line,
    Mailbox,
    Membership,
    Officer,
    UnitRenewal,
)
from reports.people.enrol import is_under_pepper_of_now
from reports.people.passkeys import sign_passkey_anew
from reports.people.secret_files import (
    OFFICER_PEPPER,
    add_version,
    bring_to_front,
    drop_before,
    limit_before,
    mark,
    note_in_force,
)
from reports.signed_people import is_signed, sign

REQUEST_PEPPER: Final = "request_pepper"
RECEIPT_PEPPER: Final = "receipt_pepper"
QUIET: Final = timedelta(days=2)  # days have no hours: so what was sent before is a whole one old
_BY: Final = "command line"
_SIGNED: Final = (Officer, Membership, Joining, AccountLink, UnitRenewal, ApiToken)
_SEEDS: Final = ("secret", "seed")


class NotYet(Exception):
    """The pepper before is still needed; says by whom or for what."""


def is_on_its_way(name: str) -> bool:
    """Return whether the pepper before is still good for something."""
    return len(vault.versions(name)) > 1


def prepare(name: str) -> None:
    """Make a new pepper that is not in force: once every host has it, each understands what the others make with it."""
    note(name)
    add_version(name, behind=True)
    audit.enter("keys.pepper_prepared", by=_BY, key=name)


def is_prepared(name: str) -> bool:
    """Return whether a new pepper waits to be put in force."""
    known = KeyAge.objects.filter(name=name, mark=mark(name), before_is_good=False)
    return is_on_its_way(name) and known.exists()


def begin(name: str) -> None:
    """Put a new pepper in force; what the one before made is still taken."""
    if is_prepared(name):
        bring_to_front(name)
    else:
        add_version(name)
    audit.enter("keys.pepper_made", by=_BY, key=name, moment=int(timezone.now().timestamp()) + 1)


def note(name: str) -> None:
    """Note since when the pepper is in force, and that the one before is gone once it is."""
    note_in_force(name, mark(name), before_is_good=is_on_its_way(name))
    if not is_on_its_way(name):
        KeyAge.objects.filter(name=name).update(before_is_good=False)


@transaction.atomic
def sign_people_anew() -> int:
    """Sign all rows of people with the pepper in force, and return how many were not signed and stay so.

    The seeds of their second factors, and of the written codes, are sealed under it.
    """
    unsigned = 0
    for model in _SIGNED:
        for row in model._default_manager.select_for_update().order_by("pk"):
            if is_signed(row):  # or whoever changed the row would have it signed here
                sign(row)
                row.save(update_fields=["row_mac"])
            else:
                unsigned += 1
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        seeds = {name: encrypt(decrypt(factor.data[name])) for name in _SEEDS if factor.data.get(name)}
        factor.data |= seeds
        sign_passkey_anew(factor)
        factor.save(update_fields=["data"])
    return unsigned


def end_signing() -> None:
    """Believe no signature of the officers' pepper before any more; it still opens passwords, codes and tokens."""
    if len(vault.trusted(OFFICER_PEPPER)) > 1:
        limit_before(OFFICER_PEPPER)
        audit.enter("keys.people_signed_anew", by=_BY)


def not_signed_in() -> list[Officer]:
    """Return the officers whose password lies under the pepper before: they have not signed in since."""
    active = Officer.objects.filter(is_active=True).order_by("username")
    return [officer for officer in active if officer.has_key and not is_under_pepper_of_now(officer)]


@transaction.atomic
def end_officer_pepper(*, without_them: bool = False) -> None:
    """Destroy the officers' pepper before. Printed codes that were not printed since are void with it.

    Raises NotYet while somebody has not signed in, unless `without_them`: they need a colleague's code then.
    """
    left = not_signed_in()
    if left and not without_them:
        raise NotYet(", ".join(officer.username for officer in left))
    if len(vault.trusted(OFFICER_PEPPER)) > 1:
        raise NotYet("rows of people are not signed anew")
    Officer.objects.exclude(pk__in=_printed_since()).update(recovery_slot=None)
    end_version(OFFICER_PEPPER)


@transaction.atomic
def end_request_pepper() -> None:
    """Destroy the pepper of requests before. Raises NotYet before a whole day is over."""
    age = KeyAge.objects.filter(name=REQUEST_PEPPER, mark=mark(REQUEST_PEPPER)).first()
    if age is None or age.since > today() - QUIET:
        raise NotYet("requests of before the change may still be repeated")
    end_version(REQUEST_PEPPER)


@transaction.atomic
def end_receipt_pepper() -> None:
    """Destroy the receipts' pepper before. Raises NotYet for two days, and while it finds a mailbox or a phone.

    Of a mailbox the day of its tip tells under which it lies; a phone's line moves with each text.
    """
    age = KeyAge.objects.filter(name=RECEIPT_PEPPER, mark=mark(RECEIPT_PEPPER)).first()
    since = age.since if age else today()
    last = since + QUIET  # what was minted before the change and judged after it
    if today() < last:
        raise NotYet("what was minted before the change may still be judged. Run this again in two days")
    begins = timezone.make_aware(datetime.combine(last, time.min))
    mailboxes = Mailbox.objects.filter(is_open=True, tip__arrived_hour__lt=begins).count()
    mailboxes += Capsule.objects.filter(waiting__isnull=False, record__at__lt=begins).count()
    phones = Line.objects.filter(last_day__lt=last).count()
    if mailboxes or phones:
        raise NotYet(f"it finds {mailboxes} open mailboxes and {phones} phones of before")
    end_version(RECEIPT_PEPPER)


def _printed_since() -> set[str]:
    """Return the officers who printed a recovery code since the pepper in force was made."""
    made = AuditEntry.objects.filter(act="keys.pepper_made", detail__key=OFFICER_PEPPER)
    moments = [datetime.fromtimestamp(told["moment"], UTC) for told in made.values_list("detail", flat=True)]
    printed = AuditEntry.objects.filter(act="people.recovery_printed", at__gte=max(moments))
    return {actor.removeprefix("officer:") for actor in printed.values_list("actor", flat=True)}


def end_version(name: str) -> None:
    """Destroy what came before a secret, and say so."""
    audit.enter("keys.pepper_ended", by=_BY, key=name)
    drop_before(name)
    note(name)
