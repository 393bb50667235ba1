"""Suspending an officer, at once and whole, and taking it back."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reports.changing import give_back
from reports.models import Duty, Officer, SignInCode, Tip
from reports.officers_phones import end_phones
from reports.people.codes import void_codes_of
from reports.people.sessions import end_suspended
from reports.people.standing import (
    LastKey,
    NotAllowed,
    administrators,
    require_decides,
    require_head_where_few,
    require_others,
    subject,
    tell,
)
from reports.people.tokens import end_tokens
from reports.signed_people import sign
from reports.wall import whole_house


class FewLeft(Exception):
    """One officer alone could open a unit's tips: one forgotten password away from losing them."""


@transaction.atomic
def suspend(*, officer: Officer, by: Officer, though_few: bool = False) -> list[Officer]:
    """End an officer's sessions, tokens, codes, duty and phones, and free the tips. `though_few`: knowing it is risky.

    What he gave ends with him: returns for whom he had given codes, who need new ones from somebody else.
    Raises NotAllowed, PersonChanged, LastKey, HeadDecides, FewLeft.
    """
    found = subject(officer, by=by)
    require_decides(by, found)
    if not found.is_active:
        return []
    if found.is_administrator and all(other.pk == found.pk for other in administrators()):
        raise NotAllowed
    require_others(found, at_least=1)
    require_head_where_few(by, found)
    try:
        require_others(found, at_least=2)
    except LastKey:
        if not though_few:
            raise FewLeft from None
    found.is_active = False
    sign(found)
    found.save(update_fields=["is_active", "row_mac"])
    SignInCode.objects.filter(officer=found).delete()
    Duty.objects.filter(officer=found).exclude(begins__gt=timezone.now()).delete()  # what is planned says it itself
    tips = free_tips(found, why="suspended")
    end_suspended(found)
    end_tokens(found)
    end_phones(found, by=by)
    tell("people.suspended", found, by=by, tips=tips)
    return void_codes_of(found, by=by)


@transaction.atomic
def reinstate(*, officer: Officer, by: Officer) -> None:
    """Let a suspended officer sign in again, with the keys held before. Raises NotAllowed, PersonChanged."""
    found = subject(officer, by=by)
    require_decides(by, found)
    if found.is_active:
        return
    found.is_active = True
    sign(found)
    found.save(update_fields=["is_active", "row_mac"])
    tell("people.reinstated", found, by=by)


@whole_house()  # of all his units, whoever decides about him
def free_tips(officer: Officer, *, why: str, unit: UUID | None = None) -> int:
    """Give the tips that an officer worked on back to their units, marked where they are open. Returns how many.

    A closed one too: if its tipster woke it, it would wait for somebody who never comes.
    """
    given = give_back(officer, why=why, act="tip.officer_left", unit=unit)
    closed = Tip.objects.filter(assigned_to=officer)
    closed = closed.filter(unit=unit) if unit else closed
    return len(given) + closed.update(assigned_to=None, version=F("version") + 1)
