"""What the public may see."""

import pytest

from reports.models import Notice
from reports.notices.drawing_up import draw_up, publish
from reports.notices.standing import standing_notice, standing_notices
from tests.conftest import House
from tests.notices.test_drawing_up import draft


def test_only_what_stands_is_found_and_its_number_in_any_case(house: House) -> None:
    one, two = (draw_up(draft(), by=house.officer("reid")) for _ in range(2))
    publish(one, by=house.officer("jules"))
    assert [notice.pk for notice in standing_notices()] == [one.pk]
    assert standing_notice(one.number.lower()).pk == one.pk
    with pytest.raises(Notice.DoesNotExist):
        standing_notice(two.number)
