"""An edition tells each part of a notice as it was read."""

from typing import Any

import pytest

from reports.clock import today
from reports.models import Category, NoticeKind
from reports.notices.drawing_up import change, draw_up
from reports.notices.editions import changed_since, edition, parts_of
from tests.conftest import House
from tests.notices.test_drawing_up import draft


@pytest.mark.parametrize(
    ("other", "parts"),
    [
        ({"kind": NoticeKind.WANTED}, ("kind",)),
        ({"category": Category.FRAUD}, ("category",)),
        ({"last_day": today()}, ("last_day",)),
        ({"picture": b"another", "picture_words": "A man"}, ("picture",)),
        ({"picture_words": "A girl"}, ("picture_words",)),
        ({"words": {"en": ("A", "B"), "fr": ("C", "D")}}, ("fr",)),
    ],
)
def test_each_part_of_a_notice_is_bound_to_what_was_read(
    house: House, other: dict[str, Any], parts: tuple[str, ...]
) -> None:
    base: dict[str, Any] = {"words": {"en": ("A", "B")}, "picture": b"jpeg", "picture_words": "A man"}
    notice = draw_up(draft(**base), by=house.officer("reid"))
    read = edition(parts_of(notice))
    now = change(notice, draft(**base | other), by=house.officer("reid"))
    assert changed_since(parts_of(now), read) == parts
