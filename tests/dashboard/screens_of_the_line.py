"""The screens that tell how the line does."""

from collections.abc import Callable

from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page

from reports.models import LineTest, Pulse, TestState
from tests.chromium import press
from tests.conftest import House
from tests.dashboard.conftest import signed_in
from tests.line_tests import todays_test


def status_of_the_line(page: Page, house: House) -> None:
    Pulse.objects.create(name="beat", at=timezone.now())
    signed_in(page, house)
    page.goto("/desk/status")


def wrong_number_of_the_test(page: Page, house: House) -> None:
    Pulse.objects.create(name="beat", at=timezone.now())
    todays_test()
    signed_in(page, house)
    with override_settings(SELF_TEST_HOUR=0):
        page.goto("/desk/line-test")
        page.fill("#id_number", "0000")
        press(page.get_by_role("button", name="I have read it"))


def queue_while_the_line_may_not_work(page: Page, house: House) -> None:
    todays_test()
    LineTest.objects.update(state=TestState.FAILED)
    signed_in(page, house)
    with override_settings(SELF_TEST_HOUR=0):
        page.goto("/desk/")


LINE_VISITS: list[Callable[[Page, House], object]] = [
    status_of_the_line, wrong_number_of_the_test, queue_while_the_line_may_not_work,
]  # fmt: skip
