"""The rest of a tip's work by Tab, arrows and Enter alone: findings, mentions, views, search, paper, a case."""

import pytest
from playwright.sync_api import Page, expect

from reports.models import AuditEntry, Case, Mention, Recusal, Release, SavedView, Tip, Urgency
from reports.releases.copies import Copy, draft_copy
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.test_keyboard_walks import enter, tab_to
from tests.dashboard.test_keyboard_walks_on import unfold

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
TWO_MATTERS = "Kenny sells cocaine behind the shop in Soufriere. A goat was stolen in Dennery by somebody else."


def tick(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Space")


def choose(page: Page, name: str, word: str) -> None:
    """Choose in a list by the letters with which a choice begins."""
    tab_to(page, name)
    page.keyboard.type(word)


def test_what_triage_found_is_put_right(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    enter(page, "Correct or confirm this")
    choose(page, "What it is about", "Fraud")
    choose(page, "How soon somebody must read it", "Today")
    enter(page, "Keep it as it stands here")
    assert (Tip.objects.get().category, Tip.objects.get().urgency) == ("fraud", Urgency.TODAY)


def test_words_that_the_machine_missed_are_masked(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    unfold(page, "Mask words that the machine missed")
    tab_to(page, page.locator("label[for=id_words]").inner_text().strip())
    page.keyboard.type("behind the shop")
    enter(page, "Mask them")
    expect(page.locator("main")).not_to_contain_text("behind the shop")
    assert AuditEntry.objects.filter(act="finding.masked").exists()


def test_a_colleague_is_called_by_a_note_and_comes_to_it(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    tab_to(page, "Note for the unit")
    page.keyboard.type("@jules you know that shop")
    enter(page, "Keep the note")
    assert Mention.objects.get().officer == house.officer("jules")
    Mention.objects.update(officer=house.officer("reid"))
    page.goto("/desk/mentions")
    enter(page, tip.reference)
    expect(page.locator(".note .words")).to_have_text("@jules you know that shop")


def test_a_list_is_narrowed_and_the_view_is_kept_opened_and_dropped(page: Page, house: House) -> None:
    arrive()
    page.goto("/desk/")
    unfold(page, "Narrow this list")
    choose(page, "About", "Drugs")
    enter(page, "Show these")
    enter(page, "Keep it")
    label = page.locator(".kept a span").first.inner_text()
    page.goto("/desk/")
    enter(page, label)
    expect(page.locator(".queue .ref")).to_have_count(1)
    enter(page, "Drop this view")
    assert not SavedView.objects.exists()


def test_words_are_looked_for_and_what_is_found_is_opened(page: Page, house: House) -> None:
    tip = arrive()
    page.keyboard.press("/")
    page.wait_for_url("**/desk/search")
    tab_to(page, page.locator("label[for=id_words]").inner_text().strip())
    page.keyboard.type("cocaine")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("cocaine")
    page.keyboard.press("j")
    with page.context.expect_page() as beside:  # the answers stay
        page.keyboard.press("Enter")
    expect(beside.value.locator("h1")).to_have_text(tip.reference)


def test_a_tip_is_put_on_paper_for_a_purpose(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    unfold(page, "Print this tip")
    enter(page, "To plan what police do")
    expect(page.locator(".paper-words")).to_contain_text("sells cocaine behind the shop")
    assert AuditEntry.objects.get(act="tip.printed").tip_id == tip.pk


def test_a_tip_is_put_into_a_new_case(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}/case")
    tab_to(page, page.locator("label[for=id_title]").inner_text().strip())
    page.keyboard.type("The shop in the south")
    enter(page, "Open the case")
    assert [entry.tip_id for entry in Case.objects.get().entries.all()] == [tip.pk]


def test_another_unit_is_shown_a_tip_and_it_ends_again(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    unfold(page, "For information, to another unit")
    tab_to(page, "Unit")
    page.keyboard.press("ArrowDown")
    enter(page, "Let them read it")
    assert len(Tip.objects.get().informed) == 1
    enter(page, page.locator("button[name=do][value=end]").inner_text().strip())
    assert Tip.objects.get().informed == []


def test_a_second_tip_is_made_of_some_words(page: Page, house: House) -> None:
    tip = arrive(TWO_MATTERS)
    page.goto(f"/desk/tips/{tip.pk}/split")
    tick(page, page.locator("label[for=part-2]").inner_text().strip())
    choose(page, "Unit that works on the second tip", "General")
    enter(page, "Make the second tip")
    assert Tip.objects.count() == 2


def test_whoever_knows_somebody_in_it_steps_back(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    unfold(page, "You know somebody in it?")
    enter(page, "Step back from this tip")
    assert Recusal.objects.get().tip_id == tip.pk


def test_a_copy_that_was_begun_is_withdrawn(page: Page, house: House) -> None:
    tip = arrive()
    copy = draft_copy(Copy(text="Cocaine is sold in the south."), tip=tip, by=house.officer("reid"))
    page.goto(f"/desk/tips/{tip.pk}/releases/{copy.pk}")
    enter(page, "Withdraw it")
    assert Release.objects.get().state == "withdrawn"
