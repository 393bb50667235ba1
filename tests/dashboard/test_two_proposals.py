"""Two who write a proposal at once: the second is refused, and finds all that he wrote still in its form."""

import pytest

from reports.triage.routes import shipped
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in

ROUTES = dict(shipped().units)
ROWS = {"rule-TOTAL_FORMS": 0, "rule-INITIAL_FORMS": 0}


@pytest.mark.parametrize(
    ("page", "first", "second", "left"),
    [
        ("routing", ROUTES | {"drugs": "general"}, ROUTES | {"theft": "major-crime"}, '"major-crime" selected'),
        ("keeping", {"default": 400, **ROWS}, {"default": 777, **ROWS}, 'value="777"'),
        (
            "questions",
            {"change": "new", "en": "Does it still go on?", "offered": "always"},
            {"change": "new", "en": "Will it go on?", "fr": "Cela continue ?", "offered": "always"},
            "Cela continue ?</textarea>",
        ),
        (
            "guides/drugs",
            {"do": "name", "base": 1, "title_en": "Drugs and pills", "offered": "on"},
            {"do": "name", "base": 1, "title_en": "Drugs", "advice_en": "Stay away from them.", "offered": "on"},
            'value="Stay away from them."',
        ),
    ],
)
def test_what_was_written_comes_back_where_another_proposal_waits(
    house: House, reid: Desk, page: str, first: dict[str, str | int], second: dict[str, str | int], left: str
) -> None:
    house.make_administrator("felix")
    house.make_administrator("reid")
    felix = sign_in(house, "felix")
    assert felix.post(f"/desk/{page}", **{"do": "propose"} | first).status_code == 302
    refused = reid.post(f"/desk/{page}", **{"do": "propose"} | second)
    assert refused.status_code == 422
    assert "Another proposal waits" in refused.text
    assert left in refused.text
