"""How the line stands: its newest test of itself, what else is wrong, and whether somebody must be told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from reports.clock import today
from reports.models import Channel, LineTest, TestState, Tip
from reports.models.kept import Kept, WithOfficer
from reports.queries.key_ages import late_key_files
from reports.queries.pulses import is_alive, pulses, wrong

_LATE = timedelta(hours=1)  # after its hour a test must have begun; after it came, it may wait so long for a reader
_ORDER = (Channel.WEB, Channel.SMS, Channel.CALL)
_TEST, _TIP = WithOfficer(LineTest, "read_by"), ("id", "unit_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineHealth:
    """The tests of one day, and what is wrong: words for a person, none while all is well.

    `problems`: tips may not come in, or nobody may see them. `upkeep`: the line works, and something behind it does
    not. `of_tests`: the problems that the tests alone have found.
    """

    day: date | None
    tests: tuple[LineTest, ...]
    of_tests: tuple[str, ...]
    problems: tuple[str, ...]
    upkeep: tuple[str, ...]

    @property
    def is_read(self) -> bool:
        """Whether somebody at the desk has read the day's test."""
        return bool(self.tests) and all(test.read_at for test in self.tests)

    @property
    def can_be_read(self) -> bool:
        """Whether there is something that came and that nobody has read."""
        return not self.is_read and any(test.state == TestState.WELL and test.tip_id for test in self.tests)


def line_health() -> LineHealth:
    """Return how the line stands: of the demo nothing, unless it tests itself."""
    if settings.SELF_TEST_HOUR < 0 and settings.STANDALONE:
        return LineHealth(day=None, tests=(), of_tests=(), problems=(), upkeep=())
    rows: list[LineTest] = []
    if settings.SELF_TEST_HOUR >= 0:
        rows = [_test(values) for values in _newest().rows()]
    newest = rows[0].day if rows else None
    tests = tuple(sorted((row for row in rows if row.day == newest), key=_place))
    of_tests = _of_tests(tests, newest) if settings.SELF_TEST_HOUR >= 0 else []
    known = pulses()
    still = [] if is_alive(known) else ["the clock or the worker stands still"]
    found = [one for one in wrong(known) if one.part.wakes]
    carrying = [one.part.wrong for one in found if one.part.carries]
    upkeep = [*(one.part.wrong for one in found if not one.part.carries), *late_key_files()]
    return LineHealth(
        day=newest,
        tests=tests,
        of_tests=tuple(of_tests),
        problems=(*of_tests, *still, *carrying),
        upkeep=tuple(upkeep),
    )


@cache  # each look at the queue asks it
def _newest() -> Kept:
    newest = LineTest.objects.order_by("-day")
    return Kept.of(newest.values_list(*_TEST.columns, *(f"tip__{name}" for name in _TIP))[: len(_ORDER)])


def _test(values: tuple[Any, ...]) -> LineTest:
    """Return a test with its tip, of which the rest is read when it is asked for; None where it may not be seen."""
    test, tip = _TEST.row(values), values[-len(_TIP) :]
    found = None if tip[0] is None else Tip.from_db("default", _TIP, tip)
    LineTest._meta.get_field("tip").set_cached_value(test, found)  # what hides a tip leaves its id in the test
    return test


def channels() -> tuple[Channel, ...]:
    """Return the channels that are tested: text and call need a phone of ours and the provider."""
    return _ORDER if settings.SELF_TEST_NUMBER and settings.TWILIO_ACCOUNT_SID else (Channel.WEB,)


def _place(test: LineTest) -> int:
    return _ORDER.index(Channel(test.channel))


def _of_tests(tests: tuple[LineTest, ...], newest: date | None) -> list[str]:
    now = timezone.localtime()
    return [*_failures(tests), *_unread(tests, now), *_missing(newest, now)]


def _failures(tests: tuple[LineTest, ...]) -> list[str]:
    return [_failure(test) for test in tests if test.state == TestState.FAILED]


def _failure(test: LineTest) -> str:
    """Say which half failed: the way in, or of a text that came in, the way back."""
    if test.channel == Channel.SMS and test.tip_id and not test.answered:
        return "the daily test by text came in, and no answer reached its phone"
    return f"the daily test failed by {test.get_channel_display().lower()}"


def _unread(tests: tuple[LineTest, ...], now: datetime) -> list[str]:
    if not tests or all(test.read_at for test in tests):
        return []
    first = min(test.sent_at for test in tests)
    by = timezone.localtime(first).replace(hour=settings.SELF_TEST_READ_BY, minute=0, second=0, microsecond=0)
    return ["nobody has read the daily test"] if now > max(by, first + _LATE) else []


def _missing(newest: date | None, now: datetime) -> list[str]:
    if newest == today():
        return []
    due = now.replace(hour=settings.SELF_TEST_HOUR, minute=0, second=0, microsecond=0)
    return ["today's test was not sent"] if now > due + _LATE else []
