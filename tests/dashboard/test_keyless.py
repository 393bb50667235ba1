"""Who waits for the first unit's key speaks for nobody: nobody vouched yet for whoever sits there."""

import pytest
from django.test import Client

from reports.models import CodeKind, Hotline, Joining, Membership, Notice, NoticeKind, RetentionRules
from reports.people.codes import give_code
from reports.people.inviting import invite
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in
from tests.people.coming_in import PASSWORD, come_in, hand, make_administrator

NOTICE = {
    "kind": NoticeKind.APPEAL,
    "category": "drugs",
    "last_day": "2999-01-01",
    "title_en": "Wanted: Peter Joseph",
    "text_en": "Call +1 758 484 0666",
}
SAID = "You hold no unit's key yet"


@pytest.fixture
def puppet(house: House) -> Desk:
    """Pippa Puppet, invited to general, signed in; nobody has compared a fingerprint."""
    reid, unit = make_administrator("reid"), house.unit("general").pk
    _, code = invite(username="puppet", name="Pippa Puppet", unit=unit, by=reid)
    return came_in(house, "puppet", code)


def came_in(house: House, username: str, code: str) -> Desk:
    """Use a paper, and sign in with the new password."""
    come_in(username, code)
    desk = Desk(Client(), username)
    desk.has_phone(house.officer(username))
    desk.give_password(PASSWORD)
    desk.give_code()
    return desk


def test_a_newcomer_writes_no_notice_and_closes_no_line(house: House, puppet: Desk) -> None:
    for page in ("/desk/notices/new", "/desk/hotline", "/desk/questions"):
        assert SAID in puppet.get(page).text, "the page says so before somebody types"
    refused = puppet.post("/desk/notices/new", **NOTICE)
    assert refused.status_code == 403
    assert SAID in refused.text
    assert "Wanted: Peter Joseph" in refused.text, "what was typed comes back"
    for form in ({"do": "close", "other_number": "+17584840666"}, {"do": "begin", "duty_number": "+17584840666"}):
        assert puppet.post("/desk/hotline", **form, hours=8).status_code == 403
    assert not Notice.objects.exists()
    assert not Hotline.objects.exists()
    hand(house.ring("jules"), "puppet", house.unit("general").pk)
    page = puppet.post("/desk/hotline", do="close", other_number="")
    assert page.status_code == 302, "control: with the key it is done"
    assert SAID not in puppet.get("/desk/hotline").text


def test_who_forgot_the_password_waits_too_and_takes_calls_meanwhile(house: House) -> None:
    code = give_code(officer=house.officer("jules"), kind=CodeKind.PASSWORD, by=house.officer("reid"))
    desk = came_in(house, "jules", code)
    assert desk.post("/desk/hotline", do="close", other_number="").status_code == 403
    assert SAID not in desk.get("/desk/take-call").text
    assert desk.post("/desk/take-call", do="send").status_code == 422, "his form is looked at"


def test_an_administrator_in_no_unit_goes_on_and_one_who_waits_does_not(house: House) -> None:
    felix = make_administrator("felix")
    Membership.objects.filter(officer=felix).delete()
    rules = {"do": "propose", "default": "400", "rule-TOTAL_FORMS": "0", "rule-INITIAL_FORMS": "0"}
    assert sign_in(house, "felix").post("/desk/keeping", **rules).status_code == 302
    RetentionRules.objects.all().delete()
    desk = came_in(house, "reid", give_code(officer=make_administrator("reid"), kind=CodeKind.BOTH, by=felix))
    assert Joining.objects.filter(officer__username="reid").exists()
    assert desk.post("/desk/keeping", **rules).status_code == 403
    assert not RetentionRules.objects.exists()


def test_an_administrator_without_a_key_still_sees_to_people(house: House) -> None:
    """A house in which nobody holds a key any more begins with people again."""
    felix, reid = make_administrator("felix"), make_administrator("reid")
    desk = came_in(house, "reid", give_code(officer=reid, kind=CodeKind.BOTH, by=felix))
    form = {"name": "Nora New", "username": "n.new", "unit": str(house.unit("general").pk)}
    assert "Nora New" in desk.post("/desk/people", **form).text
    assert house.officer("n.new").sign_in_code
