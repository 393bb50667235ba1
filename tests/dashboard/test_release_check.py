"""A release copy is held against its tip by who writes it and by who checks it."""

from html import unescape

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from reports.models import AuditEntry, Release, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in
from tests.dashboard.test_releases import at, press

STORY = (
    "My daughter goes to school with his son. He keeps the guns under the blue boat behind the jetty in Fond Assau."
    " Only I know about it."
)
LEAK = "It is known that a daughter knows his son. Guns are under the blue boat behind the jetty."
CLEAN = "It is said that guns are hidden near the sea."
WEIGHED = "I have looked at each marked word"


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive(STORY)


def drafted(desk: Desk, tip: Tip, text: str) -> str:
    desk.ask_for_source(tip, "release")
    desk.post(at(tip), text=text)
    return at(tip, str(Release.objects.get().pk))


def test_the_writer_is_told_which_words_come_from_under_a_mask_or_out_of_the_tipster_s_mouth(
    tip: Tip, reid: Desk
) -> None:
    page = unescape(reid.get(drafted(reid, tip, LEAK)).text)
    warned = page.partition("This could still identify the source")[2].partition("</ul>")[0]
    assert "daughter" in warned
    assert "under the blue boat behind the jetty" in warned
    assert WEIGHED in page


def test_a_copy_with_warnings_moves_on_only_when_somebody_says_that_he_weighed_them(
    house: House, tip: Tip, reid: Desk
) -> None:
    copy = drafted(reid, tip, LEAK)
    assert "then tick that you did" in press(reid, copy, "send", text=LEAK).text
    assert Release.objects.get().state == "draft"
    press(reid, copy, "send", text=LEAK, weighed="on")
    assert AuditEntry.objects.get(act="release.sent").detail["weighed"] == "yes"
    jules = sign_in(house, "jules")
    jules.ask_for_source(tip, "release")
    press(jules, copy, "release")
    assert Release.objects.get().state == "waiting"
    press(jules, copy, "release", weighed="on")
    assert Release.objects.get().state == "released"


def test_who_checks_sees_the_tip_beside_the_copy_and_releases_nothing_before(
    house: House, tip: Tip, reid: Desk
) -> None:
    copy = drafted(reid, tip, LEAK)
    press(reid, copy, "send", text=LEAK, weighed="on")
    jules = sign_in(house, "jules")
    page = unescape(jules.get(copy).text)
    assert "Checked: release it" not in page
    assert "My daughter" not in page
    assert "a daughter" in page, "the copy itself"
    assert "“daughter”" not in page, "to compare it would tell what stands under a mask"
    press(jules, copy, "release", weighed="on")
    assert Release.objects.get().state == "waiting"
    asked = jules.post(f"/desk/tips/{tip.pk}/source", purpose="release", next=copy)
    assert asked["Location"] == copy
    page = unescape(jules.get(copy).text)
    assert "What the tipster said" in page
    assert "goes to school with his son" in page
    assert "“daughter”" in page
    assert "Checked: release it" in page
    shown = AuditEntry.objects.filter(act="source.shown", actor=f"officer:{house.officer('jules').pk}").get()
    assert shown.detail["purpose"] == "release"


def test_where_few_can_know_it_a_clean_copy_wants_that_tick_too(house: House, reid: Desk) -> None:
    tip = arrive("They hide guns by the sea", answers={"how_many_know": "few"})
    copy = drafted(reid, tip, CLEAN)
    page = reid.get(copy).text
    assert "Only two to four people could know this." in page
    assert WEIGHED in page
    press(reid, copy, "send", text=CLEAN)
    assert Release.objects.get().state == "draft"
    press(reid, copy, "send", text=CLEAN, weighed="on")
    assert Release.objects.get().state == "waiting"


def test_nobody_is_sent_to_another_site_after_asking(tip: Tip, reid: Desk) -> None:
    away = reid.post(f"/desk/tips/{tip.pk}/source", purpose="release", next="https://example.com/")
    assert away["Location"] == f"/desk/tips/{tip.pk}"


def test_the_tip_is_opened_only_for_who_writes_or_checks_a_copy(house: House, tip: Tip, reid: Desk) -> None:
    def opened(desk: Desk) -> bool:
        """Whether a reading asks for the keys of the tip's own words, beside those of the copy."""
        with CaptureQueriesContext(connections["keystore"]) as asked:
            desk.get(copy)
        return any(tip.pk.hex in query["sql"] for query in asked)

    copy, jules = drafted(reid, tip, CLEAN), sign_in(house, "jules")
    jules.ask_for_source(tip, "release")
    assert opened(reid)
    press(reid, copy, "send", text=CLEAN, weighed="on")
    assert (opened(reid), opened(jules)) == (False, True)
    press(jules, copy, "release", weighed="on")
    assert Release.objects.get().state == "released"
    assert (opened(reid), opened(jules)) == (False, False)
