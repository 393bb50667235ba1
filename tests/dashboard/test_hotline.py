"""The hotline's switch at the desk, and what still lies at the phone company."""

from datetime import timedelta

from reports.clock import today
from reports.models import AuditEntry, Errand, ErrandKind
from reports.phone.closed import Closed, closed
from reports.writing import new_errand
from tests.conftest import House
from tests.dashboard.conftest import Desk

ADDRESS = "/desk/hotline"


def test_an_officer_closes_the_line_names_another_number_and_opens_it_again(reid: Desk) -> None:
    assert closed() is None
    reid.post(ADDRESS, do="close", other_number="+1 758 456 4000")
    assert closed() == Closed("+1 758 456 4000")
    assert "+1 758 456 4000" in reid.get(ADDRESS).text
    reid.post(ADDRESS, do="open")
    assert closed() is None
    acts = AuditEntry.objects.filter(act__startswith="hotline.").order_by("at").values_list("act", flat=True)
    assert list(acts) == ["hotline.closed", "hotline.opened"]


def test_what_nobody_can_dial_is_refused_beside_the_field(reid: Desk) -> None:
    answer = reid.post(ADDRESS, do="close", other_number="call us")
    assert answer.status_code == 422
    assert "Use digits only" in answer.text
    assert closed() is None


def test_nobody_but_an_officer_reaches_the_switch(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    reid.post(ADDRESS, do="close", other_number="")
    assert closed() is None


def test_the_page_says_what_waits_at_the_phone_company_and_what_is_overdue(reid: Desk) -> None:
    assert "Nothing. Every text" in reid.get(ADDRESS).text
    errand, _ = new_errand(None, ErrandKind.MESSAGE, "SM" + "0" * 32, wait=60)
    errand.save()
    page = reid.get(ADDRESS).text
    assert "Texts" in page
    assert "Tell an administrator" not in page
    Errand.objects.update(day=today() - timedelta(days=2))
    assert "One thing should have been deleted there" in reid.get(ADDRESS).text
