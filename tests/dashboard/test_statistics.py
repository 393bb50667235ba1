"""The numbers at the desk."""

import re

import pytest

from reports.casework.claim import claim_tip
from reports.casework.outcomes import Figures, record_outcome
from reports.casework.recuse import step_back
from reports.dashboard.statistics import Bar, Chart
from reports.models import AuditEntry, Channel, Tip, Unit
from tests.conftest import House
from tests.dashboard.arrivals import arrive, not_at_midnight
from tests.dashboard.conftest import Desk, sign_in
from tests.queries.test_side_by_side import brought


def test_an_officer_sees_the_numbers_of_the_own_units(house: House, reid: Desk) -> None:
    for number in range(5):
        arrive(f"They selling cocaine by shop number {number}")
    page = reid.get("/desk/numbers").text
    assert "5 tips arrived." in page
    assert '<th scope="row">Drugs</th><td class="number">5</td>' in page
    assert "0 tips arrived." in sign_in(house, "felix").get("/desk/numbers").text


def test_who_stepped_back_from_a_tip_counts_without_it(house: House, reid: Desk) -> None:
    tips = [arrive(f"They selling cocaine by shop number {number}") for number in range(6)]
    tip = Tip.objects.get(pk=tips[0].pk)
    step_back(tip=tip, by=house.officer("jules"), version=tip.version)
    assert "6 tips arrived." in reid.get("/desk/numbers").text
    assert "5 tips arrived." in sign_in(house, "jules").get("/desk/numbers").text


def test_oversight_counts_every_unit_and_others_never_standards(house: House, reid: Desk) -> None:
    arrive()
    Tip.objects.update(unit=house.unit("standards"))
    assert "Fewer than 5 tips arrived." in sign_in(house, "charles").get("/desk/numbers").text
    assert "0 tips arrived." in reid.get("/desk/numbers").text
    assert reid.get(f"/desk/numbers?unit={house.unit('standards').pk}").status_code == 422


@pytest.mark.parametrize(
    "query",
    ["first=soon", "last=2026-13", "first=2026-11&last=2026-10", "unit=1", "last=9999-12", "first=0001-01"],
)
def test_a_period_that_is_none_is_told_so(house: House, reid: Desk, query: str) -> None:
    response = reid.get(f"/desk/numbers?{query}")
    assert response.status_code == 422
    assert 'class="notice errors"' in response.text


