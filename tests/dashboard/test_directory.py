"""The directory before the password: it keeps out who is not known there, lets nobody in, and makes nobody."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.dashboard.directory import COOKIE
from reports.dashboard.key_cookie import OPENED
from reports.models import AccountLink, AuditEntry, Officer
from reports.people.suspending import suspend
from tests.chromium import needs_chromium, press, violations
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in
from tests.directory import Provider, running

TO = "/desk/sign-in/directory"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running() as found:
        settings.OIDC = found.settings
        yield found


def show(desk: Desk, provider: Provider, subject: str, query: str = "") -> str:
    """Show an account in a browser, and return the page that it comes back to."""
    sent = desk.get(f"{TO}{query}")
    assert sent.url.startswith(f"{provider.issuer}/oauth2/authorize?")
    back = desk.get(provider.come_back(sent.url, subject))
    assert back.status_code == 302
    return str(back.url)


def first_time(house: House, provider: Provider, username: str, subject: str) -> Desk:
    """Sign an officer in for the first time, with the account that becomes the officer's."""
    desk = Desk(Client(), username)
    show(desk, provider, subject)
    assert desk.give_password(house.password(username)).url == "/desk/sign-in/phone"
    desk.enrol()
    desk.post("/desk/sign-in/recovery-codes")
    return desk


def test_the_account_comes_first_then_password_and_code_and_it_is_the_officers_from_then_on(
    house: House, provider: Provider
) -> None:
    desk = Desk(Client(), "reid")
    assert 'name="password"' not in desk.get("/desk/sign-in").text
    assert "Go on to Police Directory" in desk.get("/desk/sign-in").text
    provider.says("s-1", preferred_username="m.reid")
    page = desk.get(show(desk, provider, "s-1")).text
    assert "Police Directory says that you are m.reid" in page
    assert "it becomes yours" in page
    desk.give_password(house.password("reid"))
    assert not AccountLink.objects.exists(), "the second factor is still to come"
    desk.enrol()
    desk.post("/desk/sign-in/recovery-codes")
    assert desk.get("/desk/").status_code == 200
    assert AccountLink.objects.get().officer == house.officer("reid")
    assert AuditEntry.objects.filter(act="people.account_bound", actor=f"officer:{house.officer('reid').pk}").exists()
    desk.post("/desk/sign-out")
    again = desk.get(show(desk, provider, "s-1", "?next=/desk/%3Flist=mine")).text
    assert "it becomes yours" not in again
    assert 'value="reid"' in again
    desk.username = "felix"  # whatever a form says: the account tells who it is
    sent = desk.give_password(house.password("reid"), next="/desk/?list=mine")
    assert sent.url == "/desk/sign-in/code"
    assert sent.cookies[COOKIE].value == ""
    assert desk.give_code().url == "/desk/?list=mine"
    assert AuditEntry.objects.filter(act="people.account_bound").values("act").distinct().count() == 1


def test_an_account_alone_opens_nothing_and_a_password_alone_does_not_either(house: House, provider: Provider) -> None:
    desk = Desk(Client(), "reid")
    assert desk.give_password(house.password("reid")).status_code == 422
    assert not Session.objects.exists()
    show(desk, provider, "s-1")
    assert desk.get("/desk/").status_code == 302
    assert desk.give_password("not it").status_code == 422
    assert OPENED.cookie not in desk.client.cookies
    desk.give_password(house.password("reid"))
    assert desk.get("/desk/").status_code == 302, "the second factor is missing"
    assert not AuditEntry.objects.filter(act="sign_in.done").exists()


def test_an_account_of_nobody_makes_no_officer_and_takes_nobody_elses_place(house: House, provider: Provider) -> None:
    officers = Officer.objects.count()
    first_time(house, provider, "reid", "s-1").post("/desk/sign-out")
    stranger = Desk(Client(), "reid")
    show(stranger, provider, "s-2")
    answer = stranger.give_password(house.password("reid"))
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert AuditEntry.objects.filter(act="sign_in.account_refused").exists()
    colleague = Desk(Client(), "felix")
    show(colleague, provider, "s-1")
    assert colleague.give_password(house.password("felix")).status_code == 422
    assert (Officer.objects.count(), AccountLink.objects.count()) == (officers, 1)


