"""What units are called: a name that no other unit has. Short name, key and members stay as they are."""

from uuid import UUID

from django.db import transaction

from reports import audit
from reports.models import Officer, Unit
from reports.models.choices import APART
from reports.people.inviting import BadName
from reports.people.standing import NotAllowed, acting


class NameInUse(Exception):
    """Another unit is called so: a tip could be passed to the wrong one."""


def plain_name(name: str, *, of: UUID | None = None) -> str:
    """Return a name with single spaces, which no unit but `of` has. Raises BadName, NameInUse."""
    plain = " ".join(name.split())
    if not plain:
        raise BadName
    called = Unit.objects.filter(name__iexact=plain)
    if (called.exclude(pk=of) if of else called).exists():
        raise NameInUse
    return plain


@transaction.atomic
def rename_unit(*, unit: UUID, name: str, by: Officer) -> Unit:
    """Call a unit otherwise, wherever it is shown from now on. Standards and oversight are called what they are.

    Raises NotAllowed, BadName, NameInUse, Unit.DoesNotExist.
    """
    if not acting(by).is_administrator:
        raise NotAllowed
    found = Unit.objects.select_for_update().get(pk=unit)
    if found.purpose in APART:
        raise NotAllowed
    was, found.name = found.name, plain_name(name, of=unit)
    if found.name != was:
        found.save(update_fields=["name"])
        audit.enter("people.unit_renamed", by=by, unit=unit, name_was=was, name=found.name)
    return found
