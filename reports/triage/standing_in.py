"""A unit whose officers are all away: the duty unit works on what comes for it meanwhile.

The worker holds a tip's key only while it judges it, so this is when the duty unit can be given it. The unit itself may
read the tip when somebody is back. What is about the police never goes that way.
"""

from django.conf import settings

from reports import vault
from reports.models import Tip, TipKey
from reports.models.absence import all_away
from reports.sealing.manifest import UnitKey
from reports.triage.assessment import Assessment
from reports.writing import informing_key


def works_for(unit: UnitKey) -> UnitKey:
    """Return the unit that works on what is routed to `unit`."""
    duty = vault.manifest().units.get(settings.DUTY_UNIT)
    if duty is None or duty == unit or not all_away(unit.unit_id) or all_away(duty.unit_id):
        return unit
    return duty


def key_of_the_absent(tip: Tip, assessment: Assessment, d: bytes) -> TipKey | None:
    """Return D in a box to the unit that a tip was meant for, where another works on it in its place."""
    meant = vault.manifest().units.get(assessment.unit)
    if meant is None or works_for(meant).unit_id != tip.unit_id or meant.unit_id == tip.unit_id:
        return None
    return informing_key(tip, meant, d)
