"""Programs send tips through the same door."""

from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from reports.models import Record, Tip
from tests.conftest import House

PATH, JSON = "/api/v1/tips", "application/json"
KEY = {"Idempotency-Key": "k" * 32}


def send(client: Client, body: dict[str, object], **headers: str) -> Any:
    return client.post(PATH, body, content_type=JSON, headers=headers or KEY)


def send_bytes(client: Client, body: bytes, kind: str = JSON) -> HttpResponse:
    return client.generic("POST", PATH, body, kind, headers=KEY)  # type: ignore[return-value]


def test_a_program_gets_a_receipt_and_the_same_one_again(client: Client, house: House) -> None:
    first, second = (send(client, {"text": "Stolen outboard engine", "phone": "+17584840001"}) for _ in range(2))
    assert first.status_code == 201
    assert second.json()["receipt"] == first.json()["receipt"]
    assert Tip.objects.count() == 1


def test_the_same_key_with_another_body_is_another_tip(client: Client, house: House) -> None:
    body: dict[str, object] = {"text": "Stolen engine", "place": "Dennery"}
    others = ({"text": "A man with a gun"}, {"place": "Micoud"}, {"in_danger": True}, {"when": "Dennery", "place": ""})
    told = [send(client, {**body, **other}).json() for other in ({}, *others)]
    assert not any(each["repeated"] for each in told)
    assert len({each["receipt"] for each in told}) == Tip.objects.count() == 1 + len(others)


def test_the_same_body_under_another_key_is_another_tip(client: Client, house: House) -> None:
    for letter in "ab":
        assert not send(client, {"text": "Stolen engine"}, **{"Idempotency-Key": letter * 32}).json()["repeated"]
    assert Tip.objects.count() == 2


def test_the_order_of_the_fields_makes_no_second_tip(client: Client, house: House) -> None:
    send_bytes(client, b'{"text": "Stolen engine", "place": "Dennery"}')
    send_bytes(client, b'{"place": "Dennery", "text": "Stolen engine"}')
    assert Record.objects.count() == 1


def test_a_program_without_a_key_or_words_is_told_what_is_missing(client: Client, house: House) -> None:
    assert "Idempotency-Key" in send(client, {"text": "x"}, Other="y").json()
    assert send(client, {"category": "drugs"}).json() == {"stored": False, "text": ["This field is required."]}
    assert not Tip.objects.exists()


def test_the_schema_names_the_tip_endpoint(client: Client, house: House) -> None:
    assert b"/api/v1/tips" in client.get("/api/v1/schema").content


@pytest.mark.parametrize("database", ["default", "keystore"])
def test_with_a_database_down_a_program_is_told_that_nothing_was_stored(
    client: Client, house: House, database: str
) -> None:
    with connections[database].cursor() as cursor:
        tables = {"default": "tip", "keystore": "stored_key"}
        cursor.execute(f"ALTER TABLE {tables[database]} RENAME TO gone")  # undone with this test's transaction
    answer = send(client, {"text": "Stolen engine"})
    assert (answer.status_code, answer.json()["stored"]) == (503, False)
    assert "NOT stored" in answer.json()["detail"]
