"""Reading the line's test: with the keys of its unit, by the number that stands in it, and on the trail."""

import pytest

from reports.casework.line_test import NotYourTest, WrongNumber, confirm_read, read_tests
from reports.models import AuditEntry, LineTest
from tests.conftest import House
from tests.line_tests import todays_test


def test_who_tells_the_number_has_read_it(house: House) -> None:
    test, ring, reid = todays_test(), house.ring("reid"), house.officer("reid")
    assert "Number of the test: 2345." in read_tests(ring, (test,), by=reid)[0].shown
    assert "line-test" not in read_tests(ring, (test,), by=reid)[0].shown
    with pytest.raises(WrongNumber):
        confirm_read(ring, (test,), "5432", by=reid)
    assert LineTest.objects.get().read_at is None
    confirm_read(ring, (test,), "2345", by=reid)
    assert LineTest.objects.get().read_by == reid
    entry = AuditEntry.objects.get(act="line.test_read")
    assert "2345" not in str(entry.detail)


def test_an_officer_of_another_unit_reads_nothing_of_it(house: House) -> None:
    test = todays_test()
    with pytest.raises(NotYourTest):
        confirm_read(house.ring("felix"), (test,), "2345", by=house.officer("felix"))
