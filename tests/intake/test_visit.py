"""A visit is known by the ticket of its first page, goes along from page to page, and is over once it was left."""

import pytest

from reports.intake.ticket import new_ticket
from reports.intake.visit import leave, visit_of, was_left
from reports.models import SeenRequest

pytestmark = pytest.mark.usefixtures("house")


def test_all_pages_after_one_ticket_are_one_visit() -> None:
    ticket = new_ticket()
    visit = visit_of({"ticket": ticket})
    assert visit == visit_of({"ticket": ticket, "text": "Other words."})
    assert visit == visit_of({"ticket": new_ticket(), "visit": visit})
    assert visit != visit_of({"ticket": new_ticket()})


def test_it_is_over_once_it_was_left_and_no_other_is() -> None:
    mine, other = visit_of({"ticket": new_ticket()}), visit_of({"ticket": new_ticket()})
    leave(mine)
    leave(mine)
    assert was_left(mine)
    assert not was_left(other)


@pytest.mark.parametrize("made_up", ["", "nothing", "A" * 43, "é", "A" * 21])
def test_nobody_can_leave_what_we_did_not_make(made_up: str) -> None:
    assert visit_of({"ticket": "a", "visit": made_up}) == visit_of({"ticket": "a"})
    leave(made_up)
    assert not SeenRequest.objects.exists()
    assert not was_left(made_up)


def test_what_is_stored_of_it_names_neither_its_ticket_nor_its_visit() -> None:
    visit = visit_of({"ticket": new_ticket()})
    leave(visit)
    row = SeenRequest.objects.get()
    assert (row.answer, row.answer_key, row.hour.minute, row.hour.second) == (None, None, 0, 0)
    assert bytes(row.key).hex() not in visit
