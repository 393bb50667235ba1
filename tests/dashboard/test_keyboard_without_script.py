"""A tip's whole way, from the queue to its end, with Tab, Enter and arrows alone, in a browser that runs no script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import Outcome, Record, RecordKind, Status, Tip
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import signed_in
from tests.dashboard.test_keyboard_walks import enter, tab_to

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plain(chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Page]:
    """The queue of Marcia Reid, without script."""
    page = chromium.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    page.set_default_timeout(30_000)
    signed_in(page, house)
    page.goto("/desk/")
    yield page
    page.context.close()


def test_a_tip_is_worked_from_the_queue_to_its_end(plain: Page, house: House) -> None:
    tip, other = arrive("Stolen goat in Dennery"), arrive("Stolen boat engine in Canaries")
    plain.reload()
    enter(plain, plain.locator("a.preview", has_text=tip.reference).inner_text().strip())
    expect(plain.locator("h1")).to_have_text(tip.reference)
    enter(plain, "Take it on")
    tab_to(plain, "Ask the tipster")
    plain.keyboard.type("On which day?")
    enter(plain, "Send the question")
    tab_to(plain, "Note for the unit")
    plain.keyboard.type("The farmer was asked.")
    enter(plain, "Keep the note")
    enter(plain, "Write down what came of it")
    tab_to(plain, plain.locator("label[for=id_arrests]").inner_text().strip())
    plain.keyboard.type("2")
    enter(plain, "Write it down")
    tab_to(plain, plain.locator("label[for=id_reason]").inner_text().strip())
    plain.keyboard.press("ArrowDown")
    enter(plain, "Close the tip")
    done = Tip.objects.get(pk=tip.pk)
    assert (done.status, done.assigned_to) == (Status.CLOSED, house.officer("reid"))
    assert Outcome.objects.get().arrests == 2
    written = Record.objects.filter(tip=tip, officer=house.officer("reid")).values_list("kind", flat=True)
    assert set(written) == {RecordKind.QUESTION, RecordKind.NOTE}
    enter(plain, "Queue")
    enter(plain, "Take the next tip")
    expect(plain.locator("h1")).to_have_text(other.reference)
