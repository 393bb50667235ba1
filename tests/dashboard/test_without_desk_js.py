"""A browser that runs scripts, but not the desk's own: covered, and words kept by a button, as with script off."""

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from reports.models import Draft
from tests.chromium import needs_chromium, press, violations
from tests.dashboard.arrivals import arrive

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
KEEP = "Keep what I have begun"
_FILE = "**/static/dashboard/{}*.js"


def _not_there(route: Route) -> None:
    route.fulfill(status=500, body="")


def _unreadable(route: Route) -> None:
    """Answer what an old browser makes of a file that is too new for it."""
    route.fulfill(content_type="text/javascript", body="const a = b ?.? c;")


def _breaks_off(route: Route) -> None:
    """Answer with a file that asks for what this browser does not have."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("BroadcastChannel", "NotInThisBrowser"))


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        pytest.param(["desk"], _not_there, id="desk.js is not there"),
        pytest.param(["desk"], _unreadable, id="desk.js cannot be read"),
        pytest.param(["desk"], _breaks_off, id="desk.js asks for what this browser has not"),
        pytest.param(["desk", "first"], _not_there, id="neither is there"),
    ],
)
def test_the_page_is_covered_and_its_button_keeps_words(
    page: Page, settings: Settings, files: Sequence[str], answer: Callable[[Route], None]
) -> None:
    settings.IDLE_MINUTES = 6 / 60
    for name in files:
        page.route(_FILE.format(name), answer)
    tip = arrive("Stolen goat in Dennery")
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator("#id_text").fill("Ask the vet")
    press(page.locator("form[action$=note]").get_by_role("button", name=KEEP))
    assert Draft.objects.get().tip_id == tip.pk
    expect(page.locator("#id_text")).to_have_value("Ask the vet")
    page.wait_for_url("**/desk/away?*")
    assert "goat" not in page.content()


def test_where_it_runs_nothing_of_this_is_seen_and_nothing_refreshes(page: Page, settings: Settings) -> None:
    settings.IDLE_MINUTES = 4 / 60
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}")
    assert page.locator(f"meta[http-equiv], button:has-text('{KEEP}')").count() == 0
    assert violations(page, only=["meta-refresh"]) == []
    page.evaluate("idle.dataset.away = '/desk/away?by=desk.js'")
    page.wait_for_url("**/desk/away?*")
    assert page.url.endswith("?by=desk.js"), "the page itself or first.js covered it"


def test_what_desk_js_takes_away_is_not_seen_while_it_comes(page: Page) -> None:
    waiting: list[Route] = []
    page.route(_FILE.format("desk"), lambda route: waiting.append(route))
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}", wait_until="commit")
    expect(page.locator("#id_text")).to_be_visible()
    assert page.get_by_role("button", name=KEEP).count() == 0
    waiting[0].continue_()
    page.wait_for_load_state()
    assert page.get_by_role("button", name=KEEP).count() == 0
