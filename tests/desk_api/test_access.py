"""Officers' programs do what their officers may, as far as their scopes go, and every act says that a token did it."""

from typing import Any

import pytest
from django.test import Client

from reports.casework.recuse import step_back
from reports.models import ApiToken, AuditEntry, Feedback, Release, Tip
from reports.people.tokens import revoke_token
from tests.conftest import House, only_tip
from tests.dashboard.arrivals import DRUGS, arrive
from tests.desk_api.programs import Caller, program
from tests.releases.handed import given

SCOPES = {"read": ("read",), "act": ("act",), "statistics": ("statistics",)}


def every_call(caller: Caller, tip: Tip) -> dict[str, Any]:
    """Call one address of each scope."""
    return {
        "read": caller.get(f"tips/{tip.pk}"),
        "act": caller.post(f"tips/{tip.pk}/claim", version=tip.version),
        "statistics": caller.get("statistics", first="2026-01", last="2036-12"),
    }


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_does_what_its_scope_says_and_no_more(house: House, scope: str) -> None:
    tip = arrive(DRUGS)
    told = every_call(program(house, scopes=SCOPES[scope]), tip)
    assert {name: answer.status_code for name, answer in told.items()} == {
        name: 200 if name == scope else 403 for name in SCOPES
    }


def test_giving_a_copy_to_an_agency_takes_the_scope_to_act(house: House) -> None:
    """Its one-time number lets whoever has it answer, and the answer counts: that is more than reading."""
    given(house)
    path = f"tips/{only_tip().pk}/releases/{Release.objects.get().pk}/record"
    reading = program(house, scopes=("read",))
    assert reading.post(path).status_code == 200
    assert reading.post(path, agency="customs").status_code == 403
    assert Feedback.objects.count() == 1
    answer = program(house, scopes=("read", "act")).post(path, agency="customs")
    assert answer.json()["record"]["tipline:AnswerNumber"]


def test_without_a_good_token_nothing_is_told(house: House, client: Client) -> None:
    tip, caller = arrive(DRUGS), program(house)
    revoke_token(ApiToken.objects.get().pk, by=house.officer("reid"))
    for answer in [*every_call(caller, tip).values(), *every_call(Caller("tipline_x"), tip).values()]:
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
        assert answer["WWW-Authenticate"] == "Bearer"
    assert client.get("/api/v1/desk/queue").status_code == 401


def test_a_token_in_an_address_or_a_cookie_is_no_token(house: House, client: Client) -> None:
    token = program(house).token
    client.cookies["token"] = client.cookies["desk-key"] = token
    assert client.get("/api/v1/desk/queue", {"token": token, "access_token": token}).status_code == 401


def test_an_officer_of_another_unit_and_one_who_stepped_back_find_nothing(house: House) -> None:
    tip = arrive(DRUGS)
    step_back(tip=tip, by=house.officer("jules"), version=tip.version)
    tip.refresh_from_db()
    for username in ("felix", "jules"):
        told = every_call(program(house, username), tip)
        assert (told["read"].status_code, told["act"].status_code) == (404, 404)
        assert tip.reference not in program(house, username).get("queue", list="all").content.decode()


def test_each_act_by_a_token_says_so_in_the_trail(house: House) -> None:
    tip, caller = arrive(DRUGS), program(house)
    token = str(ApiToken.objects.get().pk)
    every_call(caller, tip)
    caller.get("queue")
    told = {entry.act: entry.detail.get("token") for entry in AuditEntry.objects.filter(actor__startswith="officer:")}
    assert {act: told[act] for act in ("tip.read", "tip.claimed", "list.read", "numbers.exported")} == dict.fromkeys(
        ("tip.read", "tip.claimed", "list.read", "numbers.exported"), token
    )
    step_back(tip=only_tip(), by=house.officer("reid"), version=only_tip().version)
    assert "token" not in AuditEntry.objects.get(act="tip.recused").detail, "at the desk it is the officer himself"
