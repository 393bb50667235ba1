"""The desk's screens that hide a tip's source: a search of masked words, and a copy beside its tip."""

from playwright.sync_api import Page

from reports.releases.copies import Copy, draft_copy, send_to_check
from tests.chromium import press
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import signed_in
from tests.uploads import held_photo

_STORY = "My daughter goes to school with his son. He keeps the guns under the blue boat behind the jetty."
_COPY = "A daughter knows his son. Guns are under the blue boat behind the jetty."


def masked_words_without_a_reason(page: Page, house: House) -> None:
    arrive(_STORY)
    signed_in(page, house)
    page.goto("/desk/search")
    page.locator("summary", has_text="Masked words").click()
    page.fill("#id_words", "daughter")
    page.check("#id_masked")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")


def masked_words_found(page: Page, house: House) -> None:
    masked_words_without_a_reason(page, house)
    page.select_option("#id_purpose", "danger")
    press(page.get_by_role("button", name="Search").last)
    page.wait_for_selector("mark.hit")


def copy_to_check(page: Page, house: House) -> None:
    tip = arrive(_STORY, answers={"how_many_know": "few"})
    copy = draft_copy(Copy(text=_COPY), tip=tip, by=house.officer("jules"))
    send_to_check(copy, ring=house.ring("jules"))
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}/releases/{copy.pk}")


def copy_beside_its_tip(page: Page, house: House) -> None:
    copy_to_check(page, house)
    press(page.get_by_role("button", name="Show the tip beside the copy"))
    page.wait_for_selector("#told-title")
    page.check("#id_weighed")


def tip_on_paper(page: Page, house: House) -> None:
    tip = arrive(_STORY)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator("summary", has_text="Print this tip").click()
    press(page.get_by_role("button", name="To plan what police do").last)
    page.wait_for_selector(".paper")


def picture_alone(page: Page, house: House) -> None:
    arrive(_STORY, files=(held_photo(),))
    signed_in(page, house)
    page.goto(f"/desk/tips/{only_tip().pk}")
    page.locator("summary", has_text="Show it").click()
    press(page.get_by_role("button", name="To plan what police do").first)
    page.get_by_role("link", name="Photo from the tipster; open it in full size").click()
    page.wait_for_selector(".file.alone")


SOURCE_VISITS = [
    masked_words_without_a_reason,
    masked_words_found,
    copy_to_check,
    copy_beside_its_tip,
    tip_on_paper,
    picture_alone,
]