def test_nothing_but_issuer_and_subject_tells_whose_account_it_is(house: House, provider: Provider) -> None:
    first_time(house, provider, "reid", "s-1").post("/desk/sign-out")
    told = {"email": "s-1", "email_verified": True, "preferred_username": "reid", "name": "Marcia Reid"}
    provider.says("s-2", **told)
    stranger = Desk(Client(), "reid")
    page = stranger.get(show(stranger, provider, "s-2")).text
    assert 'value="reid"' not in page
    assert stranger.give_password(house.password("reid")).status_code == 422


def test_a_suspended_officer_stays_out_and_is_not_named(house: House, provider: Provider) -> None:
    before = first_time(house, provider, "jules", "s-1")
    before.post("/desk/sign-out")
    suspend(officer=house.officer("jules"), by=house.make_administrator("reid"), though_few=True)
    desk = Desk(Client(), "jules", secret=before.secret, used=before.used)
    assert 'value="jules"' not in desk.get(show(desk, provider, "s-1")).text
    assert desk.give_password(house.password("jules")).url == "/desk/sign-in/code"
    assert "Your account is suspended" in desk.give_code().text
    assert desk.get("/desk/").status_code == 302


def test_what_another_browser_asked_or_what_was_asked_once_is_refused(house: House, provider: Provider) -> None:
    desk, thief = Desk(Client(), "reid"), Desk(Client(), "reid")
    back = provider.come_back(desk.get(TO).url, "s-1")
    assert thief.get(back).url == "/desk/sign-in?directory=refused"
    thief.get(TO)
    assert thief.get(back).url == "/desk/sign-in?directory=refused"
    assert desk.get(back).url == "/desk/sign-in"
    assert desk.get(back).url == "/desk/sign-in?directory=refused"
    assert 'name="password"' not in desk.get("/desk/sign-in").text, "what was shown is forgotten as well"
    asked = desk.get(TO)
    assert desk.get(provider.come_back(asked.url, action="deny")).url == "/desk/sign-in?directory=refused"
    assert "did not say who you are" in desk.get("/desk/sign-in?directory=refused").text
    desk.client.cookies[COOKIE] = "made.up:cookie"
    assert 'name="password"' not in desk.get("/desk/sign-in").text


@pytest.mark.parametrize("claims", [{"exp": 1}, {"aud": "another"}, {"nonce": "another"}], ids=["old", "to", "nonce"])
def test_a_token_that_is_not_for_this_sign_in_shows_nothing(
    house: House, provider: Provider, claims: dict[str, object]
) -> None:
    provider.says("s-1", **claims)
    desk = Desk(Client(), "reid")
    assert show(desk, provider, "s-1") == "/desk/sign-in?directory=refused"
    assert desk.give_password(house.password("reid")).status_code == 422


def test_while_the_directory_is_down_nobody_begins_who_is_in_works_on_and_it_can_be_switched_off(
    house: House, provider: Provider, settings: Settings
) -> None:
    inside = first_time(house, provider, "reid", "s-1")
    desk = Desk(Client(), "felix")
    asked = desk.get(TO)
    back = provider.come_back(asked.url, "s-2")
    provider.stop()
    assert desk.get(back).url == "/desk/sign-in?directory=silent"
    assert desk.get(TO).url == "/desk/sign-in?directory=silent"
    assert "does not answer" in desk.get("/desk/sign-in?directory=silent").text
    assert desk.give_password(house.password("felix")).status_code == 422
    assert inside.get("/desk/").status_code == 200
    settings.OIDC = {}
    assert desk.get(TO).status_code == 404
    assert "Go on to" not in desk.get("/desk/sign-in").text
    sign_in(house, "felix")
    inside.post("/desk/sign-out")
    assert inside.give_password(house.password("reid")).url == "/desk/sign-in/code"
    assert inside.give_code().url == "/desk/"


