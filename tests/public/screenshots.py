"""The pictures of docs/screenshots, taken anew by `make screenshots`: what a phone and a desktop show first of a page.

Nothing is proved here, so pytest comes here only where the file is named.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from django.test import override_settings
from PIL import Image
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from reports.casework.claim import claim_tip
from reports.dialogue.reply import ask_tipster
from reports.management.demo_notices import put_up_demo_notices
from reports.models import Notice, Officer
from tests.chromium import needs_chromium, press
from tests.conftest import House, only_tip, triage_all

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SCREENS = {"phone": ((360, 740), 1.5), "desktop": ((1100, 820), 1.0)}
COLOURS = 64
TOLD = "A boat with two engines lands at Anse Cochon every Friday after dark."


def _officer(username: str) -> Officer:
    return Officer.objects.get(username=username)


def first(page: Page) -> None:
    page.goto("/")


def questions(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", TOLD)
    page.select_option("#id_category", "smuggling")
    press(page.locator("#tell .buttons button[value=questions]"))


def before_it_goes(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", f"{TOLD} My brother counted ten men. I live next door.")
    press(page.locator("#tell button[value=send]"))


def receipt(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", TOLD)
    press(page.locator("#tell button[value=send]"))


def notice(page: Page) -> None:
    put_up_demo_notices(writer=_officer("reid"), publisher=_officer("jules"))
    page.goto(f"/notices/{Notice.objects.exclude(picture=None).get().number}")


def waiting(page: Page) -> None:
    with override_settings(RIPENING=60):
        receipt(page)


def mailbox(page: Page) -> None:
    receipt(page)
    digits = "".join(page.locator(".receipt span").all_inner_texts())
    triage_all()
    tip, officer = only_tip(), _officer("reid")
    claim_tip(tip=tip, by=officer, version=tip.version)
    ask_tipster(tip=tip, text="Which colour is the boat, and has it a name?", by=officer)
    page.goto("/mailbox")
    page.fill("#id_receipt", digits)
    press(page.locator("form .button"))


SHOWN: list[Callable[[Page], None]] = [first, questions, before_it_goes, receipt, notice, waiting, mailbox]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("show", SHOWN)
def test_it_is_shown(
    house: House,
    live_server: LiveServer,
    chromium: Browser,
    show: Callable[[Page], None],
    screen: str,
    theme: Literal["light", "dark"],
) -> None:
    (width, height), scale = SCREENS[screen]
    page = chromium.new_page(
        base_url=live_server.url,
        java_script_enabled=False,
        color_scheme=theme,
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
    )
    show(page)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(FOLDER / f"{show.__name__.replace('_', '-')}-{screen}-{theme}.png", optimize=True)
    page.close()
