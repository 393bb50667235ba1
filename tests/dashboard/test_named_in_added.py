"""Whom added words name in full meets the tip that they were taken from nowhere any more, and no page tells of it."""

import re

from reports.casework.claim import claim_tip
from reports.casework.drafts import keep_draft
from reports.casework.notes import add_note
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.models import DraftField, Mention, Tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import sign_in
from tests.desk_api.programs import program


def test_she_meets_it_nowhere_and_each_address_answers_as_for_another_unit_s_tip(house: House) -> None:
    tip, receipt = triaged_tip(web("They sell cocaine at the jetty"))
    tip = claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    other = arrive("They force a girl to work in a house in Castries and keep her passport")
    reid, jules = house.officer("reid"), house.officer("jules")
    add_note(tip=tip, text="@reid look at this", by=jules, version=tip.version)
    keep_draft(tip_id=tip.pk, field=DraftField.NOTE, text="zankoli", of=reid, public=bytes(reid.public_key))
    desk, caller = sign_in(house, "reid"), program(house)
    assert Mention.objects.filter(officer=reid).exists()
    pages = ("/desk/", "/desk/?list=all", "/desk/?list=mine", "/desk/mentions", "/desk/you", "/desk/shift")
    assert any(tip.reference in desk.get(page).text for page in pages), "control: it is met before"
    accept(web("Do not tell Marcia Reid, she is his woman", joins=open_mailbox(receipt).key))
    triage_all()
    for page in (*pages, "/desk/search?q=cocaine", "/desk/cases", "/desk/duty"):
        assert tip.reference not in desk.get(page).text, page
    assert str(tip.pk) not in desk.get(f"/desk/search?q={tip.reference}").text
    assert "zankoli" not in desk.get("/desk/you").text
    for path, form in _of_the_page(tip.version).items():
        mine, anothers = (desk.post(f"/desk/tips/{one.pk}{path}", **form) for one in (tip, other))
        assert mine.status_code == anothers.status_code == 404, path
        assert _said(mine.text, tip) == _said(anothers.text, other), path
    mine, anothers = (desk.get(f"/desk/tips/{one.pk}").text for one in (tip, other))
    assert _said(mine, tip) == _said(anothers, other)
    for one in (tip, other):
        assert caller.get(f"tips/{one.pk}").status_code == 404
        assert caller.post(f"tips/{one.pk}/claim", version=one.version).status_code == 404
    assert tip.reference not in caller.get("queue", list="all").content.decode()


def _said(page: str, tip: Tip) -> str:
    """A page without its own address and the form's ticket."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.replace(str(tip.pk), ""))


def _of_the_page(version: int) -> dict[str, dict[str, str | int]]:
    """What her open page of the tip would send now, and what it asks by itself."""
    told: dict[str, dict[str, str | int]] = {
        "/now": {"was": version},
        "/note": {"text": "I see", "version": version},
        "/ask": {"question": "Who?", "version": version},
        "/claim": {"version": version},
        "/release": {"version": version},
        "/status": {"to": "waiting", "version": version},
        "/close": {"reason": "no_crime", "version": version},
        "/draft": {"text": "I see"},
    }
    return told
