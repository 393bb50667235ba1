"""A token opens its officer's own keys, for its scopes, until it is over, revoked, or the officer is suspended."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_init

from reports.clock import today
from reports.models import ApiToken, AuditEntry, Officer
from reports.people.peppers import begin
from reports.people.secret_files import OFFICER_PEPPER
from reports.people.tokens import (
    MOST,
    NoSuchToken,
    TokenRefused,
    end_tokens,
    make_token,
    open_token,
    revoke_token,
    tokens_of,
)
from reports.signed_people import sign
from tests.conftest import House
from tests.people.root import secrets_put_back


def made(house: House, **more: Any) -> str:
    return make_token(**{"label": "Records", "scopes": ["read"], "days": 30, "ring": house.ring("reid"), **more})


def ends(day: date) -> None:
    """Let the token that is there end on a day."""
    row = ApiToken.objects.get()
    row.ends_on = day
    sign(row)
    row.save()


def test_a_token_opens_the_units_of_its_officer_and_of_nobody_else(house: House) -> None:
    program = open_token(made(house))
    assert program.ring is not None
    assert set(program.ring.unit_ids) == set(house.ring("reid").unit_ids)
    assert program.scopes == {"read"}
    assert ApiToken.objects.get().used_on == today()


def test_a_token_that_only_counts_holds_no_key(house: House) -> None:
    assert open_token(made(house, scopes=["statistics"])).ring is None
    assert ApiToken.objects.get().slot is None


def test_what_is_stored_of_a_token_neither_shows_nor_opens_it(house: House) -> None:
    token = made(house)
    row = ApiToken.objects.get()
    with pytest.raises(NoSuchToken):
        open_token("tipline_" + "A" * (len(token) - 8))
    for wrong in ("", token[:-1], token.upper(), token.removeprefix("tipline_"), f"{token}x", "tipline_é"):
        with pytest.raises(NoSuchToken):
            open_token(wrong)
    assert not any(bytes(stored) in token.encode() for stored in (row.verifier, row.slot or b"-"))
    assert token not in str(AuditEntry.objects.values_list("detail", flat=True))


def test_a_slot_moved_to_another_token_opens_nothing(house: House) -> None:
    made(house)
    theirs = ApiToken.objects.get()
    mine = make_token(label="Mine", scopes=["read"], days=1, ring=house.ring("felix"))
    ApiToken.objects.filter(officer=house.officer("felix")).update(slot=theirs.slot)
    with pytest.raises(NoSuchToken):
        open_token(mine)


@pytest.mark.parametrize("scopes", [["read"], ["statistics"]])
def test_who_writes_to_the_database_makes_no_more_of_a_token_than_was_given(house: House, scopes: list[str]) -> None:
    token = made(house, scopes=scopes)
    row = ApiToken.objects.get()
    for change in (
        {"scopes": ["read", "act", "statistics"]},
        {"ends_on": row.ends_on + timedelta(days=3650)},
        {"officer_id": house.officer("felix").pk},
        {"row_mac": b""},
        {"slot": None if row.slot else b"x"},
    ):
        ApiToken.objects.update(**change)
        with pytest.raises(NoSuchToken):
            open_token(token)
        row.save()
    assert open_token(token).scopes == set(scopes), "control: put back, it opens"


def test_a_token_ends_on_its_day_when_revoked_and_with_its_officer(house: House) -> None:
    token = made(house)
    ends(today() - timedelta(days=1))
    with pytest.raises(NoSuchToken):
        open_token(token)
    ends(today())
    assert open_token(token)
    Officer.objects.filter(username="reid").update(is_active=False)
    with pytest.raises(NoSuchToken):
        open_token(token)
    Officer.objects.filter(username="reid").update(is_active=True, public_key=bytes(32))
    with pytest.raises(NoSuchToken):
        open_token(token)


def test_an_officer_whom_a_thief_reinstated_in_the_database_brings_no_token_back(house: House) -> None:
    token, reid = made(house), house.officer("reid")
    reid.is_active = False
    sign(reid)
    reid.save()
    with pytest.raises(NoSuchToken):
        open_token(token)
    Officer.objects.filter(pk=reid.pk).update(is_active=True)
    with pytest.raises(NoSuchToken):
        open_token(token)


def test_suspending_an_officer_ends_the_tokens_for_good(house: House) -> None:
    made(house)
    assert end_tokens(house.officer("reid")) == 1
    assert not ApiToken.objects.exists()


def test_only_its_officer_or_an_administrator_revokes_a_token(house: House) -> None:
    token, felix = made(house), house.officer("felix")
    row = ApiToken.objects.get()
    felix.is_administrator = False
    with pytest.raises(NoSuchToken):
        revoke_token(row.pk, by=felix)
    open_token(token)
    felix.is_administrator = True
    assert list(tokens_of(felix)) == [row]
    revoke_token(row.pk, by=felix)
    with pytest.raises(NoSuchToken):
        open_token(token)
    assert list(AuditEntry.objects.filter(act__startswith="token.").values_list("act", flat=True).order_by("act")) == [
        "token.made",
        "token.revoked",
    ]


@pytest.mark.parametrize("wrong", [{"label": " "}, {"scopes": []}, {"scopes": ["all"]}, {"days": 0}, {"days": 999}])
def test_a_token_needs_a_name_known_scopes_and_an_end(house: House, wrong: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        made(house, **wrong)


def test_nobody_gathers_tokens_without_end(house: House) -> None:
    for _ in range(MOST):
        made(house, scopes=["statistics"])
    with pytest.raises(TokenRefused):
        made(house)
    ApiToken.objects.update(ends_on=today() - timedelta(days=1))
    made(house)
    assert ApiToken.objects.count() == 1, "those that are over make room"


def test_tokens_from_before_they_were_signed_are_signed_once(house: House) -> None:
    token = made(house)
    ApiToken.objects.update(row_mac=b"")
    with pytest.raises(NoSuchToken):
        open_token(token)
    import_module("reports.migrations.0108_sign_what_finds_a_tip").sign_all(apps, None)
    assert open_token(token).scopes == {"read"}


def test_a_token_that_is_revoked_while_it_is_kept_under_a_new_pepper_opens_nothing(house: House) -> None:
    def revoke(instance: ApiToken, **_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM api_token WHERE id = %s", [instance.pk])

    with secrets_put_back():
        token = made(house)
        begin(OFFICER_PEPPER)
        post_init.connect(revoke, sender=ApiToken)
        try:
            with pytest.raises(NoSuchToken):
                open_token(token)
        finally:
            post_init.disconnect(revoke, sender=ApiToken)
    assert not ApiToken.objects.exists()
