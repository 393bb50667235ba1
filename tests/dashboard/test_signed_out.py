"""A form sent after the session has ended: the officer's words are given back, and nothing is done with them."""

import re

import pytest
from django.test import Client

from reports.models import Record, Tip
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.dashboard.conftest import Desk

WORDS = "Which boat was it, <Ti Marie>?\n\nAnd who held the key?"
SHOWN = "Which boat was it, &lt;Ti Marie&gt;?\n\nAnd who held the key?"


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


def shown(text: str) -> list[str]:
    return re.findall(r"<textarea[^>]* readonly[^>]*>\n([^<]*)</textarea>", text)


@pytest.mark.parametrize(("act", "field"), [("ask", "question"), ("note", "text")])
def test_words_sent_after_the_session_ended_come_back_to_be_copied(
    house: House, tip: Tip, reid: Desk, act: str, field: str
) -> None:
    reid.post("/desk/sign-out")
    response = reid.post(f"/desk/tips/{tip.pk}/{act}", version=tip.version, **{field: WORDS})
    assert response.status_code == 403
    assert "You were signed out" in response.text
    assert shown(response.text) == [SHOWN]
    assert response["Cache-Control"] == "no-store"
    assert Record.objects.count() == 1


def test_signing_in_again_leads_back_to_the_tip(house: House, tip: Tip, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    page = reid.post(f"/desk/tips/{tip.pk}/ask", question=WORDS).text
    link = re.search(r'href="(/desk/sign-in\?next=[^"]*)"', page)
    assert link
    form = reid.get(link[1]).text
    assert f'name="next" value="/desk/tips/{tip.pk}"' in form
    reid.give_password(house.password("reid"), next=f"/desk/tips/{tip.pk}")
    assert reid.give_code().url == f"/desk/tips/{tip.pk}"


def test_a_button_without_words_says_that_nothing_was_done(tip: Tip, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    response = reid.post(f"/desk/tips/{tip.pk}/claim", version=tip.version)
    assert response.status_code == 403
    assert "Nothing was sent, kept or changed" in response.text
    assert shown(response.text) == []
    assert Tip.objects.get().assigned_to is None


def test_the_page_of_the_signed_out_says_nothing_about_the_tip(tip: Tip) -> None:
    page = Client().post(f"/desk/tips/{tip.pk}/ask", {"question": "Hm?"}).text
    assert tip.reference not in page
    assert DRUGS[:20] not in page


def test_a_form_from_before_another_sign_in_gives_the_words_back_too(house: House, tip: Tip) -> None:
    strict = Client(enforce_csrf_checks=True)
    to = f"/desk/tips/{tip.pk}/note"
    ours = strict.post(to, {"text": WORDS}, headers={"Sec-Fetch-Site": "same-origin"})
    assert ours.status_code == 403
    assert shown(ours.text) == [SHOWN]
    assert ours["Cache-Control"] == "no-store"
    foreign = strict.post(to, {"text": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
    assert shown(foreign.text) == []


def test_a_form_with_its_token_still_comes_back_when_the_session_is_gone(house: House, tip: Tip) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/desk/sign-in")
    token = strict.cookies["desk-form"].value
    response = strict.post(f"/desk/tips/{tip.pk}/ask", {"question": WORDS, "csrfmiddlewaretoken": token})
    assert "You were signed out" in response.text
    assert shown(response.text) == [SHOWN]
