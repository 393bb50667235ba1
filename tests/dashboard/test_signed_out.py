"""A form sent after the session has ended: the officer's words are given back, and nothing is done with them."""

import re
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
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


def test_a_form_that_is_too_long_comes_back_with_its_words_or_names_the_way_to_them(tip: Tip, reid: Desk) -> None:
    words = "Which boat was it? " * 60_000

    def sent(**headers: str) -> HttpResponse:
        body, kind = urlencode({"text": words}), "application/x-www-form-urlencoded"
        return reid.client.post(f"/desk/tips/{tip.pk}/note", body, kind, headers=headers)

    ours, elsewhere = sent(sec_fetch_site="same-origin"), sent()
    assert (ours.status_code, elsewhere.status_code) == (413, 413)
    assert "one form takes 1.0\xa0MB" in ours.text
    assert shown(ours.text) == [words.strip()]
    assert shown(elsewhere.text) == []
    assert "Back leads to the page with your words" in elsewhere.text
    assert Record.objects.count() == 1


def test_what_is_too_long_for_another_face_is_answered_as_before(house: House) -> None:
    answer = Client().post("/no-such", "x=" + "y" * 1_100_000, "application/x-www-form-urlencoded")
    assert b"This form was not sent" not in answer.content
