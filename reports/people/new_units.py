"""A new unit: its first key is sealed to two officers or more, and it gets tips once the root key has signed it."""

import re
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from reports import audit, vault
from reports.models import Officer, Unit, UnitEscrow, UnitRenewal
from reports.people.enrol import seal_place
from reports.people.inviting import NameTaken
from reports.people.naming import BadName
from reports.people.standing import LastKey, NotAllowed, acting
from reports.people.unit_names import name_of_unit
from reports.sealing.units import new_unit_keys, seal_bundle
from reports.signed_people import require_signed, sign

SLUG = re.compile(r"[a-z][a-z0-9\-]{1,39}")
FEWEST = 2


@transaction.atomic
def make_unit(*, name: str, slug: str, members: Collection[UUID], head: UUID, by: Officer) -> Unit:
    """Make a unit with its first members, of whom `head` leads it. The administrator who makes it keeps no key of it.

    Raises NotAllowed, BadName, NameInUse, NameTaken, LastKey for fewer than two members, PersonChanged.
    """
    if not acting(by).is_administrator:
        raise NotAllowed
    plain = name_of_unit(name)
    if not SLUG.fullmatch(slug):
        raise BadName
    if slug in vault.manifest().units or Unit.objects.filter(slug=slug).exists():
        raise NameTaken
    officers = list(Officer.objects.select_for_update().filter(pk__in=members, is_active=True).order_by("name"))
    require_signed(*officers)
    if len(officers) < FEWEST:
        raise LastKey
    if head not in {one.pk for one in officers} or not all(one.has_key for one in officers):
        raise NotAllowed
    unit = Unit.objects.create(name=plain, slug=slug)
    keys = new_unit_keys(unit.pk)
    for officer in officers:
        seal_place(officer=officer, keys=keys, is_head=officer.pk == head)
    UnitEscrow.objects.create(unit=unit, generation=1, bundle=seal_bundle(keys, vault.manifest().break_glass))
    made = UnitRenewal(unit=unit, generation=1, public=keys.pair.public, made_by=by)
    sign(made)
    made.save(force_insert=True)
    audit.enter("people.unit_made", by=by, unit=unit.pk, slug=slug, members=" ".join(str(one.pk) for one in officers))
    return unit
