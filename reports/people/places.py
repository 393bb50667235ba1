"""Places in units: asking an officer in, taking one out, and who leads."""

from uuid import UUID

from django.db import transaction

from reports import audit
from reports.models import Duty, Joining, Membership, Officer, SignInCode, Unit
from reports.officers_phones import end_phones
from reports.people.codes import void_codes_of
from reports.people.inviting import wait_for_key
from reports.people.renewing import drop_unsigned
from reports.people.standing import LastKey, NotAllowed, openers, require_leads, subject, units_of
from reports.people.suspending import free_tips
from reports.signed_people import believed, is_signed, require_signed, sign
from reports.two_persons import is_here


@transaction.atomic
def ask_in(*, officer: Officer, unit: UUID, by: Officer) -> None:
    """Let an officer join a further unit, once a member hands its key over; or anew, where who did so was suspended.

    Raises NotAllowed, PersonChanged.
    """
    require_leads(by, unit)
    found = subject(officer, by=by)
    waiting = Joining.objects.select_related("asked_by").filter(officer=found, unit=unit).first()
    is_unvouched = waiting is not None and not is_here(waiting.asked_by)
    if not found.is_active or (unit in units_of(found) and not is_unvouched):
        raise NotAllowed
    Joining.objects.filter(officer=found, unit=unit).delete()  # one that nobody signed
    led = waiting is not None and waiting.is_head and is_signed(waiting)  # who comes back after a lost password
    wait_for_key(officer=found, unit=Unit.objects.get(pk=unit).pk, by=by, is_head=led)
    audit.enter("people.asked_in", by=by, unit=unit, officer=str(found.pk))


@transaction.atomic
def take_out(*, officer: Officer, unit: UUID, by: Officer) -> list[Officer]:
    """Take an officer out of a unit. What the officer knew of its key makes a new one necessary.

    Out of the last one the officer leaves the house: no phone of hers is called for it any more. The codes that she
    gave to officers of the unit end, and with the last one all that she gave or was given: returns who needs a new one
    from somebody else.

    Raises NotAllowed, PersonChanged, and LastKey where fewer than two would be left who can open the unit's tips.
    """
    require_leads(by, unit)
    found = subject(officer, by=by)
    held = Membership.objects.filter(officer=found, unit=unit)
    waiting = Joining.objects.filter(officer=found, unit=unit)
    if held.exists():
        left = openers(unit)
        if found.pk in left and len(left) < 3:
            raise LastKey
        drop_unsigned(unit)  # it is sealed to who leaves
        Unit.objects.filter(pk=unit).update(has_leaver=True)
    elif not waiting.exists():
        raise NotAllowed
    held.delete()
    waiting.delete()
    Duty.objects.filter(officer=found, unit=unit).delete()
    tips = free_tips(found, why="taken out", unit=unit)
    has_left = not (found.is_administrator or _has_place(found))
    if has_left:
        end_phones(found, by=by)
        SignInCode.objects.filter(officer=found).delete()
    audit.enter("people.taken_out", by=by, unit=unit, officer=str(found.pk), tips=tips)
    return void_codes_of(found, by=by, unit=None if has_left else unit)


def _has_place(officer: Officer) -> bool:
    return any(table.objects.filter(officer=officer).exists() for table in (Membership, Joining))


@transaction.atomic
def set_head(*, officer: Officer, unit: UUID, is_head: bool, by: Officer) -> None:
    """Let a member lead a unit, unless suspended, or no longer. Somebody always leads it.

    Raises NotAllowed, PersonChanged.
    """
    require_leads(by, unit)
    found = Officer.objects.select_for_update().get(pk=officer.pk)
    rows = list(Membership.objects.select_for_update().filter(officer=found, unit=unit))
    require_signed(found, *rows)
    others = Membership.objects.filter(unit=unit, is_head=True, officer__is_active=True).exclude(officer=found)
    if not rows or (is_head and not found.is_active) or (not is_head and not believed(others)):
        raise NotAllowed
    for row in rows:
        row.is_head = is_head
        sign(row)
        row.save(update_fields=["is_head", "row_mac"])
    audit.enter("people.leads" if is_head else "people.leads_no_more", by=by, unit=unit, officer=str(found.pk))
