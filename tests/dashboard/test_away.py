"""A desk that nobody touches: its session ends, half-written words are kept, and an open page alone is nobody."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from reports.dashboard import key_cookie
from reports.models import Draft, Record, Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk
from tests.dashboard.test_drafts import pass_of

WORDS = "Which boat was it?"
Pass = Callable[[float], None]


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


@pytest.fixture
def minutes_pass(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """Return what lets minutes pass for the session."""
    real, passed = key_cookie.time.time, [0.0]
    monkeypatch.setattr(key_cookie.time, "time", lambda: real() + passed[0])

    def go_on(minutes: float) -> None:
        passed[0] += minutes * 60

    return go_on


def test_a_session_ends_when_nobody_was_there_for_long(tip: Tip, reid: Desk, minutes_pass: Pass) -> None:
    minutes_pass(settings.IDLE_MINUTES + 1.5)
    assert reid.get(f"/desk/tips/{tip.pk}").url == f"/desk/sign-in?next=%2Fdesk%2Ftips%2F{tip.pk}"
    assert not Session.objects.exists()


def test_each_act_and_each_sign_of_life_begins_the_time_anew(tip: Tip, reid: Desk, minutes_pass: Pass) -> None:
    for path in (f"/desk/tips/{tip.pk}", "/desk/here", "/desk/"):
        minutes_pass(settings.IDLE_MINUTES - 1)
        assert reid.get(path).status_code in (200, 204)


def test_what_an_open_page_asks_by_itself_is_no_sign_of_life(tip: Tip, reid: Desk, minutes_pass: Pass) -> None:
    minutes_pass(settings.IDLE_MINUTES - 1)
    for _ in range(2):
        assert reid.get("/desk/state?list=open&was=x").status_code == 200
        assert reid.get("/desk/alarm").status_code == 204
        assert reid.post(f"/desk/tips/{tip.pk}/now").status_code == 200
        minutes_pass(1.2)
    assert reid.get("/desk/state?list=open&was=x").status_code == 401
    assert reid.get("/desk/").status_code == 302


def test_words_that_come_too_late_stand_in_the_form_after_signing_in(
    house: House, tip: Tip, reid: Desk, minutes_pass: Pass
) -> None:
    carried = pass_of(reid, tip)
    minutes_pass(settings.IDLE_MINUTES + 1.5)
    late = reid.post(f"/desk/tips/{tip.pk}/ask", version=tip.version, question=WORDS, draft_pass=carried)
    assert "Your words are kept, locked for you alone" in late.text
    assert (Draft.objects.count(), Record.objects.count()) == (1, 1)
    reid.give_password(house.password("reid"))
    reid.give_code()
    assert WORDS in reid.get(f"/desk/tips/{tip.pk}").text


def test_what_was_unmasked_is_masked_after_signing_in(house: House, tip: Tip, reid: Desk, minutes_pass: Pass) -> None:
    reid.ask_for_source(tip)
    assert "Mask it again" in reid.get(f"/desk/tips/{tip.pk}").text
    minutes_pass(settings.IDLE_MINUTES + 1.5)
    assert reid.get(f"/desk/tips/{tip.pk}").status_code == 302
    reid.give_password(house.password("reid"))
    reid.give_code()
    page = reid.get(f"/desk/tips/{tip.pk}").text
    assert "Mask it again" not in page
    assert "What could identify the tipster is masked" in page


def test_the_cover_ends_the_session_to_the_minute(tip: Tip, reid: Desk, minutes_pass: Pass) -> None:
    """No margin there: whoever comes upon the covered page must not be let back in."""
    minutes_pass(settings.IDLE_MINUTES + 0.01)
    page = reid.get(f"/desk/away?next=/desk/tips/{tip.pk}").text
    assert "You were signed out" in page
    assert f"/desk/sign-in?next=%2Fdesk%2Ftips%2F{tip.pk}" in page
    assert not Session.objects.exists()


def test_the_cover_leaves_the_session_to_another_page_that_is_in_use(tip: Tip, reid: Desk, minutes_pass: Pass) -> None:
    minutes_pass(settings.IDLE_MINUTES - 1)
    page = reid.get(f"/desk/away?next=/desk/tips/{tip.pk}").text
    assert "This page is covered" in page
    assert f'href="/desk/tips/{tip.pk}"' in page
    minutes_pass(2)
    assert "You were signed out" in reid.get("/desk/away").text, "the cover itself is no sign of life"


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/", "evil.example", "/" + "a" * 400])
def test_the_cover_leads_to_no_other_site(reid: Desk, place: str) -> None:
    page = reid.client.get("/desk/away", {"next": place}).text
    assert 'class="button" href="/desk/"' in page
    assert place not in page


def test_the_cover_promises_no_word_that_is_not_kept_and_names_each_way_a_session_ends(reid: Desk) -> None:
    """It knows neither whose page it covers nor whether that ran the script, or pressed the button, which keeps."""
    reid.client.cookies.clear()
    page = reid.get("/desk/away").text
    assert "only what the page said is kept" in page
    assert "A notice and all else is to be written again" in page
    assert "a colleague ended all that you had open" in page
    assert "People says at its end which colleague did what" in page


def test_a_page_without_script_is_covered_too(tip: Tip, reid: Desk) -> None:
    wanted = f"{settings.IDLE_MINUTES * 60};url=/desk/away?next=%2Fdesk%2Ftips%2F{tip.pk}"
    assert f'\n<meta http-equiv="refresh" content="{wanted}">' in reid.get(f"/desk/tips/{tip.pk}").text


def test_the_page_that_a_form_answers_leads_back_to_the_page_of_the_form(tip: Tip, reid: Desk) -> None:
    refused = reid.post(f"/desk/tips/{tip.pk}/close", version=tip.version)
    assert refused.status_code == 422
    assert f'data-away="/desk/away?next=%2Fdesk%2Ftips%2F{tip.pk}"' in refused.text
