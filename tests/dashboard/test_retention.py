"""Keeping at the desk: what goes next, a hold by two officers, and rules that two persons change."""

import re
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.clock import today
from reports.models import LegalHold, RetentionRules, Tip
from reports.retention import in_force, shipped
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.dashboard.conftest import Desk, sign_in

WHY = "The High Court asks for it"


def going_tip(text: str = DRUGS) -> Tip:
    tip = arrive(text)
    Tip.objects.update(status="closed", outcome="nothing", rests_since="2026-01-01", erase_on=today() + timedelta(3))
    return Tip.objects.get(pk=tip.pk)


def row_fields(*rows: tuple[str, str, object], default: object = 400) -> dict[str, str | int]:
    fields: dict[str, str | int] = {"do": "propose", "default": str(default), "rule-INITIAL_FORMS": 0}
    fields["rule-TOTAL_FORMS"] = len(rows)
    for at, (category, outcome, days) in enumerate(rows):
        named = {"place": len(rows) - at, "category": category, "outcome": outcome, "days": days}
        fields |= {f"rule-{at}-{name}": str(told) for name, told in named.items()}
    return fields


def test_a_unit_sees_what_goes_and_two_officers_keep_it(house: House, reid: Desk, felix: Desk) -> None:
    tip, charles = going_tip(), sign_in(house, "charles")
    assert tip.reference in reid.get("/desk/keeping").text
    assert tip.reference not in felix.get("/desk/keeping").text
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "Erased on" in page
    assert "Say why" in reid.post(f"/desk/tips/{tip.pk}/hold", do="ask", version=tip.version, reason=" ").text
    assert reid.post(f"/desk/tips/{tip.pk}/hold", do="ask", version=0, reason=WHY).status_code == 409
    assert WHY in reid.get(f"/desk/tips/{tip.pk}").text, "refused for its version, it is kept"
    reid.post(f"/desk/tips/{tip.pk}/hold", do="ask", version=tip.version, reason=WHY)
    late = reid.post(f"/desk/tips/{tip.pk}/hold", do="ask", version=Tip.objects.get(pk=tip.pk).version, reason="Later.")
    assert (late.status_code, "Later." in late.text) == (409, True)
    hold = LegalHold.objects.get()
    answer = f"/desk/keeping/holds/{hold.pk}"
    seen = charles.get("/desk/keeping").text
    assert WHY in seen
    assert f"/desk/tips/{tip.pk}" not in seen
    for desk, path in ((felix, answer), (charles, f"/desk/keeping/holds/{uuid4()}")):
        assert desk.post(path, do="asked:yes").status_code == 404
    assert charles.post(answer, do="nonsense").status_code == 404
    reid.post(answer, do="asked:yes")
    charles.post(answer, do="lifting:yes")
    assert LegalHold.objects.get().state == "asked"
    charles.post(answer, do="asked:yes")
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "Asked for by Marcia Reid, confirmed by Ian Charles" in page
    assert WHY in page
    assert "Confirmed the legal hold" in reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert "Legal hold" in reid.get("/desk/keeping").text
    reid.post(f"/desk/tips/{tip.pk}/hold", do="lift", version=Tip.objects.get(pk=tip.pk).version)
    assert "asks that the hold be lifted" in charles.get("/desk/keeping").text
    charles.post(answer, do="lifting:yes")
    assert LegalHold.objects.get().state == "lifted"


def test_more_holds_ask_the_databases_no_more(reid: Desk) -> None:
    def hold(text: str) -> int:
        tip = going_tip(text)
        reid.post(f"/desk/tips/{tip.pk}/hold", do="ask", version=tip.version, reason=WHY)
        with CaptureQueriesContext(connection) as asked:
            assert tip.reference in reid.get("/desk/keeping").text
        return len(asked)

    few = hold(DRUGS)
    assert [hold(f"{DRUGS}, on {day}s too") for day in ("Monday", "Friday")] == [few, few]
    assert LegalHold.objects.count() == 3


def test_two_persons_change_the_rules_at_their_desks(house: House, reid: Desk, felix: Desk) -> None:
    assert "Propose other rules" not in felix.get("/desk/keeping").text
    assert felix.client.post("/desk/keeping", row_fields()).status_code == 422
    house.make_administrator("reid")
    charles = sign_in(house, "charles")
    for rows, default, words in (
        ([("", "spam", 5)], 400, "between 14 and 3650"),
        ([], "", "between 14 and 3650"),
        ([("", "spam", 500)], 400, "no later than other tips"),
        ([("", "", 500)], 400, "a row speaks of all tips"),
    ):
        answer = reid.client.post("/desk/keeping", row_fields(*rows, default=default))
        assert (answer.status_code, words in answer.text) == (422, True), words
        assert '<details id="rules-form" open>' in answer.text
    reid.client.post("/desk/keeping", row_fields(("homicide", "", 3000), ("", "spam", 20), ("", "", "")))
    assert in_force() == shipped()
    made = RetentionRules.objects.get()
    page = reid.post("/desk/keeping", do="confirm", version=made.version)
    assert (page.status_code, "somebody else of the other role" in page.text) == (422, True)
    assert charles.post("/desk/keeping", do="confirm", version="x").status_code == 422
    charles.post("/desk/keeping", do="confirm", version=made.version)
    told = [(rule.category, rule.outcome, rule.days) for rule in in_force().rows]
    assert told == [("", "spam", 20), ("homicide", "", 3000)], "in the order of their places"
    assert "Version 2." in felix.get("/desk/keeping").text


def test_the_form_of_a_hold_shares_no_id_with_another_form(reid: Desk) -> None:
    ids = re.findall(r'\bid="([^"]+)"', reid.get(f"/desk/tips/{arrive().pk}").text)
    assert sorted(set(ids)) == sorted(ids)
