"""The desk's screens of who may be named in a tip, of a unit that rings nobody, and of what needs another look."""

from playwright.sync_api import Page

from reports.casework.bulk import choose, look_ahead
from reports.models import Alert, AlertState, Tip
from reports.queries.reading import read_tip
from reports.releases.copies import Copy, change_copy, draft_copy
from tests.casework.test_recuse import set_apart
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import STORY, arrive
from tests.dashboard.conftest import signed_in


def opened_before_it_came(page: Page, house: House) -> None:
    tip = arrive("Constable Anton Jules takes money at the jetty", triaged=False)
    for name in ("reid", "jules", "jules"):
        read_tip(house.ring(name), tip, by=house.officer(name))
    triage_all()
    signed_in(page, house, "charles")
    page.goto(f"/desk/tips/{tip.pk}")
    page.get_by_role("heading", name="Somebody whose name stands here has opened this tip").wait_for()


def one_of_its_readers_is_named(page: Page, house: House) -> None:
    _, apart = set_apart(house)
    signed_in(page, house, "charles")
    page.goto(f"/desk/tips/{apart.pk}")
    page.get_by_role("button", name="Keep that tip from Marcia Reid").wait_for()


def duty_that_rings_nobody(page: Page, house: House) -> None:
    signed_in(page, house, "charles")
    page.goto("/desk/duty")
    page.get_by_text("Danger told to this unit rings nobody who may read it.").first.wait_for()


def several_with_an_immediate_one(page: Page, house: House) -> None:
    tip, jules = arrive(STORY), house.officer("jules")
    Alert.objects.filter(tip=tip).delete()
    Alert.objects.create(tip=tip, state=AlertState.CONFIRMED, confirmed_by=jules)
    Tip.objects.filter(pk=tip.pk).update(urgency=0, assigned_to=jules)
    read_tip(house.ring("jules"), tip, by=jules)
    bulk = choose(Tip.objects.values_list("pk", "version"), act="close", by=jules)
    look_ahead(bulk, "nothing")
    signed_in(page, house, "jules")
    page.goto(f"/desk/several/{bulk.pk}")
    page.get_by_text("One of these is immediate").wait_for()


def copy_that_nobody_may_check(page: Page, house: House) -> None:
    tip, reid = arrive(STORY), house.ring("reid")
    copy = draft_copy(Copy(text="Pa ni anyen"), tip=tip, by=house.officer("jules"))
    change_copy(copy, Copy(text="Pa ni anyen", translation="The source knows nothing."), ring=reid)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}/releases/{copy.pk}")
    page.get_by_text("Nobody is left who may check this copy").wait_for()


STANDARDS_VISITS = [
    opened_before_it_came,
    one_of_its_readers_is_named,
    duty_that_rings_nobody,
    several_with_an_immediate_one,
    copy_that_nobody_may_check,
]
