"""Reading a release copy: each reading has its own reference, which stands on what was read and in the trail."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports import audit
from reports.keyring import KeyRing, require_member
from reports.models import AuditEntry, Feedback, FeedbackState, Officer, Release, ReleaseState, Tip, Unit
from reports.releases.answers import withdraw_number
from reports.releases.copies import Copy, ReleaseRefused, opened
from reports.releases.feedback import ask_agency, grouped
from reports.spoken_code import spoken_code

_TWICE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Asks:
    """By what an agency can answer once, until its last day: it stands on the copy, and the number nowhere else."""

    reference: str
    number: str = field(repr=False)
    last_day: date


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading. `mark` names the reader and the reading: it goes on every page."""

    copy: Copy = field(repr=False)
    mark: str
    asks: Asks | None = None


class NoSuchAgency(Exception):
    """No copy is given to that agency here."""


def read_copy(release: Release, ring: KeyRing) -> Reading:
    """Open a copy for one reader. Raises ReleaseRefused, KeyGone, NotYours, CannotOpen."""
    if release.state == ReleaseState.WITHDRAWN:
        raise ReleaseRefused("not_released")
    return _read(release, ring, "release.read", ring.officer.name)


def export_copy(release: Release, ring: KeyRing, *, agency: str = "", unit: Unit | None = None) -> Reading:
    """Open a released copy that leaves as a file: for the officer, another unit of the house, or an agency by its word.

    A unit gets the copy in the place of the tip, of which it is given no key.
    Raises NoSuchAgency, ReleaseRefused, KeyGone, NotYours, CannotOpen.
    """
    if release.state != ReleaseState.RELEASED:
        raise ReleaseRefused("not_released")
    if unit:
        return _read(release, ring, "release.given_unit", unit.name, to=unit.slug)
    if not agency:
        return _read(release, ring, "release.exported", ring.officer.name)
    if agency not in settings.AGENCIES:
        raise NoSuchAgency
    with transaction.atomic():
        _take_back(release, agency, ring.officer)
        given = _read(release, ring, "release.given", settings.AGENCIES[agency], agency=agency)
        reference = given.mark.rpartition(" · ")[2]
        asked, number = ask_agency(release, agency=agency, reference=reference.replace("-", ""), by=ring.officer)
    return replace(given, asks=Asks(reference, grouped(number), asked.last_day))


def _take_back(release: Release, agency: str, by: Officer) -> None:
    """Withdraw the number of a copy that this officer saved for this agency a moment ago, as who presses twice does."""
    Tip.objects.select_for_update().get(pk=release.record.tip_id)  # the first press is over then
    told = {"act": "release.given", "actor": f"officer:{by.pk}", "tip_id": release.record.tip_id}
    said = {"detail__release": str(release.pk), "detail__agency": agency}
    just_now = AuditEntry.objects.filter(**told, **said, at__gte=timezone.now() - _TWICE)
    readings = list(just_now.values_list("detail__reading", flat=True))
    for pk in Feedback.objects.filter(reference__in=readings, state=FeedbackState.OPEN).values_list("pk", flat=True):
        withdraw_number(pk, tip=release.record.tip, by=by)


@transaction.atomic
def _read(release: Release, ring: KeyRing, act: str, reader: str, **detail: str) -> Reading:
    tip = release.record.tip
    require_member(tip, ring.officer)
    code = spoken_code(8)
    audit.enter(act, by=ring.officer, tip=tip.pk, unit=tip.unit_id, release=str(release.pk), reading=code, **detail)
    return Reading(opened(release, ring), f"{reader} · {code[:4]}-{code[4:]}")
