"""Duty at the desk: the roster, a number that nobody can see, and confirming by button and by link."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from reports.alerts import waiting
from reports.alerts.ladder import climb
from reports.alerts.ring import ring
from reports.alerts.roster import begin_duty
from reports.clock import today
from reports.models import Absence, Alert, AlertPhone, AlertState, AlertStep, AskedPhone, AuditEntry, Duty, Tip
from reports.officers_phones import code_of
from tests.alerts.conftest import DANGER, REID, danger, night, on_duty, texts, work  # noqa: F401
from tests.alerts.phones import keep_number
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in
from tests.phone.conftest import twilio  # noqa: F401
from tests.twilio_double import TwilioDouble


def test_an_officer_enters_a_number_that_no_page_shows_again(house: House, reid: Desk) -> None:
    assert "You cannot be reached" in reid.get("/desk/duty").text
    wrong = reid.post("/desk/duty", do="number", number="0101")
    assert (wrong.status_code, "not a number in full" in wrong.text) == (422, True)
    asking = reid.client.post("/desk/duty", {"do": "number", "number": REID}, follow=True).text
    assert "A code is being texted to this number." in asking
    code = code_of(AskedPhone.objects.get())
    page = reid.get("/desk/duty").text
    assert "You cannot be reached" in page
    assert "A number waits to be confirmed: no alert reaches it yet." in page
    refused = reid.post("/desk/duty", do="code", number_code="12")
    assert (refused.status_code, "These are not the digits of our newest text." in refused.text) == (422, True)
    reid.post("/desk/duty", do="code", number_code=code)
    page += refused.text + (kept := reid.get("/desk/duty").text)
    assert "You can be reached" in kept
    assert "waits to be confirmed" not in kept
    assert "before numbers were confirmed" not in kept
    assert not [digits for digits in ("4840101", code) if digits in page]
    assert not [entry for entry in AuditEntry.objects.all() if "4840101" in str(entry.detail)]
    AlertPhone.objects.update(is_confirmed=False)
    assert "Your number was entered before numbers were confirmed." in reid.get("/desk/duty").text
    reid.post("/desk/duty", do="forget")
    assert not AlertPhone.objects.exists()
    late = reid.post("/desk/duty", do="code", number_code=code)
    assert (late.status_code, "This code is no longer good." in late.text) == (422, True)


def test_the_roster_is_made_and_changed_by_its_units_members(house: House, reid: Desk, felix: Desk) -> None:
    unit = house.unit("major-crime").pk
    for username in ("reid", "jules"):
        reid.post("/desk/duty", do="begin", unit=str(unit), officer=str(house.officer(username).pk), hours=8)
    page = reid.get("/desk/duty").text
    assert page.count("No number: cannot be called") == 2
    jules = Duty.objects.get(officer__username="jules")
    reid.post("/desk/duty", do=f"first:{jules.pk}")
    assert Duty.objects.order_by("place").first() == jules
    felix.post("/desk/duty", do=f"end:{jules.pk}")
    assert Duty.objects.count() == 2
    reid.post("/desk/duty", do=f"end:{jules.pk}")
    assert Duty.objects.count() == 1
    assert (
        "somebody has changed the roster" in reid.client.post("/desk/duty", {"do": f"end:{jules.pk}"}, follow=True).text
    )
    assert reid.post("/desk/duty", do="end:nonsense").status_code == 404
    outsider = reid.post("/desk/duty", do="begin", unit=str(unit), officer=str(house.officer("felix").pk), hours=8)
    assert outsider.status_code == 422


def test_who_goes_off_duty_is_told_that_danger_rings_nobody(house: House, reid: Desk) -> None:
    jules = sign_in(house, "jules")
    on_duty(house, "jules", "narcotics")
    told = "Danger told to this unit rings nobody who may read it."
    for desk in (reid, jules):
        for page in ("duty", "shift"):
            assert told in desk.get(f"/desk/{page}").text, "whoever is on duty, and the head of the unit"
    assert "Narcotics: Anton Jules." in jules.get("/desk/shift").text
    keep_number(REID, of=house.officer("reid"))
    on_duty(house, "reid", "reception")
    assert told not in jules.get("/desk/shift").text


def test_who_is_called_in_the_place_of_officers_without_a_phone_is_told(house: House, reid: Desk) -> None:
    jules = sign_in(house, "jules")
    keep_number(REID, of=house.officer("reid"))
    on_duty(house, "reid", "reception")
    on_duty(house, "jules", "narcotics")
    told = "Of those on duty nobody has an alert phone. Reception is called in its place."
    for desk in (reid, jules):
        assert told in desk.get("/desk/duty").text
        assert told in desk.get("/desk/shift").text, "whoever is on duty without one, and the head of the unit"
    assert "Narcotics: Anton Jules." in jules.get("/desk/shift").text
    Duty.objects.filter(unit__slug="reception").delete()
    assert "Nor is anybody of Reception who could be called" in jules.get("/desk/shift").text
    keep_number("+17584840102", of=house.officer("jules"))
    for desk in (reid, jules):
        for page in ("duty", "shift"):
            assert "Of those on duty nobody" not in desk.get(f"/desk/{page}").text


def test_what_waits_is_red_everywhere_until_somebody_presses_the_button(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
    felix: Desk,
) -> None:
    tip = danger()
    for place in ("", "search", "cases", f"tips/{tip.pk}", "you"):
        assert "people on duty are being called. One alert waits." in reid.get(f"/desk/{place}").text
        assert "are being called" not in felix.get(f"/desk/{place}").text
    climb()
    assert "nobody has confirmed" in reid.get("/desk/").text
    assert reid.get("/desk/alarm").text == "Immediate danger: nobody has confirmed. One alert waits."
    assert felix.get("/desk/alarm").status_code == 204
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "Alert: nobody has confirmed yet" in page
    assert "Marcia Reid: Text, on its way" in page
    for act, fields in (("claim", {}), ("ask", {"question": "Are you safe?"})):
        version = Tip.objects.values_list("version", flat=True).get()
        told = reid.client.post(f"/desk/tips/{tip.pk}/{act}", {"version": version, **fields}, follow=True).text
        assert "The alert rings on and calls others, until you press" in told
    assert Alert.objects.get().is_running
    assert "Alert" not in felix.get("/desk/").text
    felix.post(f"/desk/duty/{tip.pk}")
    assert Alert.objects.get().is_running
    reid.post(f"/desk/duty/{tip.pk}", back="tip")
    for where in (f"/desk/tips/{tip.pk}", "/desk/"):
        told = reid.get(where).text
        assert "Marcia Reid sees to it" in told
        assert "nobody has confirmed" not in told
    assert "Confirmed the alert" in reid.get(f"/desk/tips/{tip.pk}/trail").text


def test_a_link_takes_one_press_more_and_tells_nothing(house: House, night: TwilioDouble) -> None:  # noqa: F811
    tip = danger()
    climb()
    ring(AlertStep.objects.get(officer__username="reid", kind="text").pk)
    link = "/desk/alert/" + texts(night, REID)[0].body.split("/desk/alert/")[1]
    browser = Client()
    page = browser.get(link)
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert Alert.objects.get().is_running
    for word in ("shooting", tip.reference, "Major Crime", "Reid"):
        assert word not in page.text
    assert "Confirmed" in browser.post(link).text
    assert (Alert.objects.get().how, Alert.objects.get().confirmed_by) == ("link", house.officer("reid"))
    for again in (browser.get(link), browser.post(link)):
        assert "You have confirmed this yourself" in again.text
    assert "confirmed already, by you or by a colleague" in Client().get(link).text, "elsewhere nobody knows who asks"
    for wrong in (link[:-1], f"{link[:-9]}{'A' if link[-9] != 'A' else 'B'}{link[-8:]}", "/desk/alert/nonsense"):
        assert "This link is not whole, so nothing is confirmed" in browser.post(wrong).text


def test_the_link_of_a_text_about_many_confirms_the_newest_and_lists_the_others(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
    settings: Settings,
) -> None:
    settings.ALERT_CAP = settings.ALERT_LOW_CAP = 0
    on_duty(house, "reid", "major-crime")
    tips = [danger(f"{DANGER}, house {number}") for number in range(3)]
    work()
    link = "/desk/alert/" + texts(night, REID)[0].body.split("/desk/alert/")[1]
    browser = Client()
    assert "I see to the newest: the others ring on" in browser.get(link).text
    assert "Only the newest is confirmed" in browser.post(link).text
    assert "Only the newest is confirmed" in browser.get(link).text
    assert "Only the newest is confirmed" in browser.post(link).text
    assert [Alert.objects.get(pk=tip.pk).is_running for tip in tips] == [True, True, False]
    page = reid.get("/desk/duty").text
    assert [tip.reference in page for tip in tips] == [True, True, False]


def test_the_alerts_go_on_on_further_pages(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "MOST_SHOWN", 2)
    tips = [danger(f"{DANGER}, house {number}") for number in range(3)]
    page = reid.get("/desk/duty").text
    assert "3 alerts wait for somebody to confirm" in page
    assert [tip.reference in page for tip in tips] == [True, True, False]
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    page = reid.get(following[1]).text
    assert [tip.reference in page for tip in tips] == [False, False, True]
    assert 'rel="next"' not in page
    assert "Back to the first alerts" in page
    assert reid.get("/desk/duty?after=nonsense").status_code == 404


def test_the_desk_says_truly_who_was_told(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
    settings: Settings,
) -> None:
    settings.ALERT_CAP = 0
    tip = danger()
    assert "Nobody has been called yet" in reid.get("/desk/duty").text
    climb()
    assert "Marcia Reid: Text about many, on its way" in reid.get(f"/desk/tips/{tip.pk}").text
    AlertPhone.objects.all().delete()
    AlertStep.objects.all().delete()
    Alert.objects.update(due_at=timezone.now())
    climb()
    page = reid.get("/desk/duty").text
    assert "nobody who may see to it has an alert phone" in page
    assert "Nobody has been called yet" not in page


def test_the_status_page_counts_no_alert_that_who_looks_may_not_confirm(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
    felix: Desk,
) -> None:
    for words in (DANGER, "Constable Anton Jules is beating a man with a gun in his yard right now"):
        danger(words)
    Alert.objects.update(state=AlertState.EVERYBODY)
    assert (
        "1 alert has called everybody with an alert phone, and nobody has confirmed." in reid.get("/desk/status").text
    )
    assert "called everybody" not in felix.get("/desk/status").text


def test_duty_says_who_of_a_unit_could_be_called_and_where_nobody_could(house: House, reid: Desk) -> None:
    page = reid.get("/desk/duty").text
    assert page.count("Danger told to this unit rings nobody who may read it.") == len(house.ring("reid").unit_ids)
    assert "None of its 2 members who are here has an alert phone." in page
    assert "is called in its place" not in page, "there is nobody to call"
    keep_number(REID, of=house.officer("reid"))
    page = reid.get("/desk/duty").text
    assert "rings nobody" not in page
    assert "Members who are here and have an alert phone: 1 of 2." in page
    assert "Whoever of its members has an alert phone is called" in page
    charles = sign_in(house, "charles")
    assert "Danger told to this unit rings nobody who may read it." in charles.get("/desk/duty").text


def test_a_tip_says_that_nobody_who_may_see_to_it_can_be_called(house: House, night: TwilioDouble) -> None:  # noqa: F811
    tip = danger("Constable Anton Jules is beating a man with a gun in his yard right now")
    keep_number("+17584840109", of=house.make_administrator("felix"))
    climb()
    page = sign_in(house, "charles").get(f"/desk/tips/{tip.pk}").text
    assert "Nobody can be called." in page
    assert "These were told that a tip waits, and cannot read it: reach somebody of its unit." in page
    assert "Calling everybody" not in page


def test_everybody_is_whoever_has_an_alert_phone(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
) -> None:
    danger()
    climb()
    told = "Calling everybody who has an alert phone"
    page = reid.get("/desk/duty").text
    assert told in page
    assert "so everybody who may see to it and has an alert phone is being called" in page
    assert "Nobody can be called" not in page


def test_duty_says_that_another_unit_is_called_only_where_somebody_of_it_could_be(
    house: House,
    reid: Desk,
    felix: Desk,
) -> None:
    keep_number(REID, of=house.officer("felix"))
    page = felix.get("/desk/duty").text
    assert "is called in its place" not in page, "nobody of the duty unit has a phone"
    assert "whoever of both has an alert phone is" in page
    keep_number("+17584840102", of=house.officer("jules"))
    assert "is called in its place" not in felix.get("/desk/duty").text, "nobody of it is on duty"
    jules = house.officer("jules")
    begin_duty(officer=jules, unit=house.unit("reception").pk, hours=8, by=jules)
    assert "is called in its place" in felix.get("/desk/duty").text


def test_of_a_unit_whose_members_are_all_away_duty_does_not_say_that_a_number_helps(house: House) -> None:
    charles = sign_in(house, "charles")
    Absence.objects.create(officer=house.officer("charles"), until=today() + timedelta(days=2))
    page = charles.get("/desk/duty").text
    assert "All its members are away." in page
    assert "of its 0 members" not in page
    assert "Whoever enters one above is called" not in page
