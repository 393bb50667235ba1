"""What a phone must fetch to see a page, with all it needs: one round trip of a cold connection, about 14 kB."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

from tests.conftest import House
from tests.public.browser import fetch, send

MOST = 14 * 1024
PAGES = ["", "mailbox", "what-we-keep", "help", "about", "about/identity", "about/phones", "about/limits"]
CODES = [code for code, _ in settings.LANGUAGES]
GZIP = {"Accept-Encoding": "gzip, deflate"}


def head(response: HttpResponse) -> int:
    return 17 + sum(len(name) + len(value) + 4 for name, value in response.headers.items())


def linked(page: str) -> int:
    """The packed size of every file that the page loads, as whitenoise makes it, with a head as long as it is now."""
    total = 0
    for path in re.findall(r'<(?:link rel="(?:icon|stylesheet)"|img)[^>]*(?:href|src)="/static/([^"]+)"', page):
        found = finders.find(path)
        assert isinstance(found, str), path
        with open(found, "rb") as file:
            total += len(gzip.compress(file.read())) + 700
    return total


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_page_with_everything_it_needs_comes_in_one_round_trip(house: House, path: str, code: str) -> None:
    answer = Client(headers=GZIP).get(f"/{code}/{path}")
    assert answer["Content-Encoding"] == "gzip"
    page = gzip.decompress(answer.content).decode()
    assert linked(page) > 2000, "the style sheets were counted"
    assert len(answer.content) + head(answer) + linked(page) <= MOST


def test_a_browser_that_cannot_unpack_gets_the_page_as_it_is(house: House) -> None:
    answer = Client().get("/acf/help")
    assert "Content-Encoding" not in answer
    assert "</html>" in answer.content.decode()


def test_the_answer_to_a_form_is_not_packed(house: House) -> None:
    sent = Client(headers=GZIP).post("/en/", {**fetch("/en/").fields, "text": "A boat lands."})
    assert "Content-Encoding" not in sent
    assert send("/en/", fetch("/en/"), text="").status == 400
