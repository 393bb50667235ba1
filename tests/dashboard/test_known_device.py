"""Browsers that an officer has signed in from: guesses from elsewhere do not lock them out."""

import pytest
from django.core import signing
from django.test import Client

from reports.dashboard.known_device import COOKIE
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in


def guess(username: str, times: int = 6, client: Client | None = None) -> list[int]:
    return [Desk(client or Client(), username).give_password("wrong").status_code for _ in range(times)]


def test_guesses_from_outside_do_not_lock_an_officer_out_of_a_known_browser(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    assert guess("reid")[-1] == 429
    assert "a browser in which you have signed in before" in Desk(Client(), "reid").give_password("wrong").text
    assert reid.give_password(house.password("reid")).url == "/desk/sign-in/code"
    assert reid.give_code().url == "/desk/"
    assert guess("reid", 1) == [429]


def test_guesses_from_a_known_browser_are_slowed_too_and_cost_others_nothing(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    assert guess("reid", client=reid.client) == [422] * 5 + [429]
    assert guess("reid", 1) == [422]


def test_a_browser_known_to_one_officer_is_not_known_to_another(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    assert guess("felix", 5, client=reid.client) == [422] * 5
    assert guess("felix", 1) == [429]


def test_officers_who_share_a_browser_are_both_known_in_it(house: House, reid: Desk) -> None:
    reid.post("/desk/sign-out")
    felix = sign_in(house, "felix", reid.client)
    felix.post("/desk/sign-out")
    for desk in (reid, felix):
        assert guess(desk.username)[-1] == 429
        assert desk.give_password(house.password(desk.username)).status_code == 302


def test_the_password_alone_makes_no_browser_known(house: House, reid: Desk) -> None:
    half = Desk(Client(), "reid")
    half.give_password(house.password("reid"))
    assert COOKIE not in half.client.cookies


def test_the_device_cookie_lasts_a_year_is_hidden_from_scripts_and_stays(house: House, reid: Desk) -> None:
    cookie = reid.client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert cookie["max-age"] == 365 * 24 * 3600
    reid.post("/desk/sign-out")
    assert reid.client.cookies[COOKIE].value == cookie.value


def test_each_sign_in_gives_a_new_device_id(house: House, reid: Desk) -> None:
    before = reid.client.cookies[COOKIE].value
    reid.post("/desk/sign-out")
    reid.give_password(house.password("reid"))
    reid.give_code()
    assert reid.client.cookies[COOKIE].value.partition(":")[0] != before.partition(":")[0]


@pytest.mark.parametrize("forged", ["", "x", "é", "e30:1:x", "another key"])
def test_a_device_cookie_that_is_not_ours_counts_for_nothing(house: House, forged: str) -> None:
    client = Client()
    client.cookies[COOKIE] = signing.dumps({"reid": "x"}, key=forged) if forged == "another key" else forged
    assert guess("reid", client=client)[-1] == 429
    assert guess("reid", 1) == [429]
