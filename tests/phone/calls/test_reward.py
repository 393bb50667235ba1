"""A reward collected by the keys of a call: voucher and code are read sign by sign."""

import re

import pytest
from pytest_django import Settings

from reports.dialogue.mailbox import open_mailbox
from reports.models import Reward
from reports.rewards.collect import look_up
from reports.voucher import written
from tests.calls import PHONE, enter, sentences
from tests.conftest import House
from tests.rewards.boards import WORTH, offered
from tests.twilio_double import TwilioDouble

PLACES = "any post office; fr=tout bureau de poste; es=cualquier correo"


@pytest.mark.parametrize(("key", "language"), [("1", "en"), ("2", "acf"), ("3", "fr"), ("4", "es"), ("5", "ht")])
def test_a_caller_hears_number_and_code_sign_by_sign_when_the_key_is_pressed(
    house: House, twilio: TwilioDouble, settings: Settings, key: str, language: str
) -> None:
    settings.REWARD_PLACES = PLACES
    receipt, reward = offered(house)
    (promise,) = open_mailbox(receipt).rewards
    call = twilio.phone(PHONE).call()
    call.press(key)
    call.press("3")
    enter(call, receipt)
    assert sentences(call, language)[-1] == "mailbox_reward"
    assert bytes(Reward.objects.get().code_mark) == b""
    before = len(call.heard)
    call.press("4")
    heard = [one.words for one in call.heard[before:]]
    signs = [digit_or_letter(words) for words in heard]
    read = "".join(sign for sign in signs if sign)
    assert read == reward.number + promise.code
    assert [name for name in sentences(call, language) if name in ("reward_number", "reward_code", "reward_where")] == [
        "reward_number",
        "reward_code",
        "reward_where",
    ]
    assert re.search(r"post office|bureau de poste|cualquier correo", " ".join(heard))
    reward.refresh_from_db()
    assert look_up(voucher=written(reward), code=promise.code).amount == WORTH


def digit_or_letter(words: str) -> str:
    digit = re.search(r"digit_(\d)\.mp3", words)
    return digit[1] if digit else words if len(words) == 1 else ""
