"""What every public page has in common: no script, no cookie, nothing from elsewhere, no copy kept, a neutral title."""

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory, override_settings

from tests.conftest import BOTH, House
from tests.public.browser import Page, fetch, send
from tests.public.visits import PATHS, WRITTEN_ON, put_up

PAGES = [f"/{path}" for path in PATHS]


@pytest.fixture(scope="module")
def pages(founded_house: House, django_db_blocker: Any) -> Mapping[str, Page]:
    """Every page, and the one that stands for none, fetched once as over TLS; what they tell of is then taken back."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        for alias in BOTH:
            stack.enter_context(transaction.atomic(alias))
            stack.callback(transaction.set_rollback, True, alias)
        founded_house.restore()
        put_up(founded_house)
        with override_settings(SECURE_HSTS_SECONDS=63072000):
            return {path: fetch(path) for path in [*PAGES, "/nothing-here"]}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_script_no_cookie_and_nothing_from_elsewhere(pages: Mapping[str, Page], path: str) -> None:
    page = pages[path]
    assert page.status in {200, 203}
    assert not page.response.cookies
    for tag, told in page.tags:
        assert tag not in {"script", "iframe", "object", "embed", "base"}
        assert not [name for name in told if name.startswith("on") or name == "style"]
        for name in ("src", "action"):
            assert told.get(name, "/").startswith("/")
        if tag == "link" and told["rel"] != "alternate":  # the other languages: nothing is loaded from there
            assert told["href"].startswith("/static/")


@pytest.mark.parametrize("path", [f"/{path}" for path in PATHS if path == "short" or path not in WRITTEN_ON])
def test_a_page_that_takes_nothing_says_so(house: House, path: str) -> None:
    put_up(house)
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, {"do": "write"}).status_code == 405
    assert client.put(f"/fr{path}").status_code == 405


@pytest.mark.parametrize("path", ["/fr/", *(f"/{path}" for path in WRITTEN_ON)])
def test_a_page_to_write_on_comes_with_a_status_that_no_browser_puts_aside(house: House, path: str) -> None:
    """What Chromium does with one of status 200 is shown by test_in_browser."""
    assert Client().get(path).status_code == 203


@pytest.mark.parametrize("path", ["/", "/help", "/nothing-here"])
def test_who_asks_for_the_head_gets_no_body_and_its_length(house: House, path: str) -> None:
    """Sent over a socket, a body in the place of none makes the server complain in its log."""
    told: dict[str, str] = {}
    answer = WSGIHandler()(RequestFactory().head(path).environ, lambda _status, lines: told.update(lines))
    assert b"".join(answer) == b""
    assert int(told["Content-Length"]) == len(Client().get(path).content)


@pytest.mark.parametrize("path", [*PAGES, "/nothing-here"])
def test_each_header_is_there(pages: Mapping[str, Page], path: str) -> None:
    answer = pages[path].response.headers
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
    for sensor in ("geolocation", "camera", "microphone", "usb", "payment"):
        assert f"{sensor}=()" in answer["Permissions-Policy"]
    assert answer["X-DNS-Prefetch-Control"] == "off"
    assert "Server" not in answer
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]


# The rules of Mozilla's HTTP Observatory, each with what satisfies it best. Two of them look at what is not there.
OBSERVATORY: dict[str, Callable[[HttpResponseBase], bool]] = {
    "content-security-policy": lambda answer: (
        answer["Content-Security-Policy"].startswith("default-src 'none'")
        and not re.search(r"unsafe|\*|http:|data:|blob:", answer["Content-Security-Policy"])
    ),
    "cookies": lambda answer: not answer.cookies,
    "cross-origin-resource-sharing": lambda answer: "Access-Control-Allow-Origin" not in answer,
    "cross-origin-resource-policy": lambda answer: answer["Cross-Origin-Resource-Policy"] == "same-origin",
    "redirection": lambda answer: answer.status_code not in range(300, 400),  # from http the proxy leads to https
    "referrer-policy": lambda answer: answer["Referrer-Policy"] == "no-referrer",
    "strict-transport-security": lambda answer: (
        int(answer["Strict-Transport-Security"].partition("max-age=")[2].partition(";")[0]) >= 15_768_000
    ),
    "subresource-integrity": lambda answer: b"<script" not in answer.getvalue(),
    "x-content-type-options": lambda answer: answer["X-Content-Type-Options"] == "nosniff",
    "x-frame-options": lambda answer: (
        answer["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    ),
}


@pytest.mark.parametrize("path", [*PAGES, "/nothing-here"])
def test_every_rule_of_the_http_observatory_is_met(pages: Mapping[str, Page], path: str) -> None:
    assert [rule for rule, is_met in OBSERVATORY.items() if not is_met(pages[path].response)] == []


def test_the_answer_to_a_form_keeps_them_too(house: House) -> None:
    with override_settings(SECURE_HSTS_SECONDS=63072000):
        answer = send("/", fetch("/"), text="A boat lands.").response
        assert [rule for rule, is_met in OBSERVATORY.items() if not is_met(answer)] == []
        assert answer["Cache-Control"] == "no-store"


def test_the_proxy_leads_from_http_to_https() -> None:
    proxy = (Path(settings.BASE_DIR) / "Caddyfile").read_text()
    assert "auto_https off" not in proxy
    assert "disable_redirects" not in proxy


def test_over_tls_the_browser_is_told_to_stay_with_it_and_an_onion_is_not(house: House) -> None:
    with override_settings(SECURE_HSTS_SECONDS=63072000, ALLOWED_HOSTS=["tips.example", "abc.onion"]):
        assert Client(headers={"Host": "tips.example"}).get("/")["Strict-Transport-Security"] == "max-age=63072000"
        assert "Strict-Transport-Security" not in Client(headers={"Host": "abc.onion"}).get("/")
    assert "Strict-Transport-Security" not in Client().get("/"), "the demo has no TLS"


def test_tor_browser_is_shown_the_onion_address_of_the_same_page(house: House) -> None:
    with override_settings(ONION_URL="http://abc.onion", ALLOWED_HOSTS=["tips.example", "abc.onion"]):
        client = Client(headers={"Host": "tips.example"})
        assert client.get("/fr/help")["Onion-Location"] == "http://abc.onion/fr/help"
        assert "Onion-Location" not in client.get("/desk/sign-in")
        client.get("/fr/")
        for page in ("help", ""):
            onion = Client(headers={"Host": "abc.onion:80"}).get(f"/fr/{page}")
            assert "Onion-Location" not in onion
            assert f'href="http://abc.onion/es/{page}"' in onion.content.decode()
            assert settings.PUBLIC_URL not in onion.content.decode(), "what is read as an onion names no other address"
            assert "abc.onion" not in client.get(f"/fr/{page}").content.decode()
    assert "Onion-Location" not in Client().get("/")


@pytest.mark.parametrize("path", PAGES)
def test_the_title_names_no_police_and_no_crime(pages: Mapping[str, Page], path: str) -> None:
    found = re.search(r"<title>(.*?)</title>", pages[path].response.content.decode())
    assert found
    assert not re.search(r"police|crime|tip|anonym|report|help|danger|number|555|911", found.group(1), re.IGNORECASE)


@pytest.mark.parametrize("path", PAGES)
def test_the_way_out_is_a_plain_link_on_every_page(pages: Mapping[str, Page], path: str) -> None:
    assert [told for tag, told in pages[path].tags if tag == "a" and told.get("rel") == "noreferrer"]


@pytest.mark.parametrize("path", PAGES)
def test_the_emergency_number_is_on_every_page(pages: Mapping[str, Page], path: str) -> None:
    assert settings.EMERGENCY_NUMBER in pages[path].text


def test_search_machines_may_come_and_are_told_no_address(house: House) -> None:
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content == b"User-agent: *\nAllow: /\n"


def test_the_style_sheets_load_nothing_at_all() -> None:
    for sheet in (Path(settings.BASE_DIR) / "static").rglob("*.css"):
        assert not re.search(r"url\(|@import|@font-face", sheet.read_text()), sheet.name
