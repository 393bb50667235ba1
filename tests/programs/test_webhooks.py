"""What a program is told at its own address is described, and what is sent is what is described."""

import hmac
import json
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from reports.casework.claim import claim_tip
from reports.hooks import telling
from reports.hooks.keeping import make_hook
from reports.hooks.telling import BACKOFF, due_events, gather, tell
from reports.lifecycle.chain import chain_batch
from reports.programs import schema, webhooks
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive
from tests.hooks.listener import Listener


@pytest.fixture
def described(client: Client, house: House) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/schema").json()
    return told


def test_an_event_as_it_is_sent_fits_the_description(
    described: dict[str, Any], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = described["webhooks"]["change"]["post"]
    with Listener().listening() as listener:
        monkeypatch.setattr("django.conf.settings.HOOK_HOSTS", [listener.host])
        tip = arrive(DRUGS)
        shown = make_hook(label="Records", address=listener.address, unit_id=tip.unit_id, by=house.officer("reid"))
        claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
        chain_batch()
        gather()
        assert all(map(tell, due_events()))
    ((body, headers),) = listener.came
    content = operation["requestBody"]["content"][headers["content-type"]]
    event = described["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
    sent = json.loads(body)
    assert sent.keys() == event["properties"].keys() == set(event["required"])
    assert sent["kind"] in event["properties"]["kind"]["enum"]
    assert UUID(sent["id"])
    assert {one["name"] for one in operation["parameters"] if one["required"]} <= headers.keys()
    key = b64decode(shown.removeprefix("whsec_"))
    signed = ".".join([headers["webhook-id"], headers["webhook-timestamp"], body.decode()]).encode()
    assert headers["webhook-signature"] == "v1," + b64encode(hmac.digest(key, signed, sha256)).decode()


def test_every_kind_is_described_and_every_try(described: dict[str, Any]) -> None:
    assert webhooks.KINDS.keys() == telling.KINDS.keys()
    again = described["webhooks"]["change"]["post"]["responses"]["default"]["description"]
    assert "1 and 5 minutes, half an hour, 2, 6 and 24 hours" in again
    assert list(BACKOFF) == [60, 300, 1800, 7200, 21600, 86400]


def test_the_page_for_readers_tells_it_too(client: Client, house: House) -> None:
    page = client.get("/api/docs").text
    assert 'id="told_of_change"' in page
    assert "webhook-signature (header)" in page


def test_the_public_host_tells_of_no_such_thing(house: House, client: Client, settings: Settings) -> None:
    settings.FACES = ["public", "phone", "api"]
    schema._body.cache_clear()
    try:
        assert "webhooks" not in client.get("/api/schema").json()
    finally:
        schema._body.cache_clear()
