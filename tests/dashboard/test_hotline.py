"""The hotline's switch at the desk, and what still lies at the phone company."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.clock import today
from reports.dashboard.act_details import detail
from reports.models import AuditEntry, Errand, ErrandKind, Hotline
from reports.phone.closed import Closed, closed
from reports.writing import new_errand
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in

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


def test_everybody_at_the_desk_is_told_that_the_line_is_closed_and_where_tipsters_are_sent(
    house: House, reid: Desk
) -> None:
    told, felix = "The hotline is closed by an officer.", sign_in(house, "felix")
    pages = [(desk, path) for desk in (reid, felix) for path in ("/desk/", "/desk/duty")]
    assert not [path for desk, path in pages if told in desk.get(path).text]
    reid.post(ADDRESS, do="close", other_number="+1 758 484 0666")
    for desk, path in pages:
        page = desk.get(path).text
        assert told in page
        assert "to call +1 758 484 0666" in page
    reid.post(ADDRESS, do="open")
    assert not [path for desk, path in pages if told in desk.get(path).text]
    entry = AuditEntry.objects.get(act="hotline.closed")
    assert entry.detail == {"number": "+1 758 484 0666"}, "it is found after the line is open again"
    assert detail(entry, {}) == "+1 758 484 0666"
    reid.post(ADDRESS, do="close", other_number="")
    page = reid.get("/desk/").text
    assert "Texts and calls are told that nobody is there." in page
    assert AuditEntry.objects.order_by("at").last().detail == {}  # type: ignore[union-attr]


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


def test_an_officer_takes_callers_for_some_hours_and_ends_it(reid: Desk) -> None:
    assert "No officer talks to callers" in reid.get(ADDRESS).text
    reid.post(ADDRESS, do="begin", duty_number="+1 758 484-0009", hours="4")
    page = reid.get(ADDRESS).text
    assert "a phone of Marcia Reid, whose number ends in 09" in page
    assert "4840009" not in page
    assert "Callers can talk to an officer" in page
    reid.post(ADDRESS, do="end")
    page = reid.get(ADDRESS).text
    assert "No officer talks to callers" in page
    assert "4840009" not in page


@pytest.mark.parametrize("asked", [{"duty_number": "4840009"}, {"duty_number": ""}, {"hours": "900"}])
def test_a_duty_that_cannot_be_is_refused_beside_its_field(reid: Desk, asked: dict[str, str]) -> None:
    answer = reid.post(ADDRESS, do="begin", **{"duty_number": "+17584840009", "hours": "4"} | asked)
    assert answer.status_code == 422
    assert "error" in answer.text
    assert "No officer talks to callers" in reid.get(ADDRESS).text


def test_a_duty_that_ran_out_is_over_on_the_page_too(reid: Desk) -> None:
    reid.post(ADDRESS, do="begin", duty_number="+17584840009", hours="4")
    Hotline.objects.update(duty_until=timezone.now())
    assert "No officer talks to callers" in reid.get(ADDRESS).text
