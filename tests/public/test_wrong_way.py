"""A page that takes nothing says so on a page like any other."""

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import House
from tests.public.browser import Page, fetch


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize(("method", "path"), [("POST", "about"), ("PUT", ""), ("DELETE", "mailbox"), ("POST", "short")])
def test_it_says_so_with_languages_number_and_the_way_out(house: House, code: str, method: str, path: str) -> None:
    page = Page(Client(enforce_csrf_checks=True).generic(method, f"/{code}/{path}"))  # type: ignore[arg-type]
    assert page.status == 405
    assert "GET" in page.response["Allow"]
    assert page.response["Content-Language"] == code
    links = [told["href"] for tag, told in page.tags if tag == "a"]
    assert {f"/{each}/{path}" for each, _name in settings.LANGUAGES} < set(links)
    assert {f"tel:{settings.EMERGENCY_NUMBER}", settings.QUICK_EXIT_URL, f"/{code}/"} < set(links)
    assert page.number_of("h1") == 1


def test_what_was_sent_there_is_not_shown(house: House) -> None:
    page = Page(Client().post("/about", {"text": "A boat lands."}))  # type: ignore[arg-type]
    assert "it was NOT stored" in page.text
    assert "boat" not in page.text
    assert fetch("/about").status == 200
