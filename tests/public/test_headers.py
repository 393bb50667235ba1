"""What every public page has in common: no script, no cookie, nothing from elsewhere, no copy kept, a neutral title."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import House
from tests.public.browser import fetch

PAGES = ["/", "/mailbox", "/what-we-keep", "/help", "/about"]
PAGES += [f"/about/{name}" for name in ("identity", "phones", "after", "rewards", "limits")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_script_no_cookie_and_nothing_from_elsewhere(house: House, path: str) -> None:
    page = fetch(path)
    assert page.status == 200
    assert not page.response.cookies
    for tag, told in page.tags:
        assert tag not in {"script", "iframe", "object", "embed", "base"}
        assert not [name for name in told if name.startswith("on") or name == "style"]
        for name in ("src", "action"):
            assert told.get(name, "/").startswith("/")
        if tag == "link" and told["rel"] != "alternate":  # the other languages: nothing is loaded from there
            assert told["href"].startswith("/static/")


@pytest.mark.parametrize("path", [*PAGES, "/nothing-here"])
def test_each_header_is_there(house: House, path: str) -> None:
    answer = Client().get(path).headers
    policy = answer["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'none'", "form-action 'self'", "base-uri 'none'"):
        assert rule in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "Server" not in answer
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_the_title_names_no_police_and_no_crime(house: House, path: str) -> None:
    found = re.search(r"<title>(.*?)</title>", fetch(path).response.content.decode())
    assert found
    assert not re.search(r"police|crime|tip|anonym|report|555|911", found.group(1), re.IGNORECASE)


@pytest.mark.parametrize("path", PAGES)
def test_the_way_out_is_a_plain_link_on_every_page(house: House, path: str) -> None:
    assert [told for tag, told in fetch(path).tags if tag == "a" and told.get("rel") == "noreferrer"]


@pytest.mark.parametrize("path", PAGES)
def test_the_emergency_number_is_on_every_page(house: House, path: str) -> None:
    assert settings.EMERGENCY_NUMBER in fetch(path).text


def test_the_style_sheets_load_nothing_at_all() -> None:
    for sheet in (Path(settings.BASE_DIR) / "static").glob("*.css"):
        assert not re.search(r"url\(|@import|@font-face", sheet.read_text()), sheet.name
