"""Marking a published month as found wrong: by two who may publish, in fixed words. What was said stays said."""

from datetime import date

from django.db import transaction

from reports import audit
from reports.clock import today
from reports.keyring import belongs
from reports.models import Fault, Officer, Statement, StatementFault, Unit, UnitPurpose
from reports.two_persons import is_here


class NotPublished(Exception):
    """Only what is published can be found wrong."""


class MarkedAlready(Exception):
    """The public reads it already: nobody takes it back."""


class NeedsAnother(Exception):
    """Who asked does not confirm."""


class NothingAsked(Exception):
    """Nobody asked for it, or a colleague dropped it."""


class AskerGone(Exception):
    """Who asked may not publish any more: was suspended, or is of oversight or an administrator no more."""


@transaction.atomic
def ask_to_mark(month: date, *, why: Fault, by: Officer) -> None:
    """Say what is wrong in a month, for a colleague to confirm. Raises NotPublished, MarkedAlready."""
    if not Statement.objects.filter(month=month).exists():
        raise NotPublished
    asked, is_new = StatementFault.objects.select_for_update().get_or_create(
        statement_id=month, defaults={"why": why, "asked_by": by}
    )
    if asked.day:
        raise MarkedAlready
    if not is_new:
        asked.why, asked.asked_by = why, by
        asked.save()
    audit.enter("statement.wrong_asked", by=by, month=f"{month:%Y-%m}")


@transaction.atomic
def confirm_mark(month: date, *, why: str, by: Officer) -> None:
    """Let the public read it; `why` is what was looked at.

    Raises NothingAsked, NeedsAnother, AskerGone, MarkedAlready.
    """
    asked = StatementFault.objects.select_for_update().filter(statement=month).first()
    if asked is None or (asked.why != why and not asked.day):
        raise NothingAsked
    if asked.day:
        raise MarkedAlready
    if asked.asked_by_id == by.pk:
        raise NeedsAnother
    if not _may_publish(asked.asked_by):
        raise AskerGone
    asked.confirmed_by, asked.day = by, today()
    asked.save()
    audit.enter("statement.wrong_confirmed", by=by, month=f"{month:%Y-%m}")


@transaction.atomic
def drop_mark(month: date, *, by: Officer) -> None:
    """Take it back before it is confirmed. Raises NothingAsked."""
    if not StatementFault.objects.filter(statement=month, day__isnull=True).delete()[0]:
        raise NothingAsked
    audit.enter("statement.wrong_dropped", by=by, month=f"{month:%Y-%m}")


def _may_publish(officer: Officer) -> bool:
    units = Unit.objects.filter(purpose=UnitPurpose.OVERSIGHT).values_list("pk", flat=True)
    return is_here(officer) and (officer.is_administrator or any(belongs(officer, unit) for unit in units))
