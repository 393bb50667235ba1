"""While the database is away every page to read stands, or says in its reader's language that it cannot just now."""

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from reports.models import Tip
from tests.conftest import House
from tests.outage import no_database
from tests.public.browser import Page, fetch, send
from tests.public.visits import PATHS, put_up

pytestmark = pytest.mark.django_db(transaction=True)
CODES = [code for code, _name in settings.LANGUAGES]
HEADINGS = {
    "notices": "Notices",
    "notices/1001": "Notices",
    "about/times": "How long a tip is kept",
    "about/numbers": "What tips bring",
    "about/numbers/2026-10": "What tips bring",
}
"""The pages that read what the desk has put up, and what they are headed then."""
FILES = ("notices/1001/picture", "about/numbers/2026-10.csv", "about/numbers/2026-10.pdf")
AWAY = "This page cannot be shown at this moment. Look again in a few minutes."
WORKS = (
    "“Get help” and “Your safety” work. You can write too: what cannot be stored just now stays in your page, and the "
    "page says so."
)


def has_number_and_way_out(page: Page) -> bool:
    links = [told.get("href") for tag, told in page.tags if tag == "a"]
    return {f"tel:{settings.EMERGENCY_NUMBER}", settings.QUICK_EXIT_URL} <= set(links)


def is_away(page: Page, heading: str, code: str) -> bool:
    with override(code):
        said = [" ".join(gettext(each).split()) for each in (AWAY, WORKS)]
        is_headed = page.number_of("h1") == 1 and gettext(heading) in page.text
    return page.status == 503 and "Retry-After" in page.response and is_headed and all(it in page.text for it in said)


@pytest.mark.parametrize("database", ["default", "keystore"])
def test_each_page_stands_or_says_that_it_cannot_be_shown(house: House, database: str) -> None:
    put_up(house)
    with no_database(database):
        pages = {(code, path): fetch(f"/{code}/{path}") for code in CODES for path in PATHS}
    away = {path: code for (code, path), page in pages.items() if page.status not in (200, 203)}
    assert set(away) == (set(HEADINGS) if database == "default" else set())
    for (code, path), page in pages.items():
        assert has_number_and_way_out(page), (code, path)
        if path in away:
            assert is_away(page, HEADINGS[path], code), (code, path, page.text[:300])
    for path in HEADINGS:
        assert fetch(f"/fr/{path}").status == 200, "and shows it again"


def test_neither_is_there_a_file_or_a_picture(house: House) -> None:
    put_up(house)
    with no_database("default"):
        away = [fetch(f"/en/{path}").status for path in FILES]
    assert away == [503] * 3


def test_what_that_page_says_of_the_others_is_so(house: House) -> None:
    first = fetch("/")
    with no_database("default"):
        reading = send("/", first, text="A boat lands.", do="go:times")
        helped = send("/", reading, do="go:help")
        tried = send("/", send("/", helped, do="stay"), do="send")
    assert is_away(reading, HEADINGS["about/times"], "en")
    assert helped.status == 200
    assert tried.fields["text"] == "A boat lands."
    assert "What you sent was NOT stored" in tried.text
    assert not Tip.objects.exists()
    assert send("/", tried, do="send").receipt


def test_what_is_being_written_waits_in_such_a_page_too(house: House) -> None:
    first = fetch("/en/")
    with no_database("default"):
        for where in ("notices", "notice:1001", "numbers", "month:2026-10", "times"):
            page = send("/en/", first, text="A boat lands each Friday.", do=f"go:{where}")
            assert page.status == 503
            assert AWAY in page.text
            assert send("/en/", page, do="stay").fields["text"] == "A boat lands each Friday."


def test_nobody_is_sent_to_a_call_that_could_not_be_stored_either(house: House) -> None:
    first = fetch("/en/")
    with no_database("default"):
        for page in (fetch("/en/notices"), send("/en/", first, text="A goat was stolen", do="send")):
            assert page.status == 503
            assert "are stored in the same place: perhaps they cannot be kept now either." in page.text
            links = [told.get("href") for tag, told in page.tags if tag == "a"]
            assert f"tel:{settings.HOTLINE_NUMBER}" not in links
            assert links.count(f"tel:{settings.EMERGENCY_NUMBER}") >= 2, "in the bar, and where she reads"
