"""What the public may read of the months."""

from datetime import date

from reports.clock import today
from reports.models import Statement
from reports.notices.published import statements
from tests.conftest import House


def test_the_newest_month_comes_first(house: House) -> None:
    for month in (date(2026, 8, 1), date(2026, 10, 1), date(2026, 9, 1)):
        Statement.objects.create(month=month, rows=[], published_by=house.officer("charles"), published_day=today())
    assert [each.month.month for each in statements()] == [10, 9, 8]
