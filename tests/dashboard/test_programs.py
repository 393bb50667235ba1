"""An officer makes a token at the desk with the password; it is shown once. Programs that are told of changes, too."""

import re

import pytest
from django.test import Client

from reports.models import ApiToken, AuditEntry, Hook
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk
from tests.desk_api.programs import Caller

PATH = "/desk/you/programs"


def make(desk: Desk, house: House, **more: str) -> str:
    """Make a token and return the page."""
    said = {
        "do": "token",
        "label": "Records system",
        "scopes": "read",
        "days": "30",
        "password": house.password("reid"),
    }
    return desk.post(PATH, **{**said, **more}).text


def test_a_token_is_shown_once_and_opens_what_its_officer_opens(house: House, reid: Desk) -> None:
    tip = arrive()
    page = make(reid, house)
    token = re.search(r"tipline_[\w=-]+", page)
    assert token
    assert Caller(token[0]).get(f"tips/{tip.pk}").status_code == 200
    assert token[0] not in reid.get(PATH).text
    assert "Records system" in reid.get(PATH).text
    assert "Marcia Reid, by token" in reid.get(f"/desk/tips/{tip.pk}/trail").text
    reid.post(f"{PATH}/{ApiToken.objects.get().pk}/revoke")
    assert Caller(token[0]).get(f"tips/{tip.pk}").status_code == 401
    assert "The token opens nothing any more." in reid.get(PATH).text


def test_an_open_desk_makes_no_token_without_the_password(house: House, reid: Desk) -> None:
    for _ in range(6):
        page = make(reid, house, password="not the password")
    assert "Too many wrong passwords" in page
    assert "not the password" not in page
    assert not ApiToken.objects.exists()


def test_what_is_missing_is_said_beside_its_field(house: House, reid: Desk) -> None:
    page = reid.post(PATH, do="token", password=house.password("reid")).text
    assert "Write which program it is for." in page
    assert "Choose at least one." in page
    assert house.password("reid") not in page


def test_nobody_revokes_a_token_or_drops_a_hook_of_others(
    house: House, reid: Desk, felix: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.HOOK_HOSTS", ["records.example"])
    house.officer("felix").__class__.objects.filter(username="felix").update(is_administrator=False)
    make(reid, house)
    told = {"do": "hook", "hook_label": "Records", "address": "https://records.example/told"}
    page = reid.post(PATH, unit=str(house.unit("general").pk), **told).text
    assert "whsec_" in page
    assert "whsec_" not in reid.get(PATH).text
    assert "Nothing is told there" in reid.post(PATH, unit=str(house.unit("general").pk), **told | {
        "address": "https://elsewhere.example/"}).text  # fmt: skip
    hook, token = Hook.objects.get(), ApiToken.objects.get()
    assert felix.post(f"{PATH}/hooks/{hook.pk}/drop").status_code == 404
    assert felix.post(f"{PATH}/{token.pk}/revoke").status_code == 404
    reid.post(f"{PATH}/hooks/{hook.pk}/drop")
    assert not Hook.objects.exists()
    assert {"hook.made", "hook.dropped", "token.made"} <= set(AuditEntry.objects.values_list("act", flat=True))


def test_a_session_is_no_token_for_a_program(house: House, reid: Desk) -> None:
    assert reid.get("/api/v1/desk/queue").status_code == 401
    assert isinstance(reid.client, Client)
