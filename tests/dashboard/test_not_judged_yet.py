"""A tip that waits to be judged is kept from whom it names by his own session, as triage will keep it from him."""

import pytest

from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Membership, Tip
from reports.queries.lists import View
from reports.queries.question import read_question
from reports.queries.queue import queue_page
from reports.queries.reading import read_tip
from reports.queries.search import search
from tests.arrivals import only_tip, sms, web
from tests.conftest import House, triage_all
from tests.dashboard.conftest import sign_in
from tests.desk_api.programs import program

NAMED = "Constable Anton Jules sells the seized guns from the store in Soufriere"


def meets(house: House, name: str, tip: Tip) -> set[str]:
    """Return by which roads an officer meets a tip."""
    ring, desk = house.ring(name), sign_in(house, name)
    hits = [hit.tip for part in search(ring, read_question("guns"), "guns", View(which="all")) for hit in part.hits]
    roads = {
        "list": tip in [row.tip for row in queue_page(ring).rows],
        "page": desk.client.get(f"/desk/tips/{tip.pk}").status_code == 200,
        "paper": desk.client.post(f"/desk/tips/{tip.pk}/print", {"purpose": "danger"}).status_code != 404,
        "act": desk.client.post(f"/desk/tips/{tip.pk}/claim", {"version": 1}).status_code != 404,
        "search": tip in hits,
    }
    return {road for road, is_open in roads.items() if is_open}


@pytest.mark.parametrize(
    "submission", [web(NAMED), sms(NAMED), web("", answers={"place": NAMED})], ids=["web", "text", "answer"]
)
def test_whom_it_names_meets_it_by_no_road_before_either(house: House, submission: Submission) -> None:
    accept(submission)
    tip = only_tip()
    assert meets(house, "jules", tip) == set()
    assert meets(house, "reid", tip) == {"list", "page", "paper", "act", "search"}, "control"


def test_nor_does_he_once_it_is_judged(house: House) -> None:
    accept(web(NAMED))
    triage_all()
    assert meets(house, "jules", only_tip()) == set()


def test_a_program_meets_it_no_more_than_its_officer_does(house: House) -> None:
    accept(web(NAMED.replace("Anton Jules", "Marcia Reid")))
    tip, hers = only_tip(), program(house)
    assert hers.get(f"tips/{tip.pk}").status_code == 404
    assert str(tip.pk) not in hers.get("queue").content.decode()


def test_who_is_the_only_one_there_reads_it_all_the_same(house: House) -> None:
    """What nobody reads helps nobody: triage leaves it there too."""
    accept(web(NAMED))
    tip, jules = only_tip(), house.officer("jules")
    Membership.objects.filter(unit=tip.unit_id).exclude(officer=jules).delete()
    assert tip in [row.tip for row in queue_page(house.ring("jules")).rows]


def test_standards_see_on_the_page_who_of_it_opened_it_before(house: House) -> None:
    accept(web(NAMED))
    tip, jules = only_tip(), house.officer("jules")
    read_tip(house.ring("jules"), tip, by=jules)  # as nobody kept it from him
    assert "has opened this tip" not in sign_in(house, "reid").get(f"/desk/tips/{tip.pk}").text
    triage_all()
    page = sign_in(house, "charles").get(f"/desk/tips/{tip.pk}").text
    assert "Somebody whose name stands here has opened this tip" in page
    assert "Anton Jules opened it at" in page
    assert "Marcia Reid opened it at" in page
    assert page.count("The name stands in it") == 1


def test_of_a_tip_that_nobody_else_opened_standards_are_told_nothing(house: House) -> None:
    accept(web(NAMED))
    triage_all()
    desk = sign_in(house, "charles")
    assert "opened" not in desk.get(f"/desk/tips/{only_tip().pk}").text.partition("History")[0]
