"""Words that are on their way when something fails: through gunicorn and the proxy of production, in a real browser.

TIPLINE_CADDY names the program; without it only what gunicorn does by itself is looked at.
"""

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings
from playwright.sync_api import Browser, Page

from reports.intake.receiving import MOST_BODY_BYTES
from tests.chromium import press
from tests.intake.bodies import BOUNDARY, FILM, MB, Body, file, word
from tests.line import Line, hidden_fields, receipt_in, running_line
from tipline.standalone.child import Child
from tipline.standalone.place import free_port

CADDY = os.environ.get("TIPLINE_CADDY", "")
TEXT = "They unload bales from a blue boat behind the fish market."
LEAVE = "https://leave.example/"

needs_caddy = pytest.mark.skipif(not CADDY, reason="no Caddy here")


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with running_line(tmp_path_factory.mktemp("line")) as line:
        yield line


@pytest.fixture(scope="module")
def proxy(line: Line) -> Iterator[str]:
    """The address of a Caddy with our Caddyfile in front of the line."""
    address = f"http://127.0.0.1:{free_port()}"
    told = {"SITE": address, "UPSTREAM": urlsplit(line.url).netloc, "TLS_LINE": "", "HOTLINE_NUMBER": "555"}
    told |= {"EMERGENCY_NUMBER": "911", "QUICK_EXIT_URL": LEAVE, "XDG_DATA_HOME": str(line.folder / "caddy")}
    command = [CADDY, "run", "--adapter", "caddyfile", "--config", str(settings.BASE_DIR / "Caddyfile")]
    child = Child("proxy", command, log=line.servers.logs / "proxy.log", env=dict(os.environ) | told)
    child.start()
    try:
        assert child.wait_until(lambda: _answers(address), seconds=120), child.last_lines()
        yield address
    finally:
        child.stop()


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/robots.txt", timeout=5).status_code == 200
    except (requests.ConnectionError, requests.Timeout):
        return False


@pytest.fixture
def page(proxy: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(base_url=proxy, java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_gunicorn_answers_a_form_that_broke_off_with_all_that_arrived(line: Line, language: str) -> None:
    fields = hidden_fields(requests.get(f"{line.url}/{language}/", timeout=30).text)
    parts = [*(word(name, value) for name, value in fields.items()), word("text", TEXT), file(FILM), file(FILM, MB)]
    whole = Body([*parts, word("do", "send")])
    body = b"".join(iter(lambda: whole.read(65536), b""))
    head = f"POST /{language}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}"
    with socket.create_connection((urlsplit(line.url).hostname, urlsplit(line.url).port), timeout=60) as connection:
        connection.sendall(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 400 ")
    area = re.search(r"<textarea[^>]*>(.*?)</textarea>", answer, re.S)
    assert area
    assert area[1].strip() == TEXT
    assert answer.count('name="remove"') == 1, "the film that was whole"
    assert LEAVE not in answer


@pytest.mark.browser
@needs_caddy
def test_files_far_too_large_cost_no_word(line: Line, page: Page, tmp_path: Path) -> None:
    large = tmp_path / "a.mp4"
    with large.open("wb") as film:
        film.write(FILM)
        film.truncate(MOST_BODY_BYTES + MB)
    page.goto("/en/")
    page.fill("#id_text", TEXT)
    page.check("input[name=danger][value=no]")
    page.set_input_files("#id_files", large)
    with page.expect_navigation(timeout=120_000):
        page.locator("#tell button[value=send]").click(timeout=120_000)
    assert page.input_value("#id_text") == TEXT
    assert page.is_checked("input[name=danger][value=no]")
    assert "Your files are far too large" in page.inner_text("main")


@pytest.mark.browser
@needs_caddy
def test_while_nobody_answers_the_proxy_says_what_to_do_and_loading_again_sends_the_words(
    line: Line, page: Page
) -> None:
    page.goto("/fr/")
    page.fill("#id_text", TEXT)
    line.web.stop()
    try:
        press(page.locator("#tell button[value=send]"))
        said = page.inner_text("body")
        for sentence in ("We cannot be reached at this moment.", "rechargez-la", "cárguela otra vez", "chajé'y ankò"):
            assert sentence in said
        assert {"tel:555", "tel:911", LEAVE} == set(
            page.locator("a").evaluate_all("found => found.map(it => it.getAttribute('href'))")
        )
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "640px", "the style is let through"
    finally:
        line.web.start()
        assert line.web.wait_until(lambda: _answers(line.url), seconds=120), line.web.last_lines()
    page.reload()
    assert receipt_in(page.inner_text("main"))


@needs_caddy
def test_the_proxy_names_itself_nowhere_and_lets_nothing_be_kept(line: Line, proxy: str) -> None:
    line.web.stop()
    try:
        answer = requests.get(f"{proxy}/en/", timeout=30)
    finally:
        line.web.start()
        assert line.web.wait_until(lambda: _answers(line.url), seconds=120), line.web.last_lines()
    assert answer.status_code == 502
    assert "Server" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert requests.get(f"{proxy}/en/", timeout=30).status_code == 203
    assert "Server" not in requests.get(f"{proxy}/en/", timeout=30).headers
