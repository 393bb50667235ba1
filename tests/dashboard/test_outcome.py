"""Writing down what came of a tip."""

import pytest

from reports.casework.drafts import keep_draft
from reports.models import DraftField, Outcome, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in


def test_numbers_are_written_down_and_stand_on_the_tip_s_page(house: House, reid: Desk) -> None:
    tip = arrive()
    sent = {"version": tip.version, "arrests": "2", "firearms_handgun": "1", "drugs_cocaine": "1250", "usefulness": "3"}
    page = reid.client.post(f"/desk/tips/{tip.pk}/outcome", sent | {"missing": ["time", "who"]}, follow=True).text
    for words in (
        "It is written down.",
        "<dd>2</dd>",
        "Handguns",
        "1,250 g",
        "It decided the matter",
        "The time, Who it is",
    ):
        assert words in page
    more = reid.get(f"/desk/tips/{tip.pk}/outcome").text
    assert "Written down so far" in more


@pytest.mark.parametrize(
    ("sent", "said"),
    [({}, "Write down at least one thing."), ({"arrests": "two"}, "Write a whole number"),
     ({"arrests": "-1"}, "Write a whole number"), ({"cash": "9" * 20}, "More than 100000000 is not taken at once"),
     ({"arrests": "1000000000"}, "More than 500 is not taken at once"), ({"firearms_rifle": "501"}, "More than 500"),
     ({"usefulness": "9"}, "9"),
     ({"drugs_cannabis": "39,5"}, "39500 or 39.5 kg"), ({"cash": "1.500"}, "This can be read in two ways")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    house: House, reid: Desk, sent: dict[str, str], said: str
) -> None:
    tip = arrive()
    response = (
        reid.post(f"/desk/tips/{tip.pk}/outcome", version=tip.version, charges="7", **sent)
        if sent
        else reid.post(f"/desk/tips/{tip.pk}/outcome", version=tip.version)
    )
    assert response.status_code == 422
    assert said in response.text
    assert ('value="7"' in response.text) == bool(sent)
    assert not Outcome.objects.exists()


def test_a_changed_tip_is_shown_first(house: House, reid: Desk) -> None:
    tip = arrive()
    response = reid.post(f"/desk/tips/{tip.pk}/outcome", version=99, arrests="1")
    assert response.status_code == 409
    assert 'value="1"' in response.text


def test_another_unit_writes_nothing_down(house: House) -> None:
    tip = arrive()
    assert sign_in(house, "charles").post(f"/desk/tips/{tip.pk}/outcome", version=1, arrests="1").status_code == 404


def test_a_wrong_number_is_struck_out_with_its_reason_and_shown_so(house: House, reid: Desk) -> None:
    tip = arrive()
    at = f"/desk/tips/{tip.pk}/outcome"
    reid.post(at, version=tip.version, drugs_cannabis="39500000")
    wrong = Outcome.objects.get()
    sent = {"version": Tip.objects.get().version, "do": "strike", "outcome": str(wrong.pk)}
    refused = reid.post(at, **sent)
    assert refused.status_code == 422
    assert "<details open><summary>It is wrong: strike it out</summary>" in refused.text
    assert reid.post(at, **sent | {"version": 99}, why="number").status_code == 409
    page = reid.client.post(at, sent | {"why": "number"}, follow=True).text
    assert "It is struck out, and counts no more." in page
    assert "Struck out</span>" in page
    assert "Written down so far" not in page
    assert "39,500,000 g" not in reid.get(f"/desk/tips/{tip.pk}").text
    assert reid.post(at, **sent | {"version": Tip.objects.get().version}, why="number").status_code == 409
    assert "A number in it is wrong" in reid.get(f"/desk/tips/{tip.pk}/trail").text


def test_of_two_that_were_struck_out_each_says_by_whom_and_why(house: House, reid: Desk) -> None:
    tip, jules = arrive(), sign_in(house, "jules")
    at = f"/desk/tips/{tip.pk}/outcome"
    for arrests in ("1", "2"):
        reid.post(at, version=Tip.objects.get().version, arrests=arrests)
    first, second = Outcome.objects.order_by("at")
    for desk, report, why in ((jules, second, "number"), (reid, first, "twice")):
        sent = {"do": "strike", "outcome": str(report.pk), "why": why}
        assert desk.post(at, version=Tip.objects.get().version, **sent).status_code == 302
    page, trail = " ".join(reid.get(at).text.split()), reid.get(f"/desk/tips/{tip.pk}/trail").text
    newer, older = page.split("Report 2 ·")[1].split("Report 1 ·")
    assert "Struck out by Anton Jules" in newer
    assert "A number in it is wrong" in newer
    assert "Struck out by Marcia Reid" in older
    assert "Report 2: A number in it is wrong" in trail
    assert "Report 1: " in trail


def test_a_refused_striking_says_so_at_the_top_and_in_its_place_and_keeps_what_was_begun(
    house: House, reid: Desk
) -> None:
    tip = arrive()
    at = f"/desk/tips/{tip.pk}/outcome"
    for arrests in ("1", "2"):
        reid.post(at, version=Tip.objects.get().version, arrests=arrests)
    officer, field = house.officer("reid"), DraftField.OUTCOME
    keep_draft(tip_id=tip.pk, field=field, text="charges=77", of=officer, public=bytes(officer.public_key))
    sent = {"do": "strike", "outcome": str(Outcome.objects.earliest("at").pk), "version": Tip.objects.get().version}
    unsaid, stale = reid.post(at, **sent), reid.post(at, **sent | {"version": 99}, why="number")
    assert (unsaid.status_code, stale.status_code) == (422, 409)
    assert unsaid.text.count("Choose why the report does not stand.") == 2
    for page in (unsaid.text, stale.text):
        assert 'value="77"' in page
        assert "have not sent it" in page
