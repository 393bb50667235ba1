"""On the smallest phones: a receipt that came with danger, and the bar of a force with a long name."""

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Locator
from pytest_django.live_server_helper import LiveServer

from tests.chromium import needs_chromium, press
from tests.conftest import House
from tests.public.test_every_page import CODES, sticks_out
from tipline.logo import Logo

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def test_the_digits_stand_above_the_fold_beside_the_number_for_danger(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 320, "height": 568}, java_script_enabled=False
    )
    page, ends = context.new_page(), {}
    for code in CODES:
        for danger in ("yes", "unknown"):
            page.goto(f"/{code}/")
            page.fill("#id_text", "A boat lands now.")
            page.check(f"input[value={danger}]")
            press(page.locator("#tell button[value=send]"))
            assert page.locator(".call").is_visible()
            box = page.locator(".receipt span").last.bounding_box()
            assert box is not None
            ends[code, danger] = box["y"] + box["height"]
    context.close()
    assert {state: end for state, end in ends.items() if end > 568} == {}


def test_no_digit_stands_outside_its_box_where_letters_are_twice_as_large(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 320, "height": 568}, java_script_enabled=False
    )
    page, rows = context.new_page(), {}
    page.goto("/acf/")
    page.fill("#id_text", "A boat lands now.")
    press(page.locator("#tell button[value=send]"))
    for size in (100, 200):
        page.evaluate("size => document.documentElement.style.fontSize = `${size}%`", size)
        box = page.locator(".receipt").bounding_box()
        groups = [group.bounding_box() for group in page.locator(".receipt span").all()]
        assert box is not None
        assert len(groups) == 5
        assert all(group and group["x"] + group["width"] <= box["x"] + box["width"] <= 320 for group in groups), size
        rows[size] = len({group["y"] for group in groups if group})
    context.close()
    assert rows[100] == 2, "three in the first row, so that they are read in one look"


def _can_be_touched(link: Locator) -> bool:
    """Whether its middle belongs to it and to nothing that lies above."""
    ask = """link => {
        const at = link.getBoundingClientRect()
        return link.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2))
    }"""
    return bool(link.evaluate(ask))


LONG = [
    ("", "Royal Antigua and Barbuda Police and Coastguard Constabulary Force"),
    ("Antigua and Barbuda Crime Information Line", "Royal Force"),
    ("Verbrechensbekaempfungsmeldestelle", "Polizeiwachtmeisterschaftsverwaltungsdirektion"),
]


def test_a_long_name_neither_sticks_out_of_the_bar_nor_covers_the_number_or_the_way_out(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page, found = context.new_page(), []
    for brand, force in LONG:
        for logo in (Logo("hills"), Logo()):
            with override_settings(BRAND=brand, FORCE_NAME=force, LOGO=logo):
                page.goto("/fr/about/phones")
            for width in (320, 360, 390):
                page.set_viewport_size({"width": width, "height": 568})
                reached = [_can_be_touched(page.locator(f".bar {each}")) for each in (".sos", ".leave")]
                bar = page.locator(".bar").bounding_box()
                if sticks_out(page) or not all(reached) or bar is None or bar["height"] > 568 / 4:
                    found.append((brand or force, logo.look, width, bar))
    context.close()
    assert found == []
