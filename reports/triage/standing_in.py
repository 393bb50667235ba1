"""A unit whose officers are all away, or which one officer alone could open: the duty unit works on what comes for it.

The worker holds a tip's key only while it judges it, so this is when the duty unit can be given it. The unit itself may
read the tip too, when somebody is there. What is about the police never goes that way. The trail tells in whose place
it was (`IN_PLACE_OF`): once somebody of that unit is there again, the tip can go back (reports.casework.coming_back).
"""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings

from reports import audit, vault
from reports.models import AuditEntry, Tip, TipKey, Unit
from reports.models.absence import all_away, anybody_away
from reports.models.choices import APART, IN_PLACE_OF
from reports.queries.pulses import MEMBERS, is_late
from reports.sealing.manifest import UnitKey
from reports.signed_people import few_open
from reports.triage.assessment import Assessment
from reports.writing import informing_key


def stood_in_for(named: Collection[str] = ()) -> frozenset[UUID]:
    """Return the units in whose place the duty unit works now; none while it is away itself.

    `named`: the ids of officers who are kept from the tip: who alone is still there does not read it.
    Whether a unit has too few members is asked only where the clock has seen one of late: two queries while all is
    well.
    """
    listed = vault.manifest().units
    duty = listed.get(settings.DUTY_UNIT)
    away, few = anybody_away(), is_late(MEMBERS)
    if duty is None or not (away or few) or all_away(duty.unit_id, but=named):
        return frozenset()
    lacking = {unit.unit_id for unit in listed.values() if all_away(unit.unit_id, but=named)} if away else set()
    short = few_open() if few else set()
    if duty.unit_id not in short:
        lacking |= short - set(Unit.objects.filter(purpose__in=APART).values_list("pk", flat=True))
    return frozenset(lacking - {duty.unit_id})


def works_for(unit: UnitKey, lacking: Collection[UUID]) -> UnitKey:
    """Return the unit that works on what is routed to `unit`; `lacking` as `stood_in_for` tells."""
    return vault.manifest().units[settings.DUTY_UNIT] if unit.unit_id in lacking else unit


def key_of_the_lacking(tip: Tip, assessment: Assessment, d: bytes, lacking: Collection[UUID]) -> TipKey | None:
    """Return D in a box to the unit that a tip was meant for, where another works on it in its place."""
    meant = _meant(tip, assessment, lacking)
    return informing_key(tip, meant, d) if meant else None


def entry_of(tip: Tip, assessment: Assessment, lacking: Collection[UUID]) -> AuditEntry:
    """Return what the trail keeps of a judged tip, unsaved; also in whose place its unit works on it.

    `lacking` is empty but for a tip's first words.
    """
    told = {"rules": assessment.rules_version}
    if _meant(tip, assessment, lacking):
        told[IN_PLACE_OF] = assessment.unit
    return audit.entry("tip.triaged", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id, **told)


def _meant(tip: Tip, assessment: Assessment, lacking: Collection[UUID]) -> UnitKey | None:
    """Return the unit that a tip was meant for, where another works on it in its place."""
    meant = vault.manifest().units.get(assessment.unit)
    if meant is None or meant.unit_id == tip.unit_id or works_for(meant, lacking).unit_id != tip.unit_id:
        return None
    return meant
