"""A word that a phone sends twice within moments is answered once, whichever process takes it; its retry is, too."""

import subprocess
import sys

import pytest

from reports.phone import twins, wording
from reports.phone.twins import TWINS, Twins
from tests.phone.conftest import through_the_client
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"


@pytest.mark.parametrize("word", ["STATUS", "FORGET", "NEW", "HELP", "START", "WITHDRAW"])
def test_a_word_twice_is_answered_once_and_the_providers_repeat_as_before(twilio: TwilioDouble, word: str) -> None:
    phone = twilio.phone(PHONE)
    assert len(phone.text(word)) == 1
    first, told = twilio.webhooks.sent[-1], twilio.last_reply.body
    assert phone.text(word) == []
    assert through_the_client(first).body == told
    assert len(twilio.phone("+17584840002").text(word)) == 1, "another phone"


def test_another_word_with_the_same_answer_is_answered(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text("RECEIPT") == phone.text("my receipt") != []


def test_what_tells_something_is_answered_each_time(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs behind the school every night")
    joined = wording.text("en", "joined")
    assert phone.text("The car is white") == phone.text("The car is white") == [joined]


def test_two_withheld_numbers_are_not_one_phone(twilio: TwilioDouble) -> None:
    withheld = twilio.phone("anonymous")
    assert withheld.text("HELP") == withheld.text("HELP") != []


def test_moments_later_it_is_answered_again(twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = twilio.phone(PHONE)
    phone.text("HELP")
    monkeypatch.setattr(twins, "WITHIN", 0.0)
    assert len(phone.text("HELP")) == 1


def test_it_holds_no_number_and_not_more_than_fits() -> None:
    kept = Twins()
    for number in range(200):
        assert not kept.is_one(f"+1758484{number:04}", "555: kept.", f"SM{number}")
    assert kept.is_one("+17584840199", "555: kept.", "SM0")
    assert b"484" not in kept._memory[:]
    kept.forget()
    assert not any(kept._memory[:])


def test_the_processes_of_a_host_share_it() -> None:
    script = """
import os
from reports.phone.twins import TWINS
child = os.fork()
if not child:
    os._exit(TWINS.is_one("+17584840001", "555: kept.", "SM1"))
os.waitpid(child, 0)
raise SystemExit(0 if TWINS.is_one("+17584840001", "555: kept.", "SM2") else 1)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    assert isinstance(TWINS, Twins)
