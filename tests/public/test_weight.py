"""What a phone must fetch to see a page, with all it needs: one round trip of a cold connection, about 14 kB."""

import gzip
import re
from functools import cache

import pytest
from django.conf import LazySettings, settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from reports import house_guides
from reports.guides import House as HouseOfGuides
from reports.guides import categories, guide, whole
from reports.public.packed import STEP, fill
from reports.rulebook.guide_weight import too_heavy
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.visits import PATHS, put_up

MOST = 14 * 1024
SPARE = 200
"""So much lighter each page to read is, so that no word more breaks it."""
FROM_OTHERS = 200
"""What server, proxy and a hashed name add to a head: length, date, protocol, the way it came, what TLS asks for."""
CODES = [code for code, _ in settings.LANGUAGES]
GZIP = {"Accept-Encoding": "gzip, deflate"}


def head(response: HttpResponse) -> int:
    return 17 + FROM_OTHERS + sum(len(name) + len(value) + 4 for name, value in response.headers.items())


def linked(page: str, *, with_heads: bool = True) -> int:
    """The packed size of every file that the page loads, as whitenoise makes it, each with its own head."""
    total = 0
    for path in re.findall(r'<(?:link rel="(?:icon|stylesheet)"|img)[^>]*(?:href|src)="/static/([^"]+)"', page):
        found = finders.find(path)
        assert isinstance(found, str), path
        with open(found, "rb") as file:
            total += len(gzip.compress(file.read()))
        total += _head_of(path) if with_heads else 0
    return total


@cache
def _head_of(path: str) -> int:
    answer = Client(headers=GZIP).get(f"/static/{path}")
    assert answer.getvalue(), "read to its end, which closes the file and no connection of the database"
    return head(answer)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", CODES)
def test_a_page_with_everything_it_needs_comes_in_one_round_trip(house: House, code: str) -> None:
    put_up(house)
    weights = {}
    for path in PATHS:
        answer = Client(headers=GZIP).get(f"/{code}/{path}")
        assert answer.status_code in {200, 203}
        assert answer["Content-Encoding"] == "gzip"
        page = gzip.decompress(answer.content).decode()
        assert linked(page) > 2000, "the style sheets were counted"
        weights[path] = len(answer.content) + head(answer) + linked(page)
    assert {path: weight for path, weight in weights.items() if weight > MOST - SPARE} == {}


def test_a_page_weighs_the_same_each_time(house: House) -> None:
    assert len({len(Client(headers=GZIP).get("/en/help").content) for _ in range(20)}) == 1


def test_the_head_of_a_style_sheet_says_what_it_needs_and_no_more(house: House) -> None:
    """A page's own says what its browser may do; a file that is drawn with asks for nothing."""
    answer = Client(headers=GZIP).get("/static/base.css")
    assert answer.getvalue()
    assert "Permissions-Policy" not in answer.headers
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_browser_that_cannot_unpack_gets_the_page_as_it_is(house: House) -> None:
    answer = Client().get("/acf/help")
    assert "Content-Encoding" not in answer
    assert "</html>" in answer.content.decode()


def sent(path: str, page: Page, **typed: str) -> HttpResponse:
    return Client(headers=GZIP).post(path, {**page.fields, **typed})  # type: ignore[return-value]


@pytest.mark.parametrize("code", CODES)
def test_the_questions_of_every_category_come_in_one_round_trip_and_all_alike(house: House, code: str) -> None:
    """The style sheets came with the first page, but for the small one of the questions."""
    page, lengths = fetch(f"/{code}/"), set()
    for category in categories():
        answer = sent(f"/{code}/", page, text="A boat lands each Friday. " * 30, category=category, do="questions")
        assert answer.status_code == 200
        lengths.add(len(answer.content))
        own = 'rel="stylesheet" href="/static/public/tell.css"'
        assert own in gzip.decompress(answer.content).decode()
        assert len(answer.content) + head(answer) + linked(f"<link {own}") <= MOST
        cold = gzip.decompress(answer.content).decode()
        assert len(answer.content) + linked(cold, with_heads=False) <= MOST, (
            "but for the heads, where nothing came before"
        )
    assert lengths == {STEP}, "whoever counts bytes on the line must not learn what a tip is about"


def test_a_warning_a_mistake_and_a_receipt_are_as_long_as_the_questions(house: House) -> None:
    page = fetch("/en/")
    told = [
        sent("/en/", page, text="", do="send"),
        sent("/en/", page, text="My brother sells it.", do="send"),
        sent("/en/", page, text="A boat lands.", category="smuggling", do="map"),
        sent("/en/", page, text="A boat lands.", do="send"),
        sent("/en/mailbox", fetch("/en/mailbox"), receipt="1234"),
    ]
    assert {len(each.content) for each in told} == {STEP}


def test_a_page_that_waits_is_as_long_as_any_other(house: House, settings: LazySettings) -> None:
    settings.RIPENING = 60
    answer = sent("/en/", fetch("/en/"), text="A boat lands.", do="send")
    assert (answer.status_code, len(answer.content)) == (429, STEP)


def test_without_packing_too_only_steps_are_seen(house: House) -> None:
    answer = send("/en/", fetch("/en/"), text="A boat lands.", category="drugs", do="questions").response
    assert "Content-Encoding" not in answer
    assert len(answer.content) % STEP == 0


@given(st.binary(max_size=30_000))
def test_what_is_filled_up_is_unpacked_to_the_page_and_line_ends(page: bytes) -> None:
    filled = fill(page)
    assert len(filled) % STEP == 0
    whole = gzip.decompress(filled)
    assert whole.startswith(page)
    assert not whole[len(page) :].strip(b"\n")


@pytest.mark.parametrize("code", CODES)
def test_the_heaviest_guide_that_the_desk_may_put_in_force_still_fits(
    house: House, code: str, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    """Officers may write guides up to a weight: at the very limit, and with more contacts than are shown, the page is
    as long as every other.
    """
    contacts = [
        ("Caribbean Anti-Trafficking Foundation, Castries", "+1 758 555 0117"),
        ("Ministry of Equity, duty officer at night", "+1 758 555 0143"),
        ("Saint Lucia Crisis Centre, Quai Road", "+1 758 555 0186"),
        ("Never shown", "+1 758 555 0199"),
    ]
    settings.HELP_CONTACTS = {**settings.HELP_CONTACTS, "held": contacts}
    table = whole("human_trafficking")
    heavy = HouseOfGuides(2, {"human_trafficking": table})
    number = 0
    while not too_heavy(guide("human_trafficking", code, heavy), code):
        number += 1
        words = " ".join(str(number * prime) for prime in (7919, 104729, 15485863, 32452843))
        asked = {"id": f"own_{number}", "kind": "line", "ask": {"en": words}, "hint": {}, "options": [], "if": {}}
        last, table = table, table | {"questions": [*table["questions"], asked]}
        heavy = HouseOfGuides(2, {"human_trafficking": table})
    assert number > 2
    held = HouseOfGuides(2, {"human_trafficking": last}, code)
    monkeypatch.setitem(house_guides._held, "house", held)
    monkeypatch.setitem(house_guides._held, "until", float("inf"))
    page = fetch(f"/{code}/")
    answer = sent(f"/{code}/", page, text="A boat lands. " * 30, category="human_trafficking", do="questions")
    assert words not in gzip.decompress(answer.content).decode()
    assert "Quai Road" in gzip.decompress(answer.content).decode()
    assert "Never shown" not in gzip.decompress(answer.content).decode()
    assert last["questions"][-1]["ask"]["en"] in gzip.decompress(answer.content).decode()
    assert len(answer.content) == STEP
