"""Cases at the desk: opened from a tip, read with their sources, left and closed."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from reports.models import Case, CaseTip, Tip
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.dashboard.conftest import Desk, sign_in


@pytest.fixture
def tips(house: House) -> list[Tip]:
    made = [arrive(DRUGS), arrive("Plate PB4521 again by the jetty in Soufriere, boxes go on a boat at night")]
    Tip.objects.update(unit=house.unit("narcotics"))
    return [Tip.objects.get(pk=tip.pk) for tip in made]


def put(desk: Desk, tip: Tip, **sent: str) -> str:
    version = Tip.objects.get(pk=tip.pk).version
    return desk.client.post(f"/desk/tips/{tip.pk}/case", {"version": version, **sent}, follow=True).text


def test_a_case_is_opened_filled_and_read(tips: list[Tip], reid: Desk) -> None:
    assert "No case yet" in reid.get("/desk/cases").text
    assert "Perhaps 1 source" in put(reid, tips[0], title="The truck")
    page = put(reid, tips[1], case=str(Case.objects.get().pk))
    assert "Perhaps 2 independent sources" in page
    assert "All came the same way and in one language: they may be fewer." in page
    assert "Number plates" in page
    assert '<th scope="row">PB' in page
    assert "The truck" in reid.get("/desk/cases").text
    assert "The truck" in reid.get(f"/desk/tips/{tips[0].pk}").text


def test_a_title_is_needed_and_a_changed_tip_is_shown_first(tips: list[Tip], reid: Desk) -> None:
    assert "Write by what you will find the case again." in put(reid, tips[0], title="  ")
    response = reid.post(f"/desk/tips/{tips[0].pk}/case", title="The truck", version=99)
    assert (response.status_code, "Not done" in response.text) == (409, True)
    assert 'value="The truck"' in response.text
    assert not Case.objects.exists()


def test_the_last_tip_taken_out_ends_the_case(tips: list[Tip], reid: Desk) -> None:
    put(reid, tips[0], title="The truck")
    case = Case.objects.get()
    assert "Closed" in reid.client.post(f"/desk/cases/{case.pk}/set", {"to": "closed"}, follow=True).text
    path = f"/desk/cases/{case.pk}/tips/{tips[0].pk}/take-out"
    assert reid.post(path, version=99).status_code == 409
    sent = {"version": Tip.objects.get(pk=tips[0].pk).version}
    assert "the case is gone" in reid.client.post(path, sent, follow=True).text
    assert not Case.objects.exists()


def test_another_unit_finds_no_case(house: House, tips: list[Tip], reid: Desk) -> None:
    put(reid, tips[0], title="The truck")
    case, felix = Case.objects.get(), sign_in(house, "felix")
    assert felix.get(f"/desk/cases/{case.pk}").status_code == 404
    assert "The truck" not in felix.get("/desk/cases").text
    own = arrive("Stolen goat, brown, sold at the market in Castries")
    Tip.objects.filter(pk=own.pk).update(unit=house.unit("trafficking"))
    response = felix.post(f"/desk/tips/{own.pk}/case", case=str(case.pk), version=own.version)
    assert response.status_code == 404
    assert felix.post(f"/desk/tips/{own.pk}/case", case="x", version=own.version).status_code == 404
    assert CaseTip.objects.count() == 1


def test_a_case_takes_a_fixed_number_of_statements(tips: list[Tip], reid: Desk) -> None:
    def statements() -> tuple[int, int]:
        with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keystore"]) as k:
            assert reid.get(f"/desk/cases/{case.pk}").status_code == 200
        return len(main), len(k)

    put(reid, tips[0], title="The truck")
    case = Case.objects.get()
    few = statements()
    put(reid, tips[1], case=str(case.pk))
    assert statements() == few
    assert sum(few) <= 14
