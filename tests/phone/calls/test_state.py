"""What a call carries from step to step: only its own, only for a while, and never readable."""

import json
import time

import pytest
from django.http import QueryDict
from django.utils.http import urlsafe_base64_encode

from reports import vault
from reports.phone.calls import state as state_module
from reports.phone.calls.state import NotThisCall, State
from reports.sealing.envelope import seal
from reports.sealing.keys import derive
from tests.conftest import House
from tests.twilio_double import new_sid

CALL = new_sid("CA")
FULL = State(
    call=CALL,
    language="acf",
    category="drugs",
    in_danger=True,
    receipt="1234" * 5,
    joins="7c3a5f5e-7a51-4a3c-9f63-1f0a4b1f2d11",
    recording=new_sid("RE"),
    mailbox="pass" * 90,
    typed="1234",
    at=3,
    tries=2,
)


def query_of(address: str) -> QueryDict:
    return QueryDict(address.partition("?")[2])


def test_all_that_a_call_knows_comes_back(house: House) -> None:
    assert State.of(CALL, query_of(FULL.to("menu"))) == FULL
    assert State.of(CALL, query_of(FULL.to("menu", at=4))).at == 4


def test_only_what_the_provider_heard_stands_there_readable(house: House) -> None:
    address = FULL.to("menu")
    assert address.partition("&s=")[0] == "/phone/voice/menu?language=acf&category=drugs&danger=1"
    for secret in (FULL.receipt, FULL.recording, FULL.joins, FULL.mailbox, CALL):
        assert secret not in address
    assert "&s=" not in State(call=CALL, language="fr").to("menu")


def test_what_a_newer_host_wrote_there_is_left_out(house: House) -> None:
    plain = json.dumps({"at": 3, "of_a_later_release": 1, "until": time.time() + 60}).encode()
    sealed = seal(derive(vault.secret("request_pepper"), "call step"), plain, "call", CALL, padding=128)
    query = QueryDict(f"language=fr&s={urlsafe_base64_encode(sealed)}")
    assert State.of(CALL, query) == State(call=CALL, language="fr", at=3)


def test_another_call_cannot_go_on_with_it(house: House) -> None:
    with pytest.raises(NotThisCall):
        State.of(new_sid("CA"), query_of(FULL.to("menu")))


@pytest.mark.parametrize("sealed", ["x", "é", "====", "AAAA" * 60])
def test_what_was_not_sealed_here_is_refused(house: House, sealed: str) -> None:
    with pytest.raises(NotThisCall):
        State.of(CALL, QueryDict(f"s={sealed}"))


def test_it_is_of_no_use_the_next_day(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_module, "_AGE", -1)
    with pytest.raises(NotThisCall):
        State.of(CALL, query_of(FULL.to("menu")))


def test_whatever_else_stands_in_an_address_is_dropped(house: House) -> None:
    strange = QueryDict("language=xx&category=drop&danger=yes&receipt=12345678901234567890&at=7")
    assert State.of(CALL, strange) == State(call=CALL)
