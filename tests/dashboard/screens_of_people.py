"""The screens of people, in the states in which most stands on them."""

from collections.abc import Callable

from playwright.sync_api import Page

from reports.models import Unit
from reports.people.inviting import invite
from reports.people.places import ask_in
from reports.people.renewing import make_key
from tests.chromium import press
from tests.conftest import House
from tests.dashboard.screens import signed_in
from tests.people.coming_in import make_administrator


def the_people(page: Page, house: House) -> None:
    reid, narcotics = make_administrator("reid"), house.unit("narcotics").pk
    invite(username="n.new", name="Nora New", unit=narcotics, by=reid)
    Unit.objects.filter(slug="general").update(has_leaver=True)
    make_key(unit=narcotics, ring=house.ring("reid"))
    signed_in(page, house)
    page.goto("/desk/people")
    press(page.get_by_role("button", name="Invite"))
    page.wait_for_selector(".errors")


def sign_new_keys(page: Page, house: House) -> None:
    the_people(page, house)
    press(page.get_by_role("link", name="Sign it"))
    page.fill("#id_passphrase", "not the passphrase")
    press(page.get_by_role("button", name="Sign", exact=True))
    page.wait_for_selector(".errors")


def a_colleague(page: Page, house: House) -> None:
    felix = house.officer("felix")
    ask_in(officer=felix, unit=house.unit("narcotics").pk, by=make_administrator("charles"))
    signed_in(page, house)
    page.goto(f"/desk/people/{felix.pk}")
    press(page.get_by_role("button", name="Hand over the key"))
    page.wait_for_selector(".said")


def a_one_time_code(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto(f"/desk/people/{house.officer('jules').pk}")
    page.check("#ends")
    press(page.get_by_role("button", name="The phone is lost"))
    page.wait_for_selector(".secret")


def come_in_with_a_paper(page: Page, house: House) -> None:
    page.goto("/desk/sign-in/paper")
    press(page.get_by_role("button", name="Set the password"))
    page.wait_for_selector(".errors")


def own_recovery_code(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/you/recovery")
    page.fill("#id_current", house.password("reid"))
    press(page.get_by_role("button", name="Make a code"))
    page.wait_for_selector(".secret")


def own_passkeys(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/you/passkeys")


def a_new_unit(page: Page, house: House) -> None:
    make_administrator("reid")
    signed_in(page, house)
    page.goto("/desk/people")
    press(page.get_by_role("link", name="Make a unit"))
    press(page.get_by_role("button", name="Make the unit"))
    page.wait_for_selector(".errors")


def a_unit_with_another_name(page: Page, house: House) -> None:
    make_administrator("reid")
    signed_in(page, house)
    page.goto("/desk/people")
    press(page.get_by_role("link", name=f"Rename {house.unit('general').name}"))
    page.fill("#id_name", house.unit("narcotics").name)
    press(page.get_by_role("button", name="Rename it"))
    page.wait_for_selector(".errors")


PEOPLE_VISITS: list[Callable[[Page, House], object]] = [
    the_people, sign_new_keys, a_colleague, a_one_time_code, come_in_with_a_paper, own_recovery_code,
    own_passkeys, a_new_unit, a_unit_with_another_name,
]  # fmt: skip
