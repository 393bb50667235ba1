"""Cases: tips of one unit that are worked on together. A case lives as long as it holds a tip."""

from uuid import UUID, uuid4

from django.db import transaction

from reports import audit
from reports.as_seen import in_one_line
from reports.changing import changing
from reports.clock import today
from reports.keyring import KeyRing
from reports.models import Case, CaseTip, Officer, Tip
from reports.sealing.envelope import seal

LONGEST_TITLE = 120


class EmptyTitle(Exception):
    """A case needs a title by which officers find it."""


class StaleTitle(Exception):
    """A colleague gave the case another title meanwhile."""


class NotTheirs(Exception):
    """A tip of another unit: those who work on the case could not read it."""


@transaction.atomic
def open_case(*, title: str, tip: Tip, ring: KeyRing, version: int) -> Case:
    """Open a case with a first tip. Raises EmptyTitle, NotYours, StaleTip."""
    case_id = uuid4()
    sealed = _sealed_title(title, tip.unit_id, case_id, ring)
    case = Case.objects.create(id=case_id, unit_id=tip.unit_id, title=sealed, opened_on=today())
    audit.enter("case.opened", by=ring.officer, unit=case.unit_id, case=str(case_id))
    add_to_case(case=case, tip=tip, by=ring.officer, version=version)
    return case


def add_to_case(*, case: Case, tip: Tip, by: Officer, version: int) -> None:
    """Put a tip into a case, if it is not there. Raises NotTheirs, NotYours, StaleTip."""
    with changing(tip, act="case.joined", by=by, version=version, case=str(case.pk)) as changed:
        if changed.unit_id != case.unit_id:
            raise NotTheirs
        CaseTip.objects.get_or_create(case=case, tip=changed, defaults={"officer": by})


def take_from_case(*, case: Case, tip: Tip, by: Officer, version: int) -> bool:
    """Take a tip out of a case; return whether the case is still there. Raises NotYours, StaleTip."""
    with changing(tip, act="case.left", by=by, version=version, case=str(case.pk)) as changed:
        CaseTip.objects.filter(case=case, tip=changed).delete()
        is_left = CaseTip.objects.filter(case=case).exists()
        if not is_left:
            case.delete()
    return is_left


@transaction.atomic
def set_open(*, case: Case, is_open: bool, by: Officer) -> None:
    """Close a case, or open it again; its tips keep their own status."""
    audit.enter("case.opened_again" if is_open else "case.closed", by=by, unit=case.unit_id, case=str(case.pk))
    Case.objects.filter(pk=case.pk).update(is_open=is_open)


@transaction.atomic
def rename_case(*, case: Case, title: str, ring: KeyRing) -> None:
    """Give a case another title than that of `case`; nothing of the old one is kept.

    Raises EmptyTitle, NotYours, StaleTitle.
    """
    sealed = _sealed_title(title, case.unit_id, case.pk, ring)
    audit.enter("case.renamed", by=ring.officer, unit=case.unit_id, case=str(case.pk))
    if not Case.objects.filter(pk=case.pk, title=case.title).update(title=sealed):
        raise StaleTitle


def _sealed_title(title: str, unit: UUID, case_id: UUID, ring: KeyRing) -> bytes:
    plain = in_one_line(title)[:LONGEST_TITLE]
    if not plain:
        raise EmptyTitle
    return seal(ring.unit(unit).symmetric, plain.encode(), "case title", case_id)
