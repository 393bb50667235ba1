"""The guides come as data from which an app can draw the form, in five languages, and say when they have changed."""

import gzip
import json

from django.conf import settings
from django.test import Client, override_settings

from reports.api.guides import _drawn
from reports.guides import categories, guide


def test_all_categories_come_at_once_in_the_language_asked_for(client: Client) -> None:
    assert set(client.get("/api/v1/guides").json()["languages"]) == {"en", "acf", "fr", "es", "ht"}
    told = client.get("/api/v1/guides/es").json()
    assert [each["id"] for each in told["categories"]] == list(categories())
    drugs = next(each for each in told["categories"] if each["id"] == "drugs")
    assert drugs["title"] == guide("drugs", "es").title != guide("drugs").title
    buyers = next(each for each in drugs["own"] if each["id"] == "drugs.buyers")
    assert buyers["only_if"] == {"drugs.doing": ["sell"]}
    assert buyers["danger"] == []
    abuse = next(each for each in told["categories"] if each["id"] == "domestic_abuse")
    assert abuse["own"][0]["danger"] == ["no"]
    assert "proof" in {each["id"] for each in told["source"]}, "where it can be seen"
    assert {"person", "vehicle"} <= {block["name"] for block in told["blocks"]}
    assert "weights" not in json.dumps(told), "what weighs how much is not told to who would be believed"
    assert client.get("/api/v1/guides/xx").json()["status"] == 404


def test_whom_to_call_comes_with_them_by_need(client: Client) -> None:
    told = {each["id"]: each for each in client.get("/api/v1/guides/fr").json()["help"]}
    assert set(told) == {"violence", "children", "despair", "held"}
    assert told["held"]["contacts"] == [{"name": "Ligne d'aide contre la traite des personnes", "number": "847"}]
    assert told["violence"]["categories"] == ["domestic_abuse", "sexual_offence"]
    assert told["children"]["title"] != "Is a child hurt or neglected?", "in French"
    known = {each["id"] for each in client.get("/api/v1/guides/fr").json()["categories"]}
    assert {category for need in told.values() for category in need["categories"]} <= known


def test_a_need_without_anybody_to_call_is_left_out(client: Client) -> None:
    _drawn.cache_clear()
    with override_settings(
        HELP_CONTACTS={key: [] for key in settings.HELP_CONTACTS} | {"violence": [("A shelter", "111")]}
    ):
        told = client.get("/api/v1/guides/en").json()["help"]
    _drawn.cache_clear()
    assert [(each["id"], each["contacts"]) for each in told] == [("violence", [{"name": "A shelter", "number": "111"}])]


def test_an_app_that_has_them_is_told_so(client: Client) -> None:
    first = client.get("/api/v1/guides/en")
    again = client.get("/api/v1/guides/en", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get("/api/v1/guides/fr")["ETag"] != first["ETag"]


def test_they_come_packed_to_who_unpacks(client: Client) -> None:
    packed = client.get("/api/v1/guides/en", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/v1/guides/en")
    assert (packed["Content-Encoding"], packed["Vary"], "Content-Encoding" in plain) == (
        "gzip",
        "Accept-Encoding",
        False,
    )
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 4
