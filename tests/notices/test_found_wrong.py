"""A published month that is found wrong later: two say so, the public reads it, and the figures stay."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from reports.clock import today
from reports.models import AuditEntry, Statement, StatementFault
from reports.notices.statement import publish_statement
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in
from tests.people.coming_in import shut_out
from tests.public.put_up import october_brought

OCTOBER = date(2026, 10, 1)
PATH = "/desk/numbers/statement"
SAID = "Something was counted twice. The numbers stay as they were published."


@pytest.fixture
def charles(house: House) -> Desk:
    """Return who published October: a member of oversight."""
    october_brought(house)
    publish_statement(OCTOBER, by=house.officer("charles"))
    return sign_in(house, "charles")


def press(desk: Desk, do: str, why: str = "twice") -> str:
    return desk.client.post(PATH, {"month": "2026-10", "do": do, "why": why}, follow=True).text


def public() -> list[str]:
    return [Client().get(f"/about/numbers/2026-10{kind}").text for kind in ("", ".csv")]


def test_one_says_it_another_confirms_it_and_the_figures_stay(house: House, charles: Desk) -> None:
    house.make_administrator("felix")
    felix, rows, before = sign_in(house, "felix"), Statement.objects.get().rows, public()
    assert "It waits for another" in press(charles, "wrong")
    assert public() == before
    assert "Found wrong, to be confirmed</strong>" in felix.get(PATH).text
    assert "Found wrong" not in Client().get("/about/numbers").text
    assert "another of those who may publish has to confirm" in press(charles, "confirm")
    assert "Ian Charles found this month wrong: Something was counted twice." in felix.get(f"{PATH}?month=2026-10").text
    assert "a colleague has changed or dropped it" in press(felix, "confirm", "lacks"), "not what was looked at"
    assert "The public reads now" in press(felix, "confirm")
    assert "Found wrong later</strong>" in felix.get(PATH).text
    assert "Found wrong later</strong>" in Client().get("/about/numbers").text
    page, file = public()
    assert f"{SAID}</p>" in page
    assert f"2026-10,found_wrong,{today():%Y-%m-%d} twice" in file.splitlines()
    assert all(line in file for line in before[1].splitlines())
    assert Client().get("/fr/about/numbers/2026-10").text.count("compté deux fois") == 1
    paper = Client().get("/about/numbers/2026-10.pdf")
    assert len(paper.content) > 1_000
    for do in ("wrong", "confirm"):
        assert "marked already" in press(charles, do, "number")
    assert "changed or dropped" in press(charles, "drop")
    assert StatementFault.objects.get().why == "twice"
    assert Statement.objects.get().rows == rows
    acts = AuditEntry.objects.filter(act__startswith="statement.wrong").order_by("pk").values_list("act", flat=True)
    assert set(acts) == {"statement.wrong_asked", "statement.wrong_confirmed"}


def test_what_nobody_confirmed_can_be_changed_and_dropped(house: House, charles: Desk) -> None:
    before = public()
    assert "choose what is wrong" in press(charles, "wrong", "")
    assert "choose what is wrong" in press(charles, "wrong", "a lie")
    assert not StatementFault.objects.exists()
    press(charles, "wrong")
    press(charles, "wrong", "lacks")
    assert StatementFault.objects.get().why == "lacks"
    assert "The public reads nothing of it" in press(charles, "drop")
    assert (StatementFault.objects.count(), public()) == (0, before)


def test_only_who_may_publish_marks_and_only_what_is_published(house: House, charles: Desk) -> None:
    assert sign_in(house, "reid").post(PATH, month="2026-10", do="wrong", why="twice").status_code == 404
    september = charles.client.post(PATH, {"month": "2026-09", "do": "wrong", "why": "twice"}, follow=True).text
    assert "this month is not published" in september
    assert not StatementFault.objects.exists()
    by = house.officer("charles")
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementFault.objects.create(statement_id=OCTOBER, why="twice", asked_by=by, confirmed_by=by, day=today())


def test_who_asked_and_may_publish_no_more_counts_for_nobody(house: House, charles: Desk) -> None:
    house.make_administrator("felix")
    felix = sign_in(house, "felix")
    press(charles, "wrong")
    shut_out("charles")
    assert "may not publish any more" in press(felix, "confirm")
    assert StatementFault.objects.get().day is None
    press(felix, "drop")
    assert "It waits for another" in press(felix, "wrong"), "he asks himself, and another one confirms"
