"""Every screen of the desk in some state, reached as an officer reaches it."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page

from reports.alerts.ladder import climb
from reports.alerts.ring import token_hash
from reports.alerts.roster import begin_duty
from reports.casework.cases import add_to_case, open_case
from reports.casework.links import link_tips
from reports.casework.outcomes import Figures, record_outcome
from reports.casework.saved_views import keep_view
from reports.clock import today
from reports.lifecycle.holds import ask_hold
from reports.models import Alert, AlertStep, Tip
from reports.releases.copies import Copy, draft_copy, release_copy, send_to_check
from tests.alerts.phones import keep_number
from tests.chromium import press
from tests.conftest import House
from tests.dashboard.arrivals import STORY, arrive, recorded_call, some_like, some_tips
from tests.dashboard.conftest import signed_in
from tests.dashboard.screens_of_rewards import a_wrong_voucher, before_the_board
from tests.dashboard.screens_of_settings import questions_to_change, routes_to_change
from tests.dashboard.signing_in import enrol, give_password, signed_in_by_hand
from tests.twilio_double import tone


def sign_in_page(page: Page, house: House) -> None:
    page.goto("/desk/")


def wrong_password(page: Page, house: House) -> None:
    page.goto("/desk/sign-in?late=1")
    page.fill("#id_username", "reid")
    page.fill("#id_password", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")


def phone_set_up(page: Page, house: House) -> None:
    give_password(page, house)


def code_page(page: Page, house: House) -> None:
    signed_in_by_hand(page, house)
    press(page.get_by_role("button", name="Sign out"))
    give_password(page, house)
    page.fill("#id_code", "000000")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")


def empty_queue(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/?list=mine")


def full_queue(page: Page, house: House) -> None:
    some_tips()
    signed_in(page, house)
    page.goto("/desk/")


def narrowed_queue(page: Page, house: House) -> None:
    tip = some_tips()
    signed_in(page, house)
    keep_view({"list": "open", "category": tip.category}, by=house.officer("reid"), shared_with=tip.unit_id)
    Tip.objects.update(due_at="2026-01-01T00:00Z")
    page.goto(f"/desk/?list=open&category={tip.category}")


def found_words(page: Page, house: House) -> None:
    some_tips()
    signed_in(page, house)
    page.goto("/desk/search")
    page.fill("#id_words", "kenny boat")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.hit")


def what_came_of_it(page: Page, house: House) -> None:
    tip = some_tips()
    figures = Figures(counts={"arrests": 2, "cash": 1500}, firearms={"rifle": 1}, drugs={"cocaine": 250}, usefulness=2)
    record_outcome(figures, tip=tip, by=house.officer("reid"), version=tip.version)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}/outcome")
    page.fill("#id_charges", "some")
    press(page.get_by_role("button", name="Write it down"))


def the_numbers(page: Page, house: House) -> None:
    tip = some_tips()
    record_outcome(Figures(counts={"arrests": 2}), tip=tip, by=house.officer("reid"), version=tip.version)
    signed_in(page, house)
    page.goto("/desk/numbers?first=2026-01&last=2036-12")


def yourself(page: Page, house: House) -> Page:
    signed_in(page, house)
    page.goto("/desk/you")
    return page


def programs(page: Page, house: House) -> None:
    yourself(page, house).goto("/desk/you/programs")


def whole_tip(page: Page, house: House) -> None:
    tip = some_tips()
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")


def shown_source(page: Page, house: House) -> None:
    whole_tip(page, house)
    show_source(page)


def show_source(page: Page) -> None:
    """Ask to see what could identify the tipster, with a purpose, as an officer does."""
    page.locator(".source summary").click()
    press(page.get_by_role("button", name="To plan what police do"))
    page.wait_for_selector("#source button")


def release_draft(page: Page, house: House) -> None:
    shown_source(page, house)
    press(page.get_by_role("link", name="Write a release copy"))
    press(page.get_by_role("button", name="Keep the draft"))
    press(page.get_by_role("button", name="Give it to a colleague"))
    page.wait_for_selector(".errors")


def released_copy(page: Page, house: House) -> None:
    tip, reid, jules = some_tips(), house.officer("reid"), house.officer("jules")
    words = Copy(text="Pa ni anyen", translation="The source knows that guns come by boat on weekend evenings.\n" * 3)
    copy = draft_copy(words, tip=tip, by=jules)
    send_to_check(copy, ring=house.ring("jules"))
    release_copy(copy, by=reid)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}/releases/{copy.pk}")


def untriaged_tip(page: Page, house: House) -> None:
    tip = arrive(STORY, triaged=False)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")


def tip_with_errors(page: Page, house: House) -> None:
    whole_tip(page, house)
    press(page.get_by_role("button", name="Close the tip"))
    page.wait_for_selector(".errors")


def stale_tip(page: Page, house: House) -> None:
    whole_tip(page, house)
    page.fill("#id_question", "Which day was it?")
    Tip.objects.update(version=99)
    press(page.get_by_role("button", name="Send the question"))
    page.wait_for_selector("[role=alert]")


def a_closed_matter(page: Page, house: House) -> None:
    closed, again, _ = some_like()
    link_tips(tip=again, other=closed, kind="plate", by=house.officer("reid"), version=again.version)
    signed_in(page, house)
    page.goto(f"/desk/tips/{again.pk}")


def side_by_side(page: Page, house: House) -> None:
    _, again, other = some_like()
    link_tips(tip=again, other=other, kind="plate", by=house.officer("reid"), version=again.version)
    signed_in(page, house)
    page.goto(f"/desk/tips/{again.pk}/beside/{other.pk}")
    page.locator("summary", has_text="Merge them").click()


def merged_tip(page: Page, house: House) -> None:
    side_by_side(page, house)
    press(page.locator("form[action$=merge] button").first)
    press(page.locator("section.sheet h2 a").first)


def the_same_things(page: Page, house: House) -> None:
    _, again, _ = some_like()
    signed_in(page, house)
    page.goto(f"/desk/tips/{again.pk}/same")


def a_case(page: Page, house: House) -> None:
    tips = some_like()
    Tip.objects.update(unit=house.unit("narcotics"))
    made = open_case(title="The truck in Soufriere", tip=tips[1], ring=house.ring("reid"), version=tips[1].version)
    for tip in (tips[0], tips[2]):
        add_to_case(case=made, tip=tip, by=house.officer("reid"), version=tip.version)
    signed_in(page, house)
    page.goto(f"/desk/cases/{made.pk}")


def case_list(page: Page, house: House) -> None:
    a_case(page, house)
    press(page.get_by_role("link", name="Back to the cases"))


def into_case(page: Page, house: House) -> None:
    a_case(page, house)
    press(page.locator(".likes a").first)
    press(page.get_by_role("link", name="Put it into a case"))
    press(page.get_by_role("button", name="Open the case"))


def trail(page: Page, house: House) -> None:
    whole_tip(page, house)
    press(page.locator("a[href$='/trail']"))


def a_call(page: Page, house: House) -> None:
    tip = recorded_call(tone(1.0))
    Tip.objects.update(status="closed", outcome="nothing", urgency=0)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")


def signed_out(page: Page, house: House) -> None:
    whole_tip(page, house)
    page.fill("#id_question", STORY)
    page.context.clear_cookies(name="desk")
    press(page.get_by_role("button", name="Send the question"))
    page.get_by_text("they stand in the form").wait_for()


def signed_out_with_words(page: Page, house: House) -> None:
    """Where nothing may be kept, what was typed stands on the page."""
    whole_tip(page, house)
    page.fill("#id_question", STORY)
    page.locator("[name=draft_pass]").evaluate_all("found => found.forEach(each => { each.value = '' })")
    page.context.clear_cookies(name="desk")
    press(page.get_by_role("button", name="Send the question"))
    page.wait_for_selector("textarea[readonly]")


def duty_while_an_alert_runs(page: Page, house: House) -> None:
    some_tips()
    reid = house.officer("reid")
    keep_number("+17584840101", of=reid)
    begin_duty(officer=reid, unit=house.unit("major-crime").pk, hours=8, by=reid)
    begin_duty(officer=house.officer("jules"), unit=house.unit("major-crime").pk, hours=8, by=reid)
    climb()
    signed_in(page, house)
    page.goto("/desk/duty")
    page.fill("#id_number", "0101")
    press(page.get_by_role("button", name="Text a code to it"))
    page.wait_for_selector(".errors")


def tip_nobody_has_confirmed(page: Page, house: House) -> None:
    some_tips()
    climb()
    signed_in(page, house)
    page.goto(f"/desk/tips/{Alert.objects.all()[:1].get().pk}")


def link_of_an_alert(page: Page, house: House) -> None:
    some_tips()
    keep_number("+17584840101", of=house.officer("reid"))
    climb()
    step = AlertStep.objects.filter(kind="text")[:1].get()
    AlertStep.objects.filter(pk=step.pk).update(token=token_hash("a-token"))
    page.goto("/desk/alert/a-token")


def keeping_and_rules(page: Page, house: House) -> None:
    tip = some_tips()
    Tip.objects.filter(pk=tip.pk).update(
        status="closed", outcome="nothing", rests_since="2026-01-01", erase_on=today() + timedelta(3)
    )
    ask_hold(tip=tip, reason="A court asks.", ring=house.ring("reid"), version=Tip.objects.get(pk=tip.pk).version)
    house.make_administrator("reid")
    signed_in(page, house)
    page.goto("/desk/keeping")
    page.locator("#rules-form summary").click()


def nothing_here(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/tips/00000000-0000-4000-8000-000000000000")


VISITS: list[Callable[[Page, House], object]] = [
    sign_in_page, wrong_password, phone_set_up, enrol, code_page, empty_queue, full_queue, narrowed_queue,
    yourself, programs, found_words, what_came_of_it, the_numbers, whole_tip, release_draft, released_copy,
    untriaged_tip, tip_with_errors, stale_tip, trail, a_call, signed_out,
    signed_out_with_words, nothing_here, a_closed_matter, side_by_side, merged_tip, the_same_things, a_case,
    case_list, into_case,
    keeping_and_rules, duty_while_an_alert_runs, tip_nobody_has_confirmed, link_of_an_alert,
    before_the_board, a_wrong_voucher, questions_to_change, routes_to_change,
]  # fmt: skip
