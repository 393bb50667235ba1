"""What a suspended officer had given, and who may lead, as the pages of people say it."""

from reports.people.suspending import suspend
from tests.conftest import House
from tests.dashboard.conftest import sign_in
from tests.people.coming_in import make_administrator
from tests.people.test_codes import given_by_jules


def test_the_page_says_whom_to_give_new_ones_and_the_holder_whom_to_ask(house: House) -> None:
    codes = given_by_jules(house)
    desk = sign_in(house, "reid")
    desk.post(f"/desk/people/{house.officer('jules').pk}", do="suspend", though_few="on")
    page = desk.get(f"/desk/people/{house.officer('jules').pk}").text
    assert "Pippa Puppet, Rita Felix" in page
    assert "give new ones" in page
    assert "who gave it was suspended or taken out" in desk.get("/desk/people").text
    new = "some long new words"
    answer = desk.post("/desk/sign-in/paper", username="puppet", paper=codes["puppet"], password=new, again=new)
    assert "Ask another officer who leads your unit" in answer.text


def test_nobody_lets_a_suspended_officer_lead(house: House) -> None:
    reid, jules = make_administrator("reid"), house.officer("jules")
    suspend(officer=jules, by=reid, though_few=True)
    desk = sign_in(house, "reid")
    page, unit = f"/desk/people/{jules.pk}", house.unit("narcotics").pk
    assert "Let Anton Jules lead" not in desk.get(page).text
    assert "not yours to decide" in desk.client.post(page, {"do": f"head:{unit}"}, follow=True).text
    assert not jules.memberships.filter(is_head=True).exists()
