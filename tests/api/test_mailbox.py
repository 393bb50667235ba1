"""Programs open a mailbox with a receipt in the body, under the rules of the page."""

from typing import Any

import pytest
from django.test import Client

from reports.dialogue.canned import canned_for
from reports.dialogue.reply import ask_tipster
from reports.intake.letting_in import TRIES
from reports.intake.receipt import mint
from reports.intake.taking_back import take_back
from reports.models import Channel
from reports.models.choices import ACT, CORRECTS, WANTED, WITHDRAWS
from reports.queries.reading import read_tip
from tests.api.programs import post, send, ticket
from tests.conftest import House, only_tip, triage_all


def receipt_of_a_tip(client: Client) -> str:
    receipt = send(client, {"text": "Weed is sold at the bay."}).json()["receipt"]
    triage_all()
    return str(receipt)


def opened(client: Client, receipt: str, **more: object) -> Any:
    return post(client, "mailbox/open", {"receipt": receipt, "ticket": ticket(client), **more})


def test_a_receipt_opens_the_mailbox_and_its_pass_opens_it_again(client: Client, house: House) -> None:
    receipt = receipt_of_a_tip(client)
    ask_tipster(tip=only_tip(), text="Which bay?", by=house.officer("reid"))
    told = opened(client, f"{receipt[:4]} {receipt[4:]}").json()
    assert (told["state"], told["messages"][-1]["text"], told["messages"][-1]["from_officer"]) == (
        "waiting",
        "Which bay?",
        True,
    )
    assert told["messages"][-1]["fades_on"], "what was shown counts as read"
    again = post(client, "mailbox/look", {"pass_token": told["pass_token"]})
    assert (again.status_code, again.json()["state"]) == (200, "waiting")


def test_a_ready_made_question_is_told_in_the_language_asked_for(client: Client, house: House) -> None:
    receipt = receipt_of_a_tip(client)
    english = next(canned_for(category="drugs", language="en")).said
    ask_tipster(tip=only_tip(), text=english, by=house.officer("reid"))
    assert opened(client, receipt, language="es").json()["messages"][-1]["text"] != english


def test_wrong_receipts_are_told_little_and_use_up_their_ticket(client: Client, house: House) -> None:
    assert "receipt" in opened(client, "1234").json()["errors"]
    one = ticket(client)
    told = [post(client, "mailbox/open", {"receipt": mint(), "ticket": one}) for _ in range(TRIES + 1)]
    assert [answer.status_code for answer in told] == [404] * TRIES + [429]
    assert "Retry-After" in told[-1]


def test_the_mailbox_waits_as_long_as_the_page_does(
    client: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.RIPENING", 20)
    assert opened(client, mint()).status_code == 429


def test_an_answer_joins_the_tip_once_and_a_correction_says_so(client: Client, house: House) -> None:
    token = opened(client, receipt_of_a_tip(client)).json()["pass_token"]
    body = {"pass_token": token, "text": "The blue house", "corrects": True}
    key = {"Idempotency-Key": "answer" * 4}
    first, second = (post(client, "mailbox/add", {**body, "ticket": ticket(client)}, **key) for _ in range(2))
    assert (first.status_code, first.json()["repeated"], second.json()["repeated"]) == (201, False, True)
    assert not first.json()["mailbox"]["messages"][-1]["from_officer"]
    assert first.json()["mailbox"]["messages"][-1]["text"] == "", "what the tipster wrote is never told again"
    triage_all()
    ring = house.ring("reid")
    said = read_tip(ring, only_tip(), by=ring.officer).entries
    assert [(one.text, one.answers) for one in said[1:]] == [("The blue house", {ACT: CORRECTS})]
    assert "text" in post(client, "mailbox/add", {**body, "text": "", "ticket": ticket(client)}, **key).json()["errors"]


def test_a_tip_is_taken_back_and_the_talk_ended(client: Client, house: House) -> None:
    receipt = receipt_of_a_tip(client)
    token = opened(client, receipt).json()["pass_token"]
    body = {"pass_token": token, "ticket": ticket(client), "reason": "I am afraid"}
    told = post(client, "mailbox/withdraw", body, **{"Idempotency-Key": "w" * 20}).json()
    assert told["mailbox"]["withdrawn"]
    assert only_tip().withdrawn
    assert post(client, "mailbox/end", {"pass_token": token}).json() == {"ended": True}
    assert opened(client, receipt).status_code == 404
    refused = post(client, "mailbox/look", {"pass_token": token})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:tipline:problem:pass_over")


def test_a_tip_taken_back_is_wanted_again_once_and_can_be_taken_back_once_more(client: Client, house: House) -> None:
    token = opened(client, receipt_of_a_tip(client)).json()["pass_token"]

    def asks(act: str, key: str) -> Any:
        body = {"pass_token": token, "ticket": ticket(client)}
        return post(client, f"mailbox/{act}", body, **{"Idempotency-Key": key * 20})

    asks("withdraw", "w")
    first, second = asks("want-again", "a"), asks("want-again", "a")
    assert (first.status_code, first.json()["repeated"], second.json()["repeated"]) == (201, False, True)
    assert not first.json()["mailbox"]["withdrawn"]
    assert not only_tip().withdrawn
    assert asks("want-again", "b").json()["repeated"], "a tip that is not taken back has nothing to undo"
    triage_all()
    ring = house.ring("reid")
    said = read_tip(ring, only_tip(), by=ring.officer).entries
    assert [one.answers for one in said[1:]] == [{ACT: WITHDRAWS}, {ACT: WANTED}]
    assert asks("withdraw", "x").json()["mailbox"]["withdrawn"]


def test_what_was_taken_back_by_text_too_is_wanted_again(client: Client, house: House) -> None:
    receipt = receipt_of_a_tip(client)
    token = opened(client, receipt).json()["pass_token"]
    tip = only_tip()
    for number in range(2):
        take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=None)
        assert only_tip().withdrawn, "taken back with the receipt, the second time too"
        body = {"pass_token": token, "ticket": ticket(client)}
        post(client, "mailbox/want-again", body, **{"Idempotency-Key": f"{number}" * 20})
        assert not only_tip().withdrawn
