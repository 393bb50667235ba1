"""Programs send tips through the same door."""

from django.test import Client

from reports.models import Tip
from tests.conftest import House

KEY = {"Idempotency-Key": "k" * 32}


def send(client: Client, body: dict[str, object], **headers: str) -> object:
    return client.post("/api/v1/tips", body, content_type="application/json", headers=headers or KEY)


def test_a_program_gets_a_receipt_and_the_same_one_again(client: Client, house: House) -> None:
    first, second = (send(client, {"text": "Stolen outboard engine", "phone": "+17584840001"}) for _ in range(2))
    assert first.status_code == 201  # type: ignore[attr-defined]
    assert second.json()["receipt"] == first.json()["receipt"]  # type: ignore[attr-defined]
    assert Tip.objects.count() == 1


def test_a_program_without_a_key_or_words_is_told_what_is_missing(client: Client, house: House) -> None:
    assert "Idempotency-Key" in send(client, {"text": "x"}, Other="y").json()  # type: ignore[attr-defined]
    assert send(client, {"category": "drugs"}).json() == {"text": ["This field is required."]}  # type: ignore[attr-defined]
    assert not Tip.objects.exists()


def test_the_schema_names_the_tip_endpoint(client: Client, house: House) -> None:
    assert b"/api/v1/tips" in client.get("/api/v1/schema").content


def test_a_body_that_is_not_json_is_refused_without_a_crash(client: Client, house: House) -> None:
    answer = client.post("/api/v1/tips", b"\xff\x00{", content_type="application/json", headers=KEY)
    assert answer.status_code == 400
