"""The page of what was added in danger: the duty unit reads it, masked, learns who can open the rest, and confirms."""

import re

import pytest
from pytest_django import Settings

from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import AddedKey, Alert, AlertState, AuditEntry, Tip, Urgency
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.dashboard.conftest import Desk
from tests.uploads import held_photo

ADDED = "My sister Agnes saw it: a man in the yard next door is shooting at people now, please come quick"


@pytest.fixture
def tip(house: House, settings: Settings) -> Tip:
    """A tip of narcotics to which danger was added; Felix alone is of the duty unit."""
    settings.DUTY_UNIT = "trafficking"
    _tip, receipt = triaged_tip(web("They sell weed by the school in Vieux Fort"))
    answers = {"how_known": "My sister told me"}
    accept(web(ADDED, joins=open_mailbox(receipt).key, answers=answers, files=(held_photo(),)))
    triage_all()
    return Tip.objects.get()


def test_the_duty_unit_reads_it_and_confirms_there(house: House, tip: Tip, felix: Desk, reid: Desk) -> None:
    page = felix.get("/desk/duty").text
    assert "Read what was added in danger" in page
    assert "Only Narcotics can open the rest of this tip." in page
    assert "Reach one of them: Anton Jules, Marcia Reid. Ask first" in page
    page = felix.get(f"/desk/duty/{tip.pk}/added").text
    assert "[…] shooting at people now, please come quick" in page
    assert "Agnes" not in page
    assert "My sister told me" not in page
    assert "by the school" not in page
    assert "One file came with it, which only Narcotics can open." in page
    assert 'name="back" value="added"' in page
    answer = felix.post(f"/desk/duty/{tip.pk}", back="added")
    assert answer["Location"] == f"/desk/duty/{tip.pk}/added"
    assert "Rita Felix sees to it" in felix.get(f"/desk/duty/{tip.pk}/added").text
    page = felix.get("/desk/duty").text
    assert "You see to these of other units" in page
    assert f"/desk/duty/{tip.pk}/added" in page
    assert felix.get(f"/desk/tips/{tip.pk}").status_code == 404
    assert "Read, for the duty unit, what was added in danger" in reid.get(f"/desk/tips/{tip.pk}/trail").text


def test_where_there_is_no_key_of_it_the_page_says_whom_to_reach(house: House, tip: Tip, felix: Desk) -> None:
    AddedKey.objects.all().delete()
    page = felix.get("/desk/duty").text
    assert "Only Narcotics can open this tip. Reach somebody there, then confirm." in page
    assert "Reach one of them: Anton Jules, Marcia Reid. Ask first" in page
    assert "Read what was added" not in page
    assert felix.get(f"/desk/duty/{tip.pk}/added").status_code == 404


def test_its_own_unit_has_the_whole_tip_and_needs_no_such_page(house: House, tip: Tip, reid: Desk) -> None:
    assert reid.get(f"/desk/duty/{tip.pk}/added").status_code == 404
    assert "Read what was added" not in reid.get("/desk/duty").text
    assert reid.post(f"/desk/duty/{tip.pk}", back="tip")["Location"] == f"/desk/tips/{tip.pk}"
    assert Alert.objects.get().state == AlertState.CONFIRMED


def test_what_was_damaged_or_erased_is_said(house: House, tip: Tip, felix: Desk) -> None:
    AddedKey.objects.update(box=b"\x11nothing")
    assert "One message here does not open" in felix.get(f"/desk/duty/{tip.pk}/added").text


def test_who_comes_to_help_sees_what_is_masked_once_he_says_that_somebody_is_in_danger(
    house: House, tip: Tip, felix: Desk, reid: Desk
) -> None:
    here = f"/desk/duty/{tip.pk}/added"
    assert "Somebody is in danger" in felix.get(here).text
    assert "To plan what police do" not in felix.get(here).text
    felix.post(f"{here}/source", purpose="action")
    assert "Agnes" not in felix.get(here).text
    assert felix.post(f"{here}/source", purpose="danger")["Location"] == here
    page = felix.get(here).text
    assert "My sister Agnes saw it" in page
    assert "My sister told me" in page
    assert "by the school" not in page
    trail = reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert re.search(r"Asked to see what could identify the tipster.*?Somebody is in danger", trail, re.DOTALL)
    felix.post(f"{here}/source", do="hide")
    assert "Agnes" not in felix.get(here).text
    felix.post(f"{here}/source", purpose="danger")
    Tip.objects.update(urgency=Urgency.TODAY)
    assert "Agnes" not in felix.get(here).text, "nobody is in danger any more"
    assert "It is shown only to the unit that works on the tip." in felix.get(here).text


def test_who_holds_no_key_of_it_asks_for_nothing(house: House, tip: Tip, reid: Desk) -> None:
    assert reid.post(f"/desk/duty/{tip.pk}/added/source", purpose="danger").status_code == 404
    assert not AuditEntry.objects.filter(act="source.shown").exists()
