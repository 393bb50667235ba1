"""An officer's standing: the units, who leads them, who may decide about whom, and who can open a unit's tips."""

from uuid import UUID

from reports import audit, vault
from reports.keyring import led_by
from reports.models import Joining, Membership, Officer, Unit
from reports.models.choices import APART
from reports.signed_people import believed, is_signed, places_of, require_signed, whose_heads_decide


class NotAllowed(Exception):
    """This is not this officer's to decide."""


class LastKey(Exception):
    """Nobody else could open the tips of a unit any more."""


class HeadDecides(Exception):
    """Standards or oversight would keep fewer than two who open their tips, and who acts does not lead them."""


def acting(by: Officer) -> Officer:
    """Return the row of who acts, as it stands now. Raises NotAllowed for who is suspended or was not let in."""
    found = Officer.objects.filter(pk=by.pk, is_active=True).first()
    if found is None or not found.has_key or not is_signed(found):
        raise NotAllowed
    return found


def subject(officer: Officer, *, by: Officer) -> Officer:
    """Lock and return the row of an officer about whom somebody else decides. Raises NotAllowed, PersonChanged."""
    if officer.pk == by.pk:
        raise NotAllowed
    found = Officer.objects.select_for_update().get(pk=officer.pk)
    require_signed(found)
    return found


def administrators() -> list[Officer]:
    """Return who administers this house now, by name: let in, and not suspended."""
    rows = Officer.objects.filter(is_administrator=True, is_active=True).order_by("name")
    return [officer for officer in believed(rows) if officer.has_key]


def places(officer: Officer) -> list[Membership]:
    """Return an officer's signed places in units; a unit has one for each generation of its key that is in use."""
    return places_of(officer)


def units_of(officer: Officer) -> set[UUID]:
    """Return the units an officer belongs to, or will once a colleague hands the key over."""
    joining = {row.unit_id for row in believed(Joining.objects.filter(officer=officer))}
    return joining | {row.unit_id for row in places(officer)}


def require_leads(by: Officer, unit: UUID) -> None:
    """Raise NotAllowed unless `by` leads the unit or is an administrator."""
    if not acting(by).is_administrator and unit not in led_by(by):
        raise NotAllowed


def require_decides(by: Officer, officer: Officer) -> None:
    """Raise NotAllowed unless `by` is an administrator or leads a unit whose head decides about the officer.

    About an administrator only another one decides: a head could else take an administrator's place.
    """
    if acting(by).is_administrator:
        return
    if officer.is_administrator or whose_heads_decide(units_of(officer)).isdisjoint(led_by(by)):
        raise NotAllowed


def require_fellow(by: Officer, officer: Officer) -> None:
    """Raise NotAllowed unless the two share a unit, or `by` decides about the officer."""
    acting(by)
    if not {row.unit_id for row in places(by)} & units_of(officer):
        require_decides(by, officer)


def require_vouches(by: Officer, officer: Officer) -> None:
    """Raise NotAllowed unless `by` may vouch for half of the officer's sign-in: a fellow may.

    For an officer of standards or oversight only who decides about the officer: a code for a lost phone ends what is
    open, and a fellow of another unit may be looked into.
    """
    require_fellow(by, officer)
    if Unit.objects.filter(pk__in=units_of(officer), purpose__in=APART).exists():
        require_decides(by, officer)


def openers(unit: UUID) -> set[UUID]:
    """Return the officers who can open a unit's tips now: active, and holding the key that the manifest lists."""
    generation = _listed().get(unit, 0)
    held = Membership.objects.filter(unit=unit, generation=generation, officer__is_active=True)
    rows = believed(held.select_related("officer"))
    return {officer.pk for officer in believed({row.officer for row in rows})}


def opens_now(row: Membership) -> bool:
    """Return whether a place, read with its officer, opens what the unit gets now."""
    return _listed().get(row.unit_id) == row.generation and is_signed(row) and is_signed(row.officer)


def _listed() -> dict[UUID, int]:
    """Return the generation of each unit that the manifest lists."""
    return {unit.unit_id: unit.generation for unit in vault.manifest().units.values()}


def require_others(officer: Officer, *, at_least: int) -> None:
    """Raise LastKey where a unit that this officer can open would keep fewer who can than `at_least`."""
    for unit in {row.unit_id for row in places(officer)}:
        left = openers(unit)
        if officer.pk in left and len(left - {officer.pk}) < at_least:
            raise LastKey


def require_head_where_few(by: Officer, officer: Officer) -> None:
    """Raise HeadDecides where standards or oversight would keep fewer than two who open their tips, unless `by` leads.

    Tips about an administrator lie there: alone he takes nobody away who reads them. He may let a member lead, who then
    does it or not: that makes two.
    """
    apart = Unit.objects.filter(pk__in=units_of(officer), purpose__in=APART).exclude(pk__in=led_by(by))
    for unit in apart.values_list("pk", flat=True):
        left = openers(unit)
        if officer.pk in left and len(left - {officer.pk}) < 2:
            raise HeadDecides


def tell(act: str, officer: Officer, *, by: Officer | str, **detail: str | int) -> None:
    """Enter in the trail of each of an officer's units what was done about the officer."""
    units: list[UUID | None] = [*units_of(officer)]
    for unit in units or [None]:
        audit.enter(act, by=by, tip=None, unit=unit, officer=str(officer.pk), **detail)
