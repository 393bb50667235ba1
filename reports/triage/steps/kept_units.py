"""Which units a tip is to be kept from, whoever sits in them: who joins one later is known by his unit, not by his id.

It asks what is asked for the officers who are known now, for one of each unit who has no name.
"""

from dataclasses import replace

from reports.triage.assessment import KnownOfficer
from reports.triage.steps.draft import Draft
from reports.triage.steps.members import members_named
from reports.triage.steps.spoken_of import spoken_of
from reports.triage.steps.unwanted import feared, unwanted


def keeping_units(draft: Draft, *, is_cry: bool) -> Draft:
    """Note the units from which a routed tip is to be kept at its tipster's wish, and those that it tells of.

    Of a cry for help, `is_cry`, those that it tells of stay among who can be called, but where standards read it.
    """
    if not any(read.units for read in draft.texts):
        return draft
    hinted = draft.units_told_of
    ours = _of_nobody(draft)
    wished = unwanted(ours)
    told = frozenset[str]() if is_cry else feared(ours) | spoken_of(ours)
    if draft.of("conflict"):
        told |= members_named(ours)
    return replace(draft, units_unwanted=wished, units_told_of=(told | hinted) - wished)


def _of_nobody(draft: Draft) -> Draft:
    units = {*draft.teams.values(), *draft.tip.called_of.values()}
    units |= {unit for officer in draft.tip.officers for unit in officer.belongs_to}
    officers = tuple(KnownOfficer("", unit, units=frozenset({unit})) for unit in sorted(units))

    def without_names(read: Draft) -> Draft:
        return replace(read, tip=replace(read.tip, officers=officers))

    return replace(without_names(draft), typed=without_names(draft.typed) if draft.typed else None)
