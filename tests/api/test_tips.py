"""Programs send tips through the same door."""

from typing import Any

from django.test import Client

from reports.models import Tip
from tests.conftest import House

KEY = {"Idempotency-Key": "k" * 32}


def send(client: Client, body: dict[str, object], **headers: str) -> Any:
    return client.post("/api/v1/tips", body, content_type="application/json", headers=headers or KEY)


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


def test_a_program_without_a_key_or_words_is_told_what_is_missing(client: Client, house: House) -> None:
    assert "Idempotency-Key" in send(client, {"text": "x"}, Other="y").json()
    assert send(client, {"category": "drugs"}).json() == {"text": ["This field is required."]}
    assert not Tip.objects.exists()


def test_the_schema_names_the_tip_endpoint(client: Client, house: House) -> None:
    assert b"/api/v1/tips" in client.get("/api/v1/schema").content


def test_a_body_that_is_not_json_is_refused_without_a_crash(client: Client, house: House) -> None:
    answer = client.post("/api/v1/tips", b"\xff\x00{", content_type="application/json", headers=KEY)
    assert answer.status_code == 400
