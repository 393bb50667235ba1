"""How a tip leaves standards at the desk: what the page says beside the box, and what comes back without it."""

import re

from reports import audit
from reports.models import Tip
from tests.asked import asked_by, asked_twice
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.dashboard.test_unit_trail import page_of
from tests.test_kept_from import SPOKEN_OF, seat_anthea

BOTTLES = "They throwing bottles at the police jeep each time it pass by the bridge in Marchand."
DIG = "Dites à la brigade des stups de fouiller la cave du garage à Dennery, pas la maison"
ANSWER = "I have read it: nothing in it is said against police, or that unit"
READ = "read it, and answered that nothing in it is said against police, or that unit"


def page_about(desk: Desk, tip: Tip) -> str:
    return desk.get(f"/desk/tips/{tip.pk}").text


def test_without_the_answer_nothing_is_done_and_what_was_chosen_is_kept(house: House) -> None:
    tip, desk = arrive(BOTTLES), sign_in(house, "charles")
    assert page_about(desk, tip).count(ANSWER) == 2
    chosen = {"unit": "narcotics", "version": tip.version, "wrongly": "on"}
    refused = desk.post(f"/desk/tips/{tip.pk}/refer", **chosen)
    assert refused.status_code == 409
    assert "A tip leaves standards and oversight only where you tick" in refused.text
    assert '<option value="narcotics" selected>' in refused.text
    assert re.search(r'name="wrongly"[^>]* checked', refused.text)
    assert not re.search(r'name="nothing_against"[^>]* checked', refused.text)
    assert only_tip().unit.slug == "standards"
    assert desk.post(f"/desk/tips/{tip.pk}/refer", **chosen, nothing_against="on").status_code == 302
    assert only_tip().unit.slug == "narcotics"
    assert READ in desk.get(f"/desk/unit-trail?unit={house.unit('narcotics').pk}").text, "to oversight"
    assert READ in page_of(sign_in(house, "reid"), house), "to whoever leads the unit that reads it now"


def test_for_information_it_is_the_same(house: House) -> None:
    tip, desk = arrive(BOTTLES), sign_in(house, "charles")
    refused = desk.post(f"/desk/tips/{tip.pk}/inform", unit="narcotics", version=tip.version)
    assert refused.status_code == 409
    assert '<option value="narcotics" selected>' in refused.text
    desk.post(f"/desk/tips/{tip.pk}/inform", unit="narcotics", version=tip.version, nothing_against="on")
    assert tip.reference in sign_in(house, "jules").get("/desk/?list=informed").text


def test_a_wrong_that_triage_heard_stands_beside_the_box_in_its_words(house: House) -> None:
    desk = sign_in(house, "charles")
    page = page_about(desk, arrive(DIG))
    assert page.count("Triage heard a wrong said outright in it: “brigade des stups, fouiller”.") == 2
    assert "Triage heard a wrong" not in page_about(desk, arrive(BOTTLES))


def test_of_what_stands_in_an_answer_it_quotes_nothing(house: House) -> None:
    tip = arrive("Please look at this.", answers={"place": "by the wharf, the police take money from dealers there"})
    assert tip.unit.slug == "standards"
    page = page_about(sign_in(house, "charles"), tip)
    assert page.count("in an answer or in words that are masked") == 2


def test_a_tip_of_another_unit_asks_for_no_answer(house: House, reid: Desk) -> None:
    assert ANSWER not in page_about(reid, arrive("They sell cocaine by the school in Vieux Fort"))


def test_a_second_tip_leaves_by_the_same_answer_and_keeps_what_was_ticked(house: House) -> None:
    tip, desk = arrive(f"{BOTTLES} They sell cocaine by the school in Vieux Fort."), sign_in(house, "charles")
    assert tip.unit.slug == "standards"
    to = f"/desk/tips/{tip.pk}/split"
    part = re.findall(r'name="part" value="([^"]+)"', desk.get(to).text)[-1]
    sent = {"version": tip.version, "unit": "narcotics", "category": "drugs", "urgency": "1", "made": 0, "part": part}
    refused = desk.post(to, **sent)
    assert refused.status_code == 422
    assert "A tip leaves standards" in refused.text
    assert re.search(rf'value="{re.escape(part)}"[^>]* checked', refused.text)
    assert desk.post(to, **sent, nothing_against="on").status_code == 302
    assert Tip.objects.exclude(pk=tip.pk).get().unit.slug == "narcotics"


def test_the_page_asks_once_from_whom_it_is_kept_and_who_can_read_it(house: House) -> None:
    seat_anthea(house, "narcotics")
    tip, desk = arrive(SPOKEN_OF), sign_in(house, "charles")
    audit.enter("tip.read", by=house.officer("reid"), tip=tip.pk)
    page = desk.get(f"/desk/tips/{tip.pk}").text
    assert "who read for " in page, "control: a unit is spoken of"
    assert "Marcia Reid" in page, "control: somebody had opened it before"
    assert asked_twice(lambda: desk.get(f"/desk/tips/{tip.pk}")) == []
    assert asked_by(lambda: desk.get(f"/desk/tips/{tip.pk}")) == 26
