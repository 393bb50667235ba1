"""Which unit reads what, at the desk."""

from reports.triage.routes import in_force, shipped
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in

PAGE = "/desk/routing"


def test_two_roles_change_the_table_at_their_desks(house: House, reid: Desk) -> None:
    felix = sign_in(house, "felix")
    house.make_administrator("felix")
    page = reid.get(PAGE).text
    assert 'value="general"' in page
    assert 'value="standards"' not in page
    units = dict(shipped().units)
    wrong = reid.post(PAGE, do="propose", **units | {"drugs": "standards"})
    assert (wrong.status_code, "Choose a unit for each kind" in wrong.text) == (422, True)
    assert reid.post(PAGE, do="propose", **units | {"drugs": "general"}).status_code == 302
    assert reid.post(PAGE, do="confirm", version=2).status_code == 422
    assert "Proposed as version 2 by Marcia Reid" in felix.get(PAGE).text
    assert felix.post(PAGE, do="confirm", version=2).status_code == 302
    assert (in_force().version, in_force().units["drugs"]) == (2, "general")