def test_an_account_that_became_another_officers_meanwhile_lets_nobody_in(house: House, provider: Provider) -> None:
    desk = Desk(Client(), "reid")
    show(desk, provider, "s-1")
    desk.give_password(house.password("reid"))
    first_time(house, provider, "felix", "s-1")
    desk.enrol()
    assert desk.get("/desk/").status_code == 302
    assert AccountLink.objects.get().officer == house.officer("felix")
    assert "do not belong together" in desk.get("/desk/sign-in?directory=other").text


def test_a_sign_in_that_began_before_the_directory_was_set_does_not_end_past_it(
    house: House, provider: Provider, settings: Settings
) -> None:
    settings.OIDC = {}
    desk = Desk(Client(), "reid")
    desk.give_password(house.password("reid"))
    settings.OIDC = provider.settings
    desk.enrol()
    assert desk.get("/desk/").status_code == 302


def test_the_browser_keeps_one_cookie_that_comes_back_from_another_site_and_no_page_is_kept(
    house: House, provider: Provider
) -> None:
    desk = Desk(Client(), "reid")
    sent = desk.get(f"{TO}?anew&next=//evil.example/")
    cookie = sent.cookies[COOKIE]
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Lax", True, 600)
    assert "prompt=login" in sent.url
    back = desk.get(provider.come_back(sent.url, "s-1"))
    assert back.url == "/desk/sign-in", "no way to another site"
    for answer in (sent, back):
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "same-origin")
    assert desk.post(TO).status_code == 405


def test_who_decides_about_an_officer_parts_the_account_and_the_next_one_is_bound(
    house: House, provider: Provider
) -> None:
    first_time(house, provider, "jules", "s-1").post("/desk/sign-out")
    house.make_administrator("reid")
    reid, jules = first_time(house, provider, "reid", "s-2"), house.officer("jules")
    page = f"/desk/people/{jules.pk}"
    assert "Part Anton Jules from the account" in reid.get(page).text
    assert reid.post(page, do="part").status_code == 302
    assert "None is bound yet" in reid.get(page).text
    assert AuditEntry.objects.filter(act="people.account_parted", detail__officer=str(jules.pk)).exists()
    assert "Parted an officer from an account" in reid.get("/desk/people").text
    desk = Desk(Client(), "jules")
    show(desk, provider, "s-3")
    assert desk.give_password(house.password("jules")).url == "/desk/sign-in/code"


def test_the_status_page_tells_whether_the_next_officer_can_sign_in(
    house: House, provider: Provider, settings: Settings
) -> None:
    desk = first_time(house, provider, "reid", "s-1")
    assert "Answers: officers can sign in" in desk.get("/desk/status").text
    settings.OIDC = provider.settings | {"issuer": f"{provider.issuer}/"}
    assert "Calls itself otherwise" in desk.get("/desk/status").text
    provider.stop()
    assert "Does not answer" in desk.get("/desk/status").text
    settings.OIDC = {}
    assert "Police Directory" not in desk.get("/desk/status").text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@needs_chromium[1]
def test_a_real_browser_comes_back_from_another_site_with_what_it_needs(
    house: House, live_server: LiveServer, chromium: Browser, settings: Settings, provider: Provider
) -> None:
    settings.DESK_URL = live_server.url
    settings.OIDC = provider.settings | {"issuer": f"http://127.0.0.1:{provider.port}"}  # another site than localhost
    page = chromium.new_context(base_url=live_server.url).new_page()
    page.goto("/desk/")
    assert violations(page) == []
    press(page.get_by_role("link", name="Go on to Police Directory"))
    page.fill("#subject-input", "s-1")
    press(page.get_by_role("button", name="Authorize", exact=True))
    page.fill("#id_username", "reid")
    assert violations(page) == []
    page.fill("#id_password", house.password("reid"))
    press(page.get_by_role("button", name="Sign in"))
    desk = Desk(Client(), "reid", secret=page.locator(".secret code").inner_text().replace(" ", ""))
    page.fill("#id_code", desk.code())
    page.keyboard.press("Enter")
    press(page.get_by_role("button", name="I have written them down"))
    page.wait_for_selector("nav.rooms")
    assert AccountLink.objects.get().subject == "s-1"
    page.context.close()
