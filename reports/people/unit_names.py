"""What units are called: a name that no other unit has. Short name, key and members stay as they are."""

import re
import unicodedata
from uuid import UUID

from django.db import connection, transaction

from reports import audit
from reports.as_seen import in_one_line
from reports.models import Officer, Unit
from reports.models.choices import APART
from reports.people.inviting import BadName
from reports.people.standing import NotAllowed, acting

_NAMING = 20_229  # the lock of who gives a unit a name
_OF_APART = ({"standards"}, {"oversight"}, {"complaints"}, {"internal", "affairs"})


class NameInUse(Exception):
    """Another unit is called so: a tip could be passed to the wrong one."""


@transaction.atomic
def plain_name(name: str, *, of: UUID | None = None) -> str:
    """Return a name with single spaces and no hidden signs, which reads as the name of no unit but `of`.

    Nobody else gives a name until the transaction around it ends. Raises BadName, NameInUse.
    """
    plain = in_one_line(unicodedata.normalize("NFKC", name))
    if not _words(plain):
        raise BadName
    if any(words <= set(_words(plain)) for words in _OF_APART):
        raise NameInUse
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NAMING])
    for unit in Unit.objects.exclude(pk=of) if of else Unit.objects.all():
        if _reads_as(plain, unit):
            raise NameInUse
    return plain


def _reads_as(name: str, unit: Unit) -> bool:
    """Whether a name is a unit's but for marks and letters that look alike; of standards and oversight, by a part."""
    ours, theirs = _words(name), _words(unit.name)
    if unit.purpose in APART and (set(ours) <= set(theirs) or set(theirs) <= set(ours)):
        return True
    looks = re.sub("[^a-z0-9]", ".", "".join(ours))  # a letter of another script may look like any
    return re.fullmatch(looks, "".join(theirs)) is not None


def _words(name: str) -> list[str]:
    """The words of a name in small letters without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


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
        found.former_names = [*(one for one in found.former_names if one not in (was, found.name)), was]
        found.save(update_fields=["name", "former_names"])
        audit.enter("people.unit_renamed", by=by, unit=unit, name_was=was, name=found.name)
    return found
