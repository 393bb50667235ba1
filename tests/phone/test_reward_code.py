"""A reward collected by text: with the asking word and the receipt."""

import re

import pytest
from pytest_django import Settings

from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.promises import give_up
from reports.gateways.segments import segments
from reports.models import Reward
from reports.phone import wording
from reports.rewards.collect import look_up
from reports.voucher import grouped, written
from tests.calls import PHONE
from tests.conftest import House
from tests.rewards.boards import WORTH, offered
from tests.twilio_double import TwilioDouble

PLACES = "any post office; fr=tout bureau de poste; es=cualquier correo"
ASKING = {"en": "REWARD", "acf": "wékonpans", "fr": "Récompense", "es": "RECOMPENSA", "ht": "rekonpans"}


@pytest.mark.parametrize("language", ASKING)
def test_the_asking_word_with_the_receipt_brings_voucher_and_code(
    house: House, twilio: TwilioDouble, settings: Settings, language: str
) -> None:
    settings.REWARD_PLACES = PLACES
    receipt, reward = offered(house)
    (promise,) = open_mailbox(receipt).rewards
    phone, word = twilio.phone(PHONE), ASKING[language]
    (how,) = phone.text(word)
    assert how in {wording.text(one, "reward_how") for one in ASKING}
    assert bytes(Reward.objects.get().code_mark) == b"", "nothing was asked for with the receipt yet"
    (told,) = phone.text(f"{word} {grouped_receipt(receipt)}")
    code = wording.text("en" if language == "en" else language, "reward_code", number=reward.number, code="X")
    assert told.startswith(code.partition("X")[0])
    assert grouped(promise.code) in told
    assert re.search(r"post office|bureau de poste|cualquier correo", told)
    assert segments(told).parts <= 2
    reward.refresh_from_db()
    assert look_up(voucher=written(reward), code=promise.code).amount == WORTH


def grouped_receipt(receipt: str) -> str:
    return " ".join(receipt[at : at + 4] for at in range(0, 20, 4))


def test_without_a_reward_or_with_another_receipt_nothing_is_told(house: House, twilio: TwilioDouble) -> None:
    receipt, _ = offered(house)
    phone = twilio.phone(PHONE)
    assert phone.text(f"STATUS {receipt}") == [wording.text("en", "reward")]
    give_up(open_mailbox(receipt).rewards[0])
    assert phone.text(f"REWARD {receipt}") == [wording.text("en", "no_reward")]
