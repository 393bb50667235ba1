"""What the desk puts on paper: of a tip its words where somebody said what for, with caveat and name, else none."""

import re
from pathlib import Path

import pytest

from reports.casework.refer import inform_unit
from reports.models import AuditEntry, Tip
from reports.queries.masking import MASK
from reports.rewards.propose import propose_reward
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.rewards.boards import worked_tip
from tests.uploads import held_photo

STORY = "My cousin Kervin Alcide hides guns behind my house in Fond Assau."
CAVEAT = "Intelligence: never to be filed or quoted"
NOT_PRINTED = "This page is not for paper"
# Pages of the desk that hold no word of a tip, and so print as they are.
PLAIN = """
agencies guide guide_preview guides hotline line_test macros new_passkey new_unit notice notices one_time_code
own_passkeys own_password own_phone own_recovery pay people person places printing programs questions recovery_codes
retention rewards routing sign_unit_keys statement statistics status unit_name you
"""


def printed(desk: Desk, tip: Tip, purpose: str = "danger") -> str:
    return desk.client.post(f"/desk/tips/{tip.pk}/print", {"purpose": purpose}, follow=True).text


def words(page: str) -> str:
    """The page without its marks."""
    return re.sub("<[^>]*>", "", page)


def test_a_tip_is_on_paper_for_a_purpose_that_stands_on_it_and_in_the_trail(house: House, reid: Desk) -> None:
    tip = arrive(STORY)
    sheet = printed(reid, tip)
    assert "hides guns" in words(sheet)
    assert CAVEAT in sheet
    assert "Marcia Reid · " in sheet
    assert "Somebody is in danger</p>" in sheet
    assert NOT_PRINTED not in sheet
    assert "Asked for the tip on paper: Somebody is in danger" in reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert "Asked for the tip on paper" in reid.get(f"/desk/unit-trail?unit={tip.unit_id}&kind=taken_out").text


def test_what_could_identify_the_tipster_is_on_paper_only_for_who_asked_to_see_it(house: House, reid: Desk) -> None:
    tip = arrive(STORY)
    hidden = printed(reid, tip)
    assert MASK in hidden
    assert "My cousin" not in hidden
    reid.ask_for_source(tip)
    assert "My cousin" in printed(reid, tip)


def test_no_paper_tells_that_a_tip_was_proposed_for_a_reward(house: House, reid: Desk) -> None:
    worked_tip(house)
    number = propose_reward(tip=only_tip(), ring=house.ring("reid"), version=None).number
    assert number in reid.get(f"/desk/tips/{only_tip().pk}").text
    sheet = printed(reid, only_tip(), "court")
    assert "guns" in words(sheet)
    assert number not in sheet
    assert "reward" not in words(sheet)


def test_a_masked_file_asks_for_nothing_on_paper(house: House, reid: Desk) -> None:
    tip = arrive(STORY, files=(held_photo(),))
    sheet = printed(reid, tip)
    assert "masked, for it may show" in sheet
    assert "#source" not in sheet
    assert '<a href="#source">Ask for it</a>' in reid.get(f"/desk/tips/{tip.pk}").text


@pytest.mark.parametrize("purpose", ["", "because"])
def test_without_a_purpose_there_is_no_paper_and_no_entry(house: House, reid: Desk, purpose: str) -> None:
    page = printed(reid, arrive(STORY), purpose)
    assert "Choose what the paper is for." in page
    assert NOT_PRINTED in page
    assert not AuditEntry.objects.filter(act="tip.printed").exists()


def test_who_reads_for_information_prints_nothing(house: House) -> None:
    tip = arrive(STORY)
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    felix = sign_in(house, "felix")
    page = felix.get(f"/desk/tips/{tip.pk}").text
    assert "hides guns" in words(page)
    assert "Print this tip" not in page
    assert felix.post(f"/desk/tips/{tip.pk}/print", purpose="danger").status_code == 404


def test_the_roster_prints_as_it_is_but_not_beside_the_words_for_which_a_tip_rang(house: House, reid: Desk) -> None:
    assert NOT_PRINTED not in reid.get("/desk/duty").text
    arrive("A man in the yard next door is shooting at people now, please come quick")
    page = reid.get("/desk/duty").text
    assert "It rang for:" in page
    assert NOT_PRINTED in page


def test_only_pages_without_words_of_tips_print_as_they_are() -> None:
    pages = Path("templates/dashboard").glob("*.html")
    plain = sorted(page.stem for page in pages if "{% block paper %}{% endblock %}" in page.read_text())
    assert plain == PLAIN.split()
