"""Inviting an officer: a name and a unit, and a one-time code for the first sign-in."""

import re
from uuid import UUID

from django.db import transaction

from reports import audit
from reports.models import CodeKind, Joining, Officer, Unit
from reports.people.codes import give_code
from reports.people.naming import BadName, NameInUse, plain_name, reads_as
from reports.people.standing import require_leads
from reports.signed_people import sign

USERNAME = re.compile(r"[a-z0-9][a-z0-9.\-]{1,29}")


class NameTaken(Exception):
    """Somebody has this user name."""


@transaction.atomic
def invite(*, username: str, name: str, unit: UUID, by: Officer) -> tuple[Officer, str]:
    """Return a new officer, who reads nothing until a member hands the unit's key over, and the code to come in.

    Raises NotAllowed, BadName, NameInUse, NameTaken, Unit.DoesNotExist.
    """
    require_leads(by, unit)
    team, plain = Unit.objects.get(pk=unit), plain_name(name)
    if not USERNAME.fullmatch(username):
        raise BadName
    others = (*Officer.objects.values_list("name", flat=True), *Unit.objects.values_list("name", flat=True))
    if any(reads_as(plain, other) for other in others):  # trail, history and lists tell who it was by the name alone
        raise NameInUse
    if Officer.objects.filter(username=username).exists():
        raise NameTaken
    officer = Officer(username=username, name=plain)
    sign(officer)
    officer.save(force_insert=True)
    audit.enter("people.invited", by=by, unit=unit, officer=str(officer.pk), username=username)
    wait_for_key(officer=officer, unit=team.pk, by=by)
    return officer, give_code(officer=officer, kind=CodeKind.JOIN, by=by)


def wait_for_key(*, officer: Officer, unit: UUID, by: Officer, is_head: bool = False) -> Joining:
    """Let an officer wait for a unit's key, signed; permission is the caller's to check."""
    row = Joining(officer=officer, unit_id=unit, is_head=is_head, asked_by=by)
    sign(row)
    row.save(force_insert=True)
    return row
