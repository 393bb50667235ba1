"""The purge ledger counts what waits at the provider, and what should long be gone."""

from datetime import timedelta

from reports.clock import today
from reports.intake.door import accept
from reports.intake.submission import ErrandRequest
from reports.models import Errand, ErrandKind
from reports.queries.ledger import OVERDUE_TRIES, ledger, overdue
from tests.arrivals import web
from tests.conftest import House
from tests.twilio_double import new_sid


def ordered(*kinds: ErrandKind) -> None:
    sids = {ErrandKind.RECORDING: "RE", ErrandKind.MESSAGE: "SM"}
    accept(web("", errands=tuple(ErrandRequest(kind=kind, reference=new_sid(sids[kind])) for kind in kinds)))


def test_what_waits_is_counted_by_kind(house: House) -> None:
    ordered(ErrandKind.RECORDING)
    ordered(ErrandKind.MESSAGE)
    ordered(ErrandKind.MESSAGE)
    assert {one.kind: one.count for one in ledger()} == {ErrandKind.RECORDING: 1, ErrandKind.MESSAGE: 2}
    assert overdue() == 0


def test_what_waits_for_days_is_overdue(house: House) -> None:
    ordered(ErrandKind.RECORDING)
    Errand.objects.update(day=today() - timedelta(days=3))
    (waiting,) = ledger()
    assert (waiting.overdue, waiting.since) == (1, today() - timedelta(days=3))


def test_what_was_tried_for_hours_is_overdue_too(house: House) -> None:
    ordered(ErrandKind.MESSAGE)
    Errand.objects.update(attempts=OVERDUE_TRIES, problem="refused")
    (waiting,) = ledger()
    assert waiting.overdue == overdue() == 1
    assert waiting.problems == {"refused": 1}
