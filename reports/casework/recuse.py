"""Stepping back from a tip in which an officer knows somebody: it leaves all their lists, searches and cases.

And keeping a tip from whom words name that were added to it, for standards, who read these words and not the tip.
"""

from collections.abc import Iterable
from uuid import UUID

from reports.alarm import is_worked_on, raise_alarm
from reports.changing import changing
from reports.keyring import KeyRing
from reports.models import Alert, Officer, Tip, Urgency
from reports.models.choices import APART, IN_THIS_HOUSE, ORIGIN
from reports.namesakes import namesakes
from reports.queries.named import words_told
from reports.queries.reading import ReadEntry, read_records
from reports.signed_people import members_of
from reports.taking_off import all_told, readers_left, take_off, units_answering
from reports.wall import whole_house


class LastReader(Exception):
    """Nobody else of the unit could read the tip: it has to be passed on instead."""


class NotNamed(Exception):
    """The officer meets the tip that the words were added to nowhere, or bears no name that stands in them."""


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


@whole_house()  # the tip that the words were added to is another unit's
def named_readers(tip: Tip, entries: Iterable[ReadEntry]) -> dict[UUID, str]:
    """Return who reads the tip that the words of this one were added to, or is called for it, and may be named in them.

    Of nothing but what was set apart for standards or oversight: there these words alone are known.
    """
    read = list(entries)
    origin = _origin(tip, read)
    return _named_among_readers(origin, read) if origin else {}


def _named_among_readers(origin: Tip, read: Iterable[ReadEntry]) -> dict[UUID, str]:
    told = all_told(origin) | members_of(units_answering(origin))
    readers = Officer.objects.filter(pk__in=told).order_by("name")
    names = dict(readers.values_list("pk", "name"))
    meant = namesakes(words_told(one for one in read if one.record.kind not in IN_THIS_HOUSE), names.values())
    return {pk: name for pk, name in names.items() if name in meant}


@whole_house()
def keep_off(*, tip: Tip, officer: UUID, ring: KeyRing, version: int) -> None:
    """Take an officer off the tip to which the words of this one were added, as triage does of a reader it names.

    On that tip nothing tells of it. Where he worked on it or saw to its danger, others are called. Raises NotNamed,
    LastReader, NotYours, StaleTip.
    """
    with changing(tip, act="tip.kept_off", by=ring.officer, version=version, officer=str(officer)) as changed:
        entries = [entry for _, entry in read_records(ring, changed, list(changed.records.order_by("position")))]
        origin = _origin(changed, entries)
        if origin is None or officer not in _named_among_readers(origin, entries):
            raise NotNamed
        held = Tip.objects.select_for_update(of=("self",)).get(pk=origin.pk)
        if readers_left(held, ()) == {officer}:
            raise LastReader
        alert = Alert.objects.filter(tip=held).first()
        was_his = held.assigned_to_id == officer or (alert is not None and alert.confirmed_by_id == officer)
        take_off(held, {officer})
        if was_his and held.urgency == Urgency.IMMEDIATE and is_worked_on(held):
            raise_alarm([held.pk], borne_out=alert is not None and alert.borne_out, anew=True)


def _origin(tip: Tip, entries: Iterable[ReadEntry]) -> Tip | None:
    """Return the tip that triage took these words from; what an officer made of words of another has a score."""
    if tip.unit.purpose not in APART:
        return None
    found = (one for entry in entries if entry.findings for one in entry.findings["findings"])
    names = [UUID(one["value"]) for one in found if one["step"] == ORIGIN and not one["score"]]
    return Tip.objects.filter(pk__in=names).first()


def _leave(tip: Tip, by: Officer) -> None:
    if not readers_left(tip, {by.pk}):
        raise LastReader
    take_off(tip, {by.pk}, waits_on=True)
