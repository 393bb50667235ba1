"""Officers at the desk: real sign-ins through the real pages, with the phone's app played by this file."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from reports.dashboard import throttle
from reports.models import Officer, Tip
from tests.conftest import House


@pytest.fixture(autouse=True)
def _fresh_desk() -> None:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    throttle.PASSWORDS.clear()
    throttle.CODES.clear()


@dataclass
class Desk:
    """A browser at the desk, and the officer's phone."""

    client: Client
    username: str
    secret: str = ""
    codes: tuple[str, ...] = ()
    used: int = 0

    def code(self) -> str:
        """Return the phone's next code that was not used yet."""
        self.used = max(self.used + 1, int(time.time()) // 30)
        return format_hotp_value(hotp_value(self.secret, self.used))

    def give_password(self, password: str, **more: str) -> HttpResponse:
        return self.client.post("/desk/sign-in", {"username": self.username, "password": password, **more})

    def give_code(self, code: str | None = None) -> HttpResponse:
        return self.client.post("/desk/sign-in/code", {"code": code or self.code()})

    def enrol(self) -> HttpResponse:
        """Set up the phone, as at the first sign-in, and read the recovery codes."""
        page = self.client.get("/desk/sign-in/phone").text
        found = re.search(r'class="secret"><code>([A-Z2-7 ]+)<', page)
        assert found, page
        self.secret = found[1].replace(" ", "")
        response = self.client.post("/desk/sign-in/phone", {"code": self.code()}, follow=True)
        self.codes = tuple(f"{a}{b}" for a, b in re.findall(r"<code>(\d{4}) (\d{4})</code>", unescape(response.text)))
        return response

    def has_phone(self, officer: Officer) -> None:
        """Leave what the pages of the first sign-in leave."""
        self.secret = generate_totp_secret()
        TOTP.activate(officer, self.secret)
        written = RecoveryCodes.activate(officer)
        self.codes = tuple(written.generate_codes())
        written.mark_as_viewed()

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def ask_for_source(self, tip: Tip, purpose: str = "action") -> HttpResponse:
        """Ask to see what could identify the tipster."""
        return self.post(f"/desk/tips/{tip.pk}/source", purpose=purpose)

    def post(self, path: str, **fields: str | int) -> HttpResponse:
        return self.client.post(path, fields)


def sign_in(house: House, username: str, client: Client | None = None) -> Desk:
    """Return the desk of an officer who has just signed in, with a phone that was set up another day.

    How a phone is set up, the tests of the sign-in walk through; for the others it would be most of what they take.
    """
    desk = Desk(client or Client(), username)
    desk.has_phone(house.officer(username))
    desk.give_password(house.password(username))
    desk.give_code()
    return desk


@pytest.fixture
def reid(house: House) -> Desk:
    """Marcia Reid, signed in: reception, general, major crime, narcotics."""
    return sign_in(house, "reid")


@pytest.fixture
def felix(house: House) -> Desk:
    """Rita Felix, signed in: trafficking and vulnerable persons."""
    return sign_in(house, "felix")


def signed_in(page: Page, house: House, username: str = "reid") -> None:
    """Sign in through the same pages, without drawing them."""
    cookies = sign_in(house, username).client.cookies.values()
    for each in cookies:
        page.context.add_cookies([{"name": each.key, "value": each.value, "domain": "localhost", "path": each["path"]}])


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Page]:
    """A page of a real browser in which Marcia Reid is signed in."""
    page = chromium.new_context(base_url=live_server.url).new_page()
    page.set_default_timeout(30_000)
    signed_in(page, house)
    page.goto("/desk/")
    yield page
    page.context.close()
