"""Macros at the desk: put together under Settings, done on a tip by one press, and to many with the look ahead."""

import re

from reports.models import Macro, Status, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in


def test_a_macro_is_put_together_and_done_to_a_tip(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    made = {"do": "make", "unit": str(house.unit("general").pk), "takes_on": "on", "category": "fraud"}
    assert "at most one of" in reid.post("/desk/macros", **made, outcome="spam", to="narcotics").text
    page = reid.client.post("/desk/macros", made, follow=True).text
    assert "Take it on, about: Fraud or scam" in page
    macro = Macro.objects.get()
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert re.search(r'aria-keyshortcuts="1">Take it on, about: Fraud or scam</button>', page)
    to = f"/desk/tips/{tip.pk}/macros/{macro.pk}"
    assert reid.post(to, version=99).status_code == 409
    page = reid.client.post(to, {"version": tip.version}, follow=True).text
    assert "Done: Take it on, about: Fraud or scam" in page
    assert (Tip.objects.get().category, Tip.objects.get().assigned_to) == ("fraud", house.officer("reid"))
    jules = sign_in(house, "jules")
    assert "Drop it" not in jules.get("/desk/macros").text
    assert "Only who leads a unit" in jules.post("/desk/macros", do="drop", macro=str(macro.pk)).text
    reid.post("/desk/macros", do="drop", macro=str(macro.pk))
    assert not Macro.objects.exists()
    assert reid.post(to, version=tip.version).status_code == 404


def test_a_question_and_another_unit_are_in_its_name_and_it_leads_on(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    page = reid.get("/desk/macros").text
    question = re.search(r'<option value="([^"]+)">[^<]+</option>', page[page.index('name="question"') :])
    assert question
    unit = house.unit("general")
    asks = Macro.objects.create(unit=unit, number=1, question="no such")
    passes = Macro.objects.create(unit=unit, number=2, to=house.unit("narcotics"))
    assert "a question that is withdrawn" in reid.get("/desk/macros").text
    answer = reid.post(f"/desk/tips/{tip.pk}/macros/{asks.pk}", version=tip.version)
    assert (answer.status_code, "was withdrawn" in answer.text) == (409, True)
    page = reid.client.post(f"/desk/tips/{tip.pk}/macros/{passes.pk}", {"version": tip.version}, follow=True).text
    assert "Done: Pass on to" in page
    assert Tip.objects.get().unit.slug == "narcotics"


def test_many_tips_get_what_a_macro_does(house: House, reid: Desk) -> None:
    tip = arrive("Stolen goat in Dennery")
    unit = house.unit("general")
    Macro.objects.create(unit=unit, number=1, to=house.unit("narcotics"))
    macro = Macro.objects.create(unit=unit, number=2, takes_on=True, category="fraud")
    page = reid.client.post("/desk/several", {"act": "macro", "tip": f"{tip.pk}:{tip.version}"}, follow=True)
    assert "Take it on, about: Fraud or scam" in page.text
    assert "Pass on to" not in page.text, "it needs a key"
    to = page.redirect_chain[-1][0]
    page = reid.client.post(to, {"do": "value", "value": str(macro.pk)}, follow=True).text
    assert "One tip will change" in page
    assert Tip.objects.get().status == Status.NEW


def test_a_macro_that_would_leave_a_tip_without_a_reader_says_so(house: House, reid: Desk) -> None:
    tip = arrive("They sell cocaine for Felix by the school")
    macro = Macro.objects.create(unit=tip.unit, number=1, to=house.unit("trafficking"))
    page = reid.post(f"/desk/tips/{tip.pk}/macros/{macro.pk}", version=tip.version)
    assert (page.status_code, "Nobody of that unit could read this tip." in page.text) == (409, True)
