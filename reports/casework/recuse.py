"""Stepping back from a tip in which an officer knows somebody: it leaves all their lists, searches and cases."""

from reports.changing import changing
from reports.models import Officer, Recusal, Status, Tip
from reports.signed_people import members_of
from reports.wall import whole_house


class LastReader(Exception):
    """Nobody else of the unit could read the tip: it has to be passed on instead."""


@whole_house()  # the tip is out of sight before its row is saved
def step_back(*, tip: Tip, by: Officer, version: int) -> None:
    """Take an officer off a tip, for good, and off tips made of its words. Raises LastReader, NotYours, StaleTip."""
    with changing(tip, act="tip.recused", by=by, version=version) as changed:
        _take_off(changed, by)
        for second in Tip.objects.filter(split__origin=changed).exclude(recusals__officer=by).order_by("pk"):
            _follow(second, by)


def _take_off(tip: Tip, by: Officer) -> None:
    gone = {by.pk, *Recusal.objects.filter(tip=tip).values_list("officer", flat=True)}
    if not members_of([tip.unit_id]) - gone:
        raise LastReader
    if tip.assigned_to_id == by.pk:
        tip.assigned_to = None
        tip.status = Status.NEW if tip.status == Status.OPEN else tip.status
    Recusal.objects.create(tip=tip, officer=by)


def _follow(second: Tip, by: Officer) -> None:
    """Keep a second tip from an officer; where he does not read it now, nothing there tells of him."""
    if by.pk in members_of([second.unit_id]):
        with changing(second, act="tip.recused", by=by, version=None) as changed:
            _take_off(changed, by)
    else:
        Recusal.objects.create(tip=second, officer=by)
