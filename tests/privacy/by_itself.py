"""The line's daily test of itself, for the proofs: by web, text and call, from a phone of its own."""

from tests.line import Line

OWN = "+17584948263"
_GO_ON = """
from django.conf import settings
from reports.lifecycle.line_test import go_on
from reports.models import LineTest
settings.SELF_TEST_HOUR = 0
go_on()
print(*LineTest.objects.values_list("state", flat=True))
"""


def let_it_test_itself(line: Line) -> list[str]:
    """Send the three tests and wait until they came through; return the provider's names of the call and its voice."""
    before = {*line.twilio.state.calls, *line.twilio.state.recordings}
    line.manage("shell", "-c", _GO_ON)
    names: set[str] = set()

    def came() -> bool:
        names.update({*line.twilio.state.calls, *line.twilio.state.recordings} - before)
        return line.rows("SELECT count(DISTINCT channel) FROM tip WHERE self_test") == [(3,)]

    line.wait_until(came, "the line's own tests")
    line.triaged()
    return list(names)
