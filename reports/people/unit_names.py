"""What units are called: a name that no other unit and no officer has. Short name, key and members stay as they are."""

from uuid import UUID

from django.db import transaction

from reports import audit
from reports.models import Officer, Unit
from reports.models.choices import APART
from reports.people.naming import NameInUse, plain_name, reads_as, words_of
from reports.people.standing import NotAllowed, acting


@transaction.atomic
def name_of_unit(name: str, *, of: UUID | None = None) -> str:
    """Return a name with single spaces and no hidden signs, which reads as no officer's, and no unit's but `of`.

    Nobody else gives a name until the transaction around it ends. Raises BadName, NameInUse.
    """
    plain = plain_name(name)
    for unit in Unit.objects.exclude(pk=of) if of else Unit.objects.all():
        if reads_as(plain, unit.name) or (unit.purpose in APART and _is_part(plain, unit.name)):
            raise NameInUse
    if any(reads_as(plain, officer) for officer in Officer.objects.values_list("name", flat=True)):
        raise NameInUse
    return plain


def _is_part(name: str, other: str) -> bool:
    ours, theirs = set(words_of(name)), set(words_of(other))
    return ours <= theirs or theirs <= ours


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
    was, found.name = found.name, name_of_unit(name, of=unit)
    if found.name != was:
        found.former_names = [*(one for one in found.former_names if one not in (was, found.name)), was]
        found.save(update_fields=["name", "former_names"])
        audit.enter("people.unit_renamed", by=by, unit=unit, name_was=was, name=found.name)
    return found
