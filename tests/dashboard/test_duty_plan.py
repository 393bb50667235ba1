"""Planning duty at the desk: by a member of the unit, in local time, with gaps and what is not called told."""

from datetime import datetime, timedelta

from django.utils import timezone

from reports.models import Absence, Duty
from tests.alerts.phones import keep_number
from tests.conftest import House
from tests.dashboard.conftest import Desk


def at(hours: float) -> datetime:
    """Return the whole minute so many hours from now, by the clock on the wall."""
    return timezone.localtime().replace(second=0, microsecond=0) + timedelta(hours=hours)


def plan(desk: Desk, house: House, username: str, begins: datetime, until: datetime, unit: str = "major-crime") -> int:
    told = {"for_unit": str(house.unit(unit).pk), "planned": str(house.officer(username).pk)}
    moments = {"begins": f"{begins:%Y-%m-%dT%H:%M}", "until": f"{until:%Y-%m-%dT%H:%M}"}
    return int(desk.post("/desk/duty", do="plan", **told, **moments).status_code)


def test_a_member_plans_duty_in_local_time_and_reads_where_nobody_is(house: House, reid: Desk, felix: Desk) -> None:
    assert "Planned</h3>" not in reid.get("/desk/duty").text
    begins, until, again = at(30), at(38), at(54)
    assert plan(reid, house, "reid", begins, until) == 302
    assert plan(reid, house, "jules", again, again + timedelta(hours=8)) == 302
    assert [timezone.localtime(row.begins) for row in Duty.objects.order_by("begins")] == [begins, again]
    keep_number("+17584840101", of=house.officer("reid"))
    page = reid.get("/desk/duty").text
    assert f"from {begins:%a} {begins.day} {begins:%b, %H:%M} until {until:%a} {until.day} {until:%b, %H:%M}" in page
    assert "Nobody from" in page
    assert "No number: cannot be called" in page
    assert f"Nobody is planned after {until:%a} {until.day}" in page, "of whom cannot be called it does not count"
    Absence.objects.create(officer=house.officer("reid"), until=(begins + timedelta(days=2)).date())
    assert "Away then: is not called" in reid.get("/desk/duty").text
    row = Duty.objects.order_by("begins").first()
    assert row
    felix.post("/desk/duty", do=f"end:{row.pk}")
    assert Duty.objects.count() == 2
    reid.post("/desk/duty", do=f"end:{row.pk}")
    assert Duty.objects.count() == 1


def test_what_cannot_be_planned_is_said_beside_its_field(house: House, reid: Desk) -> None:
    assert plan(reid, house, "reid", at(4), at(2)) == 422
    assert plan(reid, house, "reid", at(4), at(40)) == 422
    assert plan(reid, house, "felix", at(4), at(8)) == 422
    assert plan(reid, house, "reid", at(4), at(8), unit="trafficking") == 422
    empty = {"for_unit": str(house.unit("major-crime").pk), "planned": str(house.officer("reid").pk)}
    page = reid.post("/desk/duty", do="plan", **empty, begins="tomorrow", until="")
    assert (page.status_code, page.text.count("Choose a day and a time") >= 2) == (422, True)
    assert plan(reid, house, "reid", at(4), at(8)) == 302
    told = {"begins": f"{at(6):%Y-%m-%dT%H:%M}", "until": f"{at(9):%Y-%m-%dT%H:%M}"}
    twice = reid.post("/desk/duty", do="plan", **empty, **told)
    assert (twice.status_code, "planned for some of that time already" in twice.text) == (422, True)
    assert f'value="{told["begins"]}"' in twice.text, "what was typed stands there"
    assert Duty.objects.count() == 1