def test_the_numbers_come_as_a_file_and_that_is_written_down(house: House, reid: Desk) -> None:
    arrive()
    response = reid.get("/desk/numbers?as=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "category,Drugs,not told" in response.text.splitlines()
    assert not re.search(r",[1-4]$", response.text, re.MULTILINE), "a small number leaves the house by no file"
    assert AuditEntry.objects.filter(act="numbers.exported").count() == 1


def test_many_rows_of_which_no_number_is_told_stand_in_one(house: House) -> None:
    kinds = ["drugs", "theft", "robbery", "fraud", "killing"]
    bars = [Bar(label=kind, number=None, width=0) for kind in kinds]
    told = Bar(label="guns", number=7, width=100)
    many, few = Chart("category", "", [told, *bars]), Chart("category", "", [told, *bars[:3]])
    assert (many.shown, many.folded) == ([told], kinds)
    assert (few.shown, few.folded) == (few.bars, [])


def test_the_page_says_in_one_row_what_is_not_told(house: House, reid: Desk) -> None:
    for number in range(7):
        arrive(f"They sell cocaine by shop number {number}")
    rare = ["theft", "robbery", "fraud", "other", "smuggling"]
    tips = [arrive(f"Stolen goat number {number} in Dennery") for number in range(len(rare))]
    for tip, kind in zip(tips, rare, strict=True):
        Tip.objects.filter(pk=tip.pk).update(category=kind)
    chart = reid.get("/desk/numbers").text.partition('id="category-title"')[2].partition("</table>")[0]
    assert chart.count("not told") == 1, chart
    assert chart.count(" · ") >= len(rare) - 1


def test_a_unit_whose_name_is_a_formula_is_words_in_the_file(house: House) -> None:
    for slug, tips in (("narcotics", 6), ("general", 7)):
        brought(house, slug, 11, tips, arrests=1)
    Unit.objects.filter(slug="narcotics").update(name="=1+1")
    file = sign_in(house, "charles").get("/desk/numbers?first=2026-11&last=2026-11&as=csv").text
    assert {"unit,'=1+1,6", "came by unit: arrests,'=1+1,6"} <= set(file.splitlines())
    assert not re.search(r"(^|,)=", file, re.MULTILINE)


def test_times_are_told_where_there_are_enough_tips(house: House, reid: Desk) -> None:
    officer = house.officer("reid")
    for number in range(5):
        tip = arrive(f"They selling cocaine by shop number {number}")
        not_at_midnight()
        claim_tip(tip=tip, by=officer, version=tip.version)
    page = reid.get("/desk/numbers").text
    assert "Until a tip was taken on" in page
    assert '<tr><th scope="row">Drugs</th><td>within two hours</td><td>–</td><td>–</td></tr>' in page
    assert "half taken,Drugs,within two hours" in reid.get("/desk/numbers?as=csv").text


def test_what_came_of_tips_stands_by_what_they_were_about(house: House, reid: Desk) -> None:
    for number in range(5):
        tip = arrive(f"They selling cocaine by shop number {number}")
        said = Figures(counts={"arrests": 2}, firearms={"rifle": 1}, drugs={"cocaine": 10})
        record_outcome(said, tip=tip, by=house.officer("reid"), version=tip.version)
    page = reid.get("/desk/numbers").text
    heads = '<th scope="col">Arrests</th><th scope="col">Firearms</th><th scope="col">Cocaine, g</th>'
    assert heads in page
    cells = "".join(f'<td class="number">{number}</td>' for number in (10, 5, 50))
    assert f'<tr><th scope="row">Drugs</th>{cells}</tr>' in page
    assert "came arrests,Drugs,10" in reid.get("/desk/numbers?as=csv").text


def test_dollars_stand_on_a_scale_of_their_own(house: House, reid: Desk) -> None:
    for number in range(5):
        tip = arrive(f"They selling cocaine by shop number {number}")
        said = Figures(counts={"arrests": 2, "cash": 4000}, firearms={}, drugs={})
        record_outcome(said, tip=tip, by=house.officer("reid"), version=tip.version)
    page = reid.get("/desk/numbers").text
    assert '<h2 id="came_dollars-title">What came of tips, in dollars</h2>' in page
    assert '<td class="number">20,000</td>' in page
    row = re.search(r'<tr><th scope="row">Arrests</th><td class="number">10</td>.*?<rect width="(\d+)"', page)
    assert row
    assert row[1] == "100"
    assert 'came,"Cash, in dollars",20000' in reid.get("/desk/numbers?as=csv").text, "the file stays as it was"


def test_a_year_s_months_and_the_units_stand_side_by_side_with_what_they_brought(house: House) -> None:
    for month in (10, 11):
        brought(house, "narcotics", month, 6, arrests=1)
    brought(house, "general", 11, 7, arrests=2)
    charles = sign_in(house, "charles")
    query = "?first=2026-01&last=2026-11"
    page = charles.get(f"/desk/numbers{query}").text
    assert '<th scope="row">Oct 2026</th><td class="number">6</td>' in page
    assert '<th scope="row">Nov 2026</th><td class="number">20</td>' in page
    assert page.index("Oct 2026") < page.index("Nov 2026")
    general = house.unit("general").name
    for row, number in ((general, 14), (Channel.WEB.label, 26)):
        assert f'<th scope="row">{row}</th><td class="number">{number}</td>' in page
    file = charles.get(f"/desk/numbers{query}&as=csv").text
    assert {"came by month: arrests,Nov 2026,20", f"came by unit: arrests,{general},14"} <= set(file.splitlines())
    assert "by unit" not in sign_in(house, "jules").get(f"/desk/numbers{query}&unit={house.unit('narcotics').pk}").text
