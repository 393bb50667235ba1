"""Giving a tip to a colleague and setting the day to ask again, on the tip's own page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.clock import today
from reports.models import Status, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk, sign_in


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


def test_a_tip_is_given_to_a_colleague_who_is_shown_with_what_he_has_in_hand(
    house: House, tip: Tip, reid: Desk
) -> None:
    other = arrive("Stolen goat in Dennery")
    Tip.objects.filter(pk=other.pk).update(assigned_to=house.officer("jules"), status="open")
    jules = house.officer("jules").pk
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert f'<option value="{jules}">Anton Jules (1 open tip)</option>' in page
    answer = reid.client.post(f"/desk/tips/{tip.pk}/give", {"to": str(jules), "version": tip.version}, follow=True)
    assert "Your colleague works on this tip now." in answer.text
    assert "Anton Jules works on this tip." in answer.text


def test_the_history_says_from_whom_to_whom_a_head_gave_it(house: House, tip: Tip, reid: Desk) -> None:
    Tip.objects.update(assigned_to=house.officer("jules"), status="open")
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "You lead the unit: you may take it from there." in page
    reid.post(f"/desk/tips/{tip.pk}/give", to=str(house.officer("reid").pk), version=tip.version)
    assert Tip.objects.get().assigned_to == house.officer("reid")
    trail = reid.get(f"/desk/tips/{tip.pk}/trail").text
    assert "Handed it over to a colleague: from Anton Jules to Marcia Reid" in trail


def test_who_leads_no_unit_is_not_offered_a_colleague_s_tip(house: House, tip: Tip) -> None:
    Tip.objects.update(assigned_to=house.officer("reid"), status="open")
    jules = sign_in(house, "jules")
    assert "/give" not in jules.get(f"/desk/tips/{tip.pk}").text
    refused = jules.post(f"/desk/tips/{tip.pk}/give", to=str(house.officer("jules").pk), version=tip.version)
    assert refused.status_code == 409
    assert "A colleague works on this tip already." in refused.text


@pytest.mark.parametrize("to", ["", "felix", "x"])
def test_a_tip_goes_to_nobody_who_cannot_work_on_it(house: House, tip: Tip, reid: Desk, to: str) -> None:
    sent = str(house.officer("felix").pk) if to == "felix" else to
    answer = reid.post(f"/desk/tips/{tip.pk}/give", to=sent, version=tip.version)
    assert answer.status_code == 422
    assert "Choose a colleague." in answer.text
    assert Tip.objects.get().assigned_to is None


def test_the_day_to_ask_again_is_set_on_the_tip_s_page(tip: Tip, reid: Desk) -> None:
    address = f"/desk/tips/{tip.pk}/ask-again"
    assert "Ask again on a day" not in reid.get(f"/desk/tips/{tip.pk}").text
    day = today() + timedelta(days=5)
    assert reid.post(address, day=day.isoformat(), version=tip.version).status_code == 409
    Tip.objects.update(status=Status.WAITING)
    assert "Ask again on a day" in reid.get(f"/desk/tips/{tip.pk}").text
    early = reid.post(address, day=today().isoformat(), version=tip.version)
    assert "Choose a day from tomorrow on, within a year." in early.text
    assert reid.post(address, day=day.isoformat(), version=tip.version).status_code == 302
    assert timezone.localtime(Tip.objects.get().due_at).date() == day
