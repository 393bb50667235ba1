"""Each name is heard once, no heading before the first, and without style sheets no stray button is seen."""

import re

from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.conftest import House
from tests.public.browser import fetch, send


def test_each_group_has_one_name_and_a_folded_one_that_of_what_unfolds_it(house: House) -> None:
    for page in (fetch("/short"), send("/", fetch("/"), text="A boat lands.", category="drugs", do="questions")):
        groups = re.findall(r"<fieldset([^>]*)>\s*(<legend)?", page.response.content.decode())
        named = [re.search(r'aria-labelledby="([^"]+)"', tag) for tag, _legend in groups]
        assert [bool(name) for name in named] == [not legend for _tag, legend in groups]
        unfolding = [told["id"] for tag, told in page.tags if tag == "summary" and "id" in told]
        assert unfolding
        assert [name.group(1) for name in named if name] == unfolding


def test_no_heading_stands_before_the_first(house: House) -> None:
    for page in (fetch("/"), fetch("/short"), send("/", fetch("/"), text="A boat.", danger="yes", do="questions")):
        assert next(tag for tag, _told in page.tags if re.fullmatch("h[1-6]", tag)) == "h1"


def test_without_style_sheets_the_button_for_enter_is_unseen_and_enter_presses_it(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    for styled in (True, False):
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        if not styled:
            page.route("**/*.css", lambda route: route.abort())
        page.goto(f"{live_server.url}/")
        assert not page.locator("button[aria-hidden=true]").is_visible()
        page.locator("#id_text").fill("A boat lands.")
        page.locator("input[name=danger][value=no]").press("Enter")
        assert page.locator("#id_place").is_visible(), "the page of questions"
        context.close()
