"""The line's daily test as it comes in, for tests of those who read it."""

from django.utils import timezone

from reports.clock import today
from reports.intake.door import accept
from reports.lifecycle.line_test import see_what_came
from reports.line_mark import mark
from reports.models import Channel, LineTest
from tests.arrivals import web
from tests.conftest import triage_all

WORDS = "This is the daily test of the tip line. A man with a gun. Number of the test: 2345."


def todays_test() -> LineTest:
    """Return today's test by web, which has just come through the door."""
    LineTest.objects.create(day=today(), channel=Channel.WEB, sent_at=timezone.now())
    accept(web(f"{WORDS} {mark(today())}", in_danger=True))
    triage_all()
    see_what_came(timezone.localtime())
    return LineTest.objects.get()
