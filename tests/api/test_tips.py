"""Programs send tips through the same door."""

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from reports.models import Alert, Record, Tip
from reports.queries.reading import read_tip
from tests.api.programs import JSON, KEY, TIPS, post, send, ticket
from tests.conftest import House, only_tip, triage_all


def send_bytes(client: Client, body: bytes, kind: str = JSON) -> HttpResponse:
    return client.generic("POST", TIPS, body, kind, headers=KEY)  # type: ignore[return-value]


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
    first, second = ticket(client), ticket(client)
    send_bytes(client, f'{{"ticket": "{first}", "text": "Stolen engine", "place": "Dennery"}}'.encode())
    send_bytes(client, f'{{"place": "Dennery", "ticket": "{second}", "text": "Stolen engine"}}'.encode())
    assert Record.objects.count() == 1


def test_a_program_without_a_key_or_words_is_told_what_is_missing(client: Client, house: House) -> None:
    assert "Idempotency-Key" in send(client, {"text": "x"}, Other="y").json()["errors"]
    told = send(client, {"category": "drugs"}).json()
    assert (told["stored"], list(told["errors"]), told["type"]) == (False, ["text"], "urn:tipline:problem:invalid")
    assert not Tip.objects.exists()


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


def test_a_ticket_is_good_for_one_tip_and_not_for_another(client: Client, house: House) -> None:
    one = ticket(client)
    first = post(client, "tips", {"ticket": one, "text": "Stolen engine"}, **KEY)
    again = post(client, "tips", {"ticket": one, "text": "Stolen engine"}, **KEY)
    other = post(client, "tips", {"ticket": one, "text": "Another engine"}, **KEY)
    assert (first.status_code, again.json()["receipt"]) == (201, first.json()["receipt"])
    assert (other.status_code, other.json()["type"]) == (409, "urn:tipline:problem:sent_before")
    assert Tip.objects.count() == 1


def test_a_tip_without_a_ticket_of_ours_or_with_a_green_one_is_not_taken(
    client: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ticket" in post(client, "tips", {"ticket": "forged", "text": "x"}, **KEY).json()["errors"]
    monkeypatch.setattr("django.conf.settings.RIPENING", 30)
    answer = send(client, {"text": "x"})
    assert (answer.status_code, answer.json()["type"]) == (429, "urn:tipline:problem:too_soon")
    assert 1 <= int(answer["Retry-After"]) <= 30
    assert not Tip.objects.exists()


def test_danger_told_in_an_answer_of_the_guide_is_danger(client: Client, house: House) -> None:
    send(client, {"category": "missing_person", "answers": {"missing_person.state": ["well", "forced"]}})
    assert (only_tip().urgency, Alert.objects.count()) == (0, 1)


def test_answers_are_kept_as_the_guide_asks_for_them(client: Client, house: House) -> None:
    answers = {"drugs.doing": ["sell", "juggle"], "drugs.buyers": "on foot", "drugs.landing": "no", "x": "y"}
    told = send(client, {"category": "drugs", "answers": answers, "in_danger": True}).json()
    assert told["dropped"] == ["drugs.landing", "x"], "who sells is asked for buyers and not for a landing"
    ring = house.ring("reid")
    triage_all()
    said = read_tip(ring, only_tip(), by=ring.officer).entries[0]
    assert said.answers == {
        "category": "drugs",
        "danger": "yes",
        "drugs.doing": "sell",
        "drugs.buyers": "on foot",
    }
    assert said.guide.startswith("drugs ")
    assert only_tip().urgency == 0
