"""Stepping back from a tip in which an officer knows somebody: it leaves all their lists, searches and cases."""

from reports.changing import changing
from reports.models import Officer, Tip
from reports.signed_people import members_of
from reports.taking_off import readers_left, take_off
from reports.wall import whole_house


class LastReader(Exception):
    """Nobody else of the unit could read the tip: it has to be passed on instead."""


@whole_house()  # the tip is out of sight before its row is saved
def step_back(*, tip: Tip, by: Officer, version: int) -> None:
    """Take an officer off a tip, for good, and off tips made of its words. Raises LastReader, NotYours, StaleTip.

    Of those that he reads each has its entry, and none may lose its last reader; of the others nothing tells of him.
    """
    with changing(tip, act="tip.recused", by=by, version=version) as changed:
        for second in Tip.objects.filter(split__origin=changed).exclude(recusals__officer=by).order_by("pk"):
            if by.pk in members_of([second.unit_id]):
                with changing(second, act="tip.recused", by=by, version=None) as read:
                    _leave(read, by)
        _leave(changed, by)


def _leave(tip: Tip, by: Officer) -> None:
    if not readers_left(tip, {by.pk}):
        raise LastReader
    take_off(tip, {by.pk})
