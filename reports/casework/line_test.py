"""Reading the line's daily test of itself: an officer of its unit opens what came and tells the number in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from reports import audit
from reports.keyring import KeyRing
from reports.models import LineTest, Officer, TestState
from reports.queries.reading import UNREADABLE, read_attachment, read_tip

_NUMBER = re.compile(r"Number of the test: (\d{4})\.")


class NotYourTest(Exception):
    """The officer belongs to none of the units whose tips the tests are."""


class WrongNumber(Exception):
    """The number is not the one that stands in what came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTest:
    """One test that came. `words` is None where it does not open; `sound` is the size of its recording in bytes."""

    test: LineTest
    words: str | None = field(repr=False)
    sound: int = 0

    @property
    def shown(self) -> str:
        """The words, without the mark that only the door reads."""
        return re.sub(r"\s*line-test-\w+", "", self.words or "")


def read_tests(ring: KeyRing, tests: tuple[LineTest, ...], *, by: Officer) -> list[ReadTest]:
    """Open what came of these tests with the officer's keys; each reading is audited. Raises NotYourTest."""
    came = [test for test in tests if test.tip and test.tip.unit_id in ring.unit_ids]
    if not came:
        raise NotYourTest
    return [_read(ring, test, by) for test in came]


@transaction.atomic
def confirm_read(ring: KeyRing, tests: tuple[LineTest, ...], number: str, *, by: Officer) -> None:
    """Note that the officer has read the day's tests. Raises NotYourTest, WrongNumber."""
    if number.strip() not in set(_numbers(read_tests(ring, tests, by=by))):
        raise WrongNumber
    names = [test.pk for test in tests if test.tip and test.tip.unit_id in ring.unit_ids]
    read = LineTest.objects.filter(pk__in=names, read_at=None).exclude(state=TestState.SENT)
    if read.update(read_by=by, read_at=timezone.now()):
        audit.enter("line.test_read", by=by, day=str(tests[0].day))


def _read(ring: KeyRing, test: LineTest, by: Officer) -> ReadTest:
    assert test.tip is not None  # noqa: S101 - read_tests leaves out what has not come
    try:
        entries = read_tip(ring, test.tip, by=by).entries
        files = [about for entry in entries for about in entry.attachments]
        sound = sum(len(read_attachment(ring, test.tip, about.id, by=by)[0]) for about in files)
    except UNREADABLE:
        return ReadTest(test=test, words=None)
    return ReadTest(test=test, words=" ".join(entry.text for entry in entries).strip(), sound=sound)


def _numbers(read: list[ReadTest]) -> Iterator[str]:
    for one in read:
        yield from _NUMBER.findall(one.words or "")
