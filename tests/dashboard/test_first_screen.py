"""What the first screen of a phone is for: a tip, however much is told above the queue."""

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports.alerts.ladder import climb
from reports.casework.chasing import chase_overdue
from reports.clock import this_hour
from reports.models import Pulse, Tip
from reports.people.inviting import invite
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.line_tests import todays_test
from tests.people.coming_in import make_administrator

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
WIDTH, HEIGHT = 390, 844


def test_a_tip_stands_on_it_while_an_alert_the_test_of_the_line_a_colleague_and_overdue_tips_are_told(
    page: Page, house: House
) -> None:
    Pulse.objects.create(name="beat", at=timezone.now())
    todays_test()
    arrive()
    Tip.objects.update(due_at=this_hour())
    chase_overdue()
    arrive("Men in the yard next door shooting now, please come", in_danger=True)
    climb()
    invite(username="n.new", name="Nora New", unit=house.unit("narcotics").pk, by=make_administrator("jules"))
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    with override_settings(SELF_TEST_HOUR=0):
        page.goto("/desk/")
    for told in ("Immediate danger", "The line was tested today", "How a colleague gets in has changed", "overdue"):
        expect(page.locator("body")).to_contain_text(told)
    row = page.locator(".queue > li .preview").first.bounding_box()
    assert row
    assert row["y"] + row["height"] < HEIGHT
