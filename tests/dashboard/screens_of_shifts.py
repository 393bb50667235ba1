"""Screens of working together: a shift that ends, several tips, mentions, unusual reading, a question that repeats."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from reports.casework.bulk import begin, choose, look_ahead
from reports.casework.bulk_work import work
from reports.casework.notes import add_note
from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import AuditEntry, Channel, Tip
from tests.casework.test_coming_back import GIRL, away, back
from tests.chromium import press
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive, some_tips
from tests.dashboard.screens import signed_in, whole_tip


def end_of_shift(page: Page, house: House) -> None:
    some_tips()
    Tip.objects.update(assigned_to=house.officer("reid"), status="open")
    Tip.objects.filter(urgency=0).update(due_at="2026-01-01T00:00Z")
    signed_in(page, house)
    page.goto("/desk/shift")
    press(page.get_by_role("button", name="Hand over those that are ticked"))
    page.wait_for_selector(".errors")


def unit_that_is_back(page: Page, house: House) -> None:
    away(house)
    arrive(GIRL)
    back(house)
    signed_in(page, house)
    page.goto("/desk/shift")


def several_tips(page: Page, house: House) -> None:
    tip = some_tips()
    Tip.objects.filter(pk=tip.pk).update(status="closed", outcome="nothing")
    bulk = choose(Tip.objects.values_list("pk", "version"), act="close", by=house.officer("reid"))
    look_ahead(bulk, "nothing")
    signed_in(page, house)
    page.goto(f"/desk/several/{bulk.pk}")


def done_to_several(page: Page, house: House) -> None:
    some_tips()
    bulk = choose(Tip.objects.values_list("pk", "version"), act="claim", by=house.officer("reid"))
    begin(bulk)
    work(bulk.pk)
    signed_in(page, house)
    page.goto("/desk/several")


def mentions_of_me(page: Page, house: House) -> None:
    add_note(tip=some_tips(), text="@reid: do you know this boat?", by=house.officer("jules"))
    signed_in(page, house)
    page.goto("/desk/mentions")


def unusual_reading(page: Page, house: House) -> None:
    tip = some_tips()
    entry = {"actor": f"officer:{house.officer('jules').pk}", "act": "tip.read", "unit_id": tip.unit_id}
    at = timezone.now() - timedelta(days=1)
    AuditEntry.objects.bulk_create(AuditEntry(at=at, tip_id=one, **entry) for one in [tip.pk] * 3)
    for number in range(14):
        AuditEntry.objects.create(at=at, tip_id=f"00000000-0000-4000-8000-0000000000{number:02}", **entry)
    signed_in(page, house)
    page.goto("/desk/unusual")


def what_my_unit_did(page: Page, house: House) -> None:
    unusual_reading(page, house)
    page.goto("/desk/search")
    page.fill("#id_words", "kenny boat")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.hit")
    page.goto(f"/desk/unit-trail?unit={house.unit('major-crime').pk}&kind=searched")


def question_that_repeats(page: Page, house: House) -> None:
    whole_tip(page, house)
    page.fill("#id_question", "Is Kenny still at the shop in Soufriere?")
    press(page.get_by_role("button", name="Send the question"))
    page.wait_for_selector("mark")


def what_was_added_in_danger(page: Page, house: House) -> None:
    tip = arrive("They sell weed by the school in Vieux Fort", channel=Channel.SMS, sender="+17584840001")
    more = "A man next door is shooting at people now, please come"
    accept(Submission(channel=Channel.SMS, text=more, repeat_key=b"2", sender="+17584840001"))
    triage_all()
    signed_in(page, house)
    page.goto(f"/desk/duty/{tip.pk}/added")


SHIFT_VISITS = [
    end_of_shift,
    unit_that_is_back,
    several_tips,
    done_to_several,
    mentions_of_me,
    unusual_reading,
    what_my_unit_did,
    question_that_repeats,
    what_was_added_in_danger,
]
