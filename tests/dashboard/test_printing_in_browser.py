"""What comes out of the printer, as a real browser lays it out."""

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import needs_chromium, press
from tests.conftest import House
from tests.dashboard.arrivals import some_tips

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
CAVEAT = "Intelligence: never to be filed or quoted"


@pytest.mark.parametrize("path", ["", "search?q=guns", "tips/{tip}", "tips/{tip}/outcome", "tips/{tip}/trail"])
def test_paper_of_other_pages_holds_the_caveat_and_the_reader_alone(house: House, page: Page, path: str) -> None:
    tip = some_tips()
    page.goto(f"/desk/{path.format(tip=tip.pk)}")
    expect(page.locator("main")).to_be_visible()
    expect(page.locator(".on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("main")).to_be_hidden()
    on_paper = page.locator("body").inner_text()
    assert on_paper.startswith(CAVEAT)
    assert "Marcia Reid" in on_paper
    assert len(on_paper) < 250, on_paper


def test_the_paper_of_a_tip_holds_its_words_on_each_sheet_under_caveat_and_name(house: House, page: Page) -> None:
    tip = some_tips()
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator("summary", has_text="Print this tip").click()
    press(page.get_by_role("button", name="A court or oversight asks").last)
    page.emulate_media(media="print")
    expect(page.locator(".paper .words").first).to_be_visible()
    expect(page.locator(".screen")).to_be_hidden()
    expect(page.locator(".whoami")).to_be_hidden()
    shown = page.eval_on_selector_all(".paper-top, .paper-foot", "all => all.map(one => getComputedStyle(one).display)")
    assert shown == ["table-header-group", "table-footer-group"], "which a browser puts on each sheet"
