"""Whom an alert called until somebody confirmed, and what became of it: what is kept of its steps, without clocks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from reports.models import Alert, AuditEntry, Officer, StepKind, StepState
from reports.models.alert import became

MOST = 200  # as the trigger keeps
_CONFIRMED = "alert.confirmed"


@dataclass(frozen=True, slots=True)
class Told:
    """One text or call. `name`: "" of who is no officer any more; `within` is as that of `Called`."""

    name: str
    kind: StepKind
    is_of_many: bool
    state: StepState
    within: int | None

    @property
    def became(self) -> str:
        """What became of it, in words."""
        return became(self.kind, self.state)


@dataclass(frozen=True, slots=True)
class Called:
    """What an alert did. `within`: confirmed in so many minutes at most, 0 where it took longer, None if unknown."""

    steps: tuple[Told, ...]
    within: int | None

    @property
    def is_cut(self) -> bool:
        """Whether there may have been more."""
        return len(self.steps) == MOST


def called_by(tips: Collection[UUID]) -> dict[UUID, Called]:
    """Return whom the alerts of these tips called until they were last confirmed, where that was kept."""
    rows = Alert.objects.filter(pk__in=tips, called__isnull=False).values_list("pk", "called")
    kept = {pk: told for pk, told in rows if told}
    ids = {step["officer"] for told in kept.values() for step in told["steps"]}
    names = {str(pk): name for pk, name in Officer.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}
    return {pk: Called(tuple(_told(told["steps"], names)), told["within"]) for pk, told in kept.items()}


def called_until(entries: Iterable[AuditEntry]) -> dict[UUID, Called]:
    """Return what alerts did until they were confirmed, by those of these entries that tell of it.

    Of a tip that was confirmed twice no entry is told: only what was done until the last time is kept.
    """
    ends = {entry.pk: entry.tip_id for entry in entries if entry.act == _CONFIRMED and entry.tip_id}
    if not ends:
        return {}
    of_tips = AuditEntry.objects.filter(tip_id__in=set(ends.values()), act=_CONFIRMED).values("tip_id")
    once = of_tips.annotate(times=Count("pk")).filter(times=1).values_list("tip_id", flat=True)
    called = called_by({tip for tip in once if tip})
    return {entry: called[tip] for entry, tip in ends.items() if tip in called}


def _told(steps: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterable[Told]:
    for step in steps:
        name = names.get(step["officer"], "")
        state = StepState(step["state"]) if step["state"] in StepState.values else StepState.UNKNOWN
        yield Told(name, StepKind(step["kind"]), step["many"], state, step["within"])
