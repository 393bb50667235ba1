"""A program may have a tip looked at for what identifies its writer; nothing of it is kept."""

from django.test import Client

from tests.api.programs import post
from tests.conftest import House
from tests.intake.bodies import stored


def test_what_could_identify_is_marked_and_told_in_the_language_asked_for(client: Client, house: House) -> None:
    before = stored()
    body = {
        "text": "My brother sells it.",
        "category": "drugs",
        "answers": {"drugs.stash": "in the yard of my brother"},
    }
    told = post(client, "check", {**body, "language": "fr"}).json()
    assert "".join(piece["text"] for piece in told["marked"][0]["pieces"]) == body["text"]
    assert "my brother" in "".join(piece["text"] for piece in told["marked"][1]["pieces"] if piece["marked"])
    assert told["marked"][1]["heading"]
    assert told["reasons"][0]["sentence"] != post(client, "check", body).json()["reasons"][0]["sentence"]
    assert told["few_know"] is False
    assert stored() == before


def test_a_line_that_no_tip_may_have_is_not_looked_at(client: Client) -> None:
    long = {"category": "drugs", "answers": {"drugs.stash": "x" * 501}}
    assert "drugs.stash" in post(client, "check", long).json()["errors"]["answers"]


def test_where_nothing_identifies_there_is_nothing_to_show(client: Client) -> None:
    told = post(client, "check", {"text": "Weed is sold at the bay."}).json()
    assert (told["marked"], told["reasons"]) == ([], [])
