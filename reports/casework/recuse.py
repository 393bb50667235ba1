"""Stepping back from a tip in which an officer knows somebody: it leaves all their lists, searches and cases."""

from reports.changing import changing
from reports.models import Officer, Recusal, Status, Tip
from reports.signed_people import members_of
from reports.wall import whole_house


class LastReader(Exception):
    """Nobody else of the unit could read the tip: it has to be passed on instead."""


@whole_house()  # the tip is out of sight before its row is saved
def step_back(*, tip: Tip, by: Officer, version: int) -> None:
    """Take an officer off a tip, for good. Raises LastReader, NotYours, StaleTip."""
    with changing(tip, act="tip.recused", by=by, version=version) as changed:
        gone = {by.pk, *Recusal.objects.filter(tip=changed).values_list("officer", flat=True)}
        if not members_of([changed.unit_id]) - gone:
            raise LastReader
        if changed.assigned_to_id == by.pk:
            changed.assigned_to = None
            changed.status = Status.NEW if changed.status == Status.OPEN else changed.status
        Recusal.objects.create(tip=changed, officer=by)
