"""Changing rules of the house: one person proposes a whole version, another one confirms it or drops it.

What is in force stays so until then. Who the two persons may be is each book's own rule.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from reports import audit
from reports.clock import today
from reports.models import ChangedByTwo, Officer, RulesState
from reports.signed_people import is_signed
from reports.signed_rules import is_as_signed, sign_rules


class ChangeRefused(Exception):
    """The rules cannot be changed like this; `reason` says why: one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS = ("not_yours", "waits", "same", "own", "gone", "strange")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book[Row: ChangedByTwo]:
    """Rules that two persons change: the rows of their versions, and whose hands may change them.

    `act` begins the acts in the trail; `check` raises what is wrong with a version, before it is put in force.
    `grows`: who proposed may go on writing until another one confirms; each time it is another version.
    `afterwards` is done once a version is in force.
    """

    model: type[Row]
    act: str
    may_change: Callable[[Officer], bool]
    fit_together: Callable[[Officer, Officer], bool]
    check: Callable[[Row], object]
    fields: Mapping[str, str] = field(default_factory=dict)
    grows: bool = False
    afterwards: Callable[[], None] = lambda: None

    def propose(self, told: Any, *, standing: Any, by: Officer) -> Row:
        """Put a version to the second person; `standing` is what holds now. Raises ChangeRefused."""
        if not self.may_change(by):
            raise ChangeRefused("not_yours")
        try:
            with transaction.atomic():
                return self._proposed(told, standing, by)
        except IntegrityError:  # there was no row yet to wait at, and somebody else was quicker
            if self.proposal() is None:
                raise
            raise ChangeRefused("waits") from None

    def _proposed(self, told: Any, standing: Any, by: Officer) -> Row:
        held = self._locked()
        begun = next((row for row in held if row.state == RulesState.PROPOSED), None)
        if begun and not (self.grows and begun.proposed_by_id == by.pk and is_as_signed(begun)):
            raise ChangeRefused("waits")
        if told == (begun.told if begun else standing):
            raise ChangeRefused("same")
        made = begun or self.model(proposed_by=by, **self.fields)
        made.version = max((row.version for row in held), default=1) + 1  # version 1 is the shipped one
        made.told = told
        sign_rules(made)
        made.save(force_insert=begun is None)
        audit.enter(f"{self.act}.proposed", by=by, version=made.version)
        return made

    def confirm(self, version: int, *, by: Officer) -> None:
        """Put a proposal in force. Raises ChangeRefused, and what `check` raises."""
        with transaction.atomic():
            made = self._proposal(version, by)
            if not is_as_signed(made):
                raise ChangeRefused("strange")
            self.check(made)  # what it was checked against may have changed
            if made.proposed_by_id == by.pk or not self.fit_together(made.proposed_by, by):
                raise ChangeRefused("own")
            self._rows().filter(state=RulesState.IN_FORCE).update(state=RulesState.PAST)
            made.state, made.answered_by, made.in_force_since = RulesState.IN_FORCE, by, today()
            sign_rules(made)
            made.save()
            audit.enter(f"{self.act}.confirmed", by=by, version=version)
        self.afterwards()

    def drop(self, version: int, *, by: Officer) -> None:
        """Refuse a proposal, or take one's own back. Raises ChangeRefused."""
        with transaction.atomic():
            made = self._proposal(version, by)
            made.state, made.answered_by = RulesState.DROPPED, by
            made.save()
            audit.enter(f"{self.act}.dropped", by=by, version=version)

    def proposal(self) -> Row | None:
        """Return what waits for the second person."""
        return self._rows().filter(state=RulesState.PROPOSED).select_related("proposed_by").first()

    def _proposal(self, version: int, by: Officer) -> Row:
        if not self.may_change(by):
            raise ChangeRefused("not_yours")
        made = next((row for row in self._locked() if row.version == version), None)
        if made is None or made.state != RulesState.PROPOSED:
            raise ChangeRefused("gone")
        return made

    def _rows(self) -> QuerySet[Row]:
        return self.model._default_manager.filter(**self.fields)

    def _locked(self) -> list[Row]:
        return list(self._rows().select_for_update(of=("self",)).select_related("proposed_by").order_by("version"))


def is_here(officer: Officer) -> bool:
    """Whether an officer was let in by the house and is not suspended."""
    return officer.is_active and is_signed(officer)
