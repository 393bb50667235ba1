"""A tip that turned immediate or was opened again with no officer there: who reads it calls the duty unit in."""

import pytest
from pytest_django import Settings

from reports.casework.status import close_tip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import AuditEntry, Recusal, Status, Tip, Urgency
from reports.queries.reading import read_tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.dashboard.conftest import Desk, sign_in
from tests.test_called_in import GIRL, correct_to, now, readers

LATER = "He hits her again now, she is bleeding"


@pytest.fixture
def opened_again(house: House, settings: Settings) -> Tip:
    """One that an officer found to be immediate when it was closed, and that its tipster opened again."""
    settings.DUTY_UNIT = "vulnerable-persons"
    tip, receipt = triaged_tip(web(GIRL))
    settings.DUTY_UNIT = "reception"
    close_tip(tip=tip, reason="nothing", by=house.officer("felix"), version=tip.version)
    correct_to(house, now(tip), "immediate", "felix")
    accept(web(LATER, joins=open_mailbox(receipt).key))
    triage_all()
    return now(tip)


def _given() -> int:
    return AuditEntry.objects.filter(act="tip.shared").count()


def test_the_first_of_its_unit_who_reads_it_gives_the_duty_unit_the_key(
    house: House, felix: Desk, opened_again: Tip
) -> None:
    tip = opened_again
    assert (tip.status, tip.urgency, readers(tip)) == (Status.NEW, Urgency.IMMEDIATE, {"trafficking"})
    assert felix.get(f"/desk/tips/{tip.pk}").status_code == 200
    assert readers(tip) == {"trafficking", "reception"}
    assert GIRL in read_tip(house.ring("reid"), now(tip), by=house.officer("reid")).entries[0].text
    assert now(tip).version == tip.version, "what a colleague has begun on its page is not refused for it"
    felix.get(f"/desk/tips/{tip.pk}")
    assert _given() == 1


def test_nobody_of_the_duty_unit_is_given_a_tip_that_names_him(house: House, felix: Desk, opened_again: Tip) -> None:
    Recusal.objects.bulk_create(Recusal(tip=opened_again, officer=house.officer(name)) for name in ("reid", "jules"))
    felix.get(f"/desk/tips/{opened_again.pk}")
    assert (readers(opened_again), _given()) == ({"trafficking"}, 0)


@pytest.mark.parametrize("what", ["closed", "less urgent", "of standards"])
def test_of_other_tips_it_is_given_nothing(house: House, opened_again: Tip, what: str) -> None:
    tip, who = opened_again, "felix"
    if what == "closed":
        close_tip(tip=tip, reason="nothing", by=house.officer("felix"), version=tip.version)
    elif what == "less urgent":
        Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.TODAY)
    else:
        accept(web("Constable Marcia Reid beats a girl at the station now", in_danger=True))
        triage_all()
        tip, who = Tip.objects.get(unit__slug="standards"), "charles"
    before = readers(tip)
    assert sign_in(house, who).get(f"/desk/tips/{tip.pk}").status_code == 200
    assert (readers(tip), _given()) == (before, 0)
