"""No page of the desk is left out of what a real browser and axe look at."""

from pathlib import Path

from django.urls import reverse

from tests.conftest import House
from tests.dashboard.conftest import Desk
from tests.dashboard.test_every_route import routes
from tests.dashboard.test_in_browser import EVERY
from tests.dashboard.visits import ACTS, ELSEWHERE, PARTS, VISITED

_ANY_ID = "00000000-0000-4000-8000-000000000000"


def test_each_page_of_the_desk_is_visited() -> None:
    there = set(routes())
    left_out = sorted(there - {*VISITED, *ELSEWHERE, *ACTS, *PARTS})
    assert left_out == [], "Visit each in tests/dashboard/screens*.py, and say so in tests/dashboard/visits.py"
    assert {*VISITED, *ELSEWHERE, *ACTS, *PARTS} <= there, "These routes are gone"
    assert set(VISITED.values()) <= {visit.__name__ for visit in EVERY}
    for name in ELSEWHERE.values():
        looks = (Path(__file__).parent / name).read_text()
        assert "violations(" in looks or "faults(" in looks, "axe looks at it (tests/clean_pages.py for `faults`)"


def test_what_is_called_an_act_shows_no_page_to_who_opens_its_address(house: House, reid: Desk) -> None:
    for name in ACTS:
        kinds = routes()[name].pattern.converters
        path = reverse(f"dashboard:{name}", kwargs=dict.fromkeys(kinds, _ANY_ID))
        assert reid.client.get(path).status_code in (302, 404, 405), path
