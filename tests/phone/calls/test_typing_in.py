"""A receipt on the keypad: by fours, mistakes forgiven by the group, and never a way to a stranger's mailbox."""

from unittest.mock import patch

import pytest

from reports.dialogue.turns import MailboxBusy
from reports.intake.receipt import ReceiptMistyped, mint, parse
from tests.calls import PHONE, enter, receipts_in, send, sentences, to_the_tone
from tests.twilio_double import Call, TwilioDouble


@pytest.fixture
def receipt(twilio: TwilioDouble) -> str:
    return receipts_in(send(to_the_tone(twilio)))[0]


def at_the_digits(twilio: TwilioDouble) -> Call:
    call = twilio.phone(PHONE).call()
    call.press("1")
    call.press("3")
    return call


def heard_digits(call: Call, *, last: int) -> str:
    digits = [heard.words[-5] for heard in call.heard if "/digit_" in heard.words]
    return "".join(digits[-last:])


def wrong(receipt: str, group: int) -> str:
    """Return the receipt with one group typed wrong, so that it is none."""
    for digit in "0123456789":
        other = receipt[: 4 * group] + digit + receipt[4 * group + 1 :]
        try:
            parse(other)
        except ReceiptMistyped:
            return other
    raise AssertionError


def test_twenty_digits_open_the_mailbox(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, receipt)
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]


def test_each_group_is_said_back_and_star_takes_it_back(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, receipt[:4] + "0000")
    assert (sentences(call)[-2:], heard_digits(call, last=4)) == (["enter_next", "enter_more"], "0000")
    assert "/enter_more" in call.heard[-1].words, "the digits come first"
    call.press("*")
    assert sentences(call)[-1] == "enter_again"
    enter(call, receipt[4:])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]


@pytest.mark.parametrize(
    "typed",
    [
        "{0}#{1}#{2}#{3}#{4}#",
        "{0}{1}#{2}##{3}{4}",
        "{0}0000*{1}{2}{3}{4}",
        "{0}0000#*#{1}#{2}{3}{4}",
        "{0}12*{1}{2}{3}{4}",
        "*{0}{1}{2}9999*{3}{4}",
    ],
)
def test_who_types_on_at_once_with_stars_and_hashes_shifts_no_group(
    twilio: TwilioDouble, receipt: str, typed: str
) -> None:
    call = at_the_digits(twilio)
    keys = typed.format(*(receipt[at : at + 4] for at in range(0, 20, 4)))
    while keys:
        assert call.waits_in
        most = int(call.waits_in.settings["numDigits"])
        call.press(keys[:most])
        keys = keys[most:]
    assert "check" not in sentences(call)
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]
    assert not call.over


def test_a_star_after_too_few_digits_takes_back_no_good_group(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, receipt[:4])
    for keys in ("99", "*", "*"):  # two digits and a pause, then the key that was just taught for correcting
        call.press(keys)
        assert sentences(call)[-1] == "enter_again"
    enter(call, receipt[4:])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]


def test_too_few_digits_are_asked_for_again(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    call.press(receipt[:2])
    assert sentences(call)[-1] == "enter_again"
    enter(call, receipt)
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


@pytest.mark.parametrize("group", range(5))
def test_what_makes_no_receipt_is_read_out_and_one_group_entered_again(
    twilio: TwilioDouble, receipt: str, group: int
) -> None:
    call = at_the_digits(twilio)
    enter(call, wrong(receipt, group))
    for _ in range(group):
        call.press("#")
    assert "check" in sentences(call)
    assert heard_digits(call, last=4) == wrong(receipt, group)[4 * group : 4 * group + 4]
    call.press("*")
    assert sentences(call)[-1] == "enter_again"
    enter(call, receipt[4 * group : 4 * group + 4])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]


def test_what_to_do_about_a_mistake_is_said_once(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, wrong(receipt, 1))
    for _ in range(2):
        call.press("*")
        enter(call, wrong(receipt, 0)[:4])
    assert (sentences(call).count("check"), sentences(call).count("again")) == (1, 2)


def test_digits_typed_again_without_a_star_take_the_place_of_those_read_out(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, wrong(receipt, 1))
    call.press("#")
    heard = len(call.heard)
    call.press(receipt[4])
    assert call.heard[heard:] == [], "nothing is said in the way of who types on"
    call.press(receipt[5:8])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]


def test_the_whole_receipt_typed_once_more_takes_the_place_of_the_wrong_one(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, wrong(wrong(receipt, 1), 4))
    for group in range(0, 20, 4):
        call.press(receipt[group])
        call.press(receipt[group + 1 : group + 4])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]
    assert "again" not in sentences(call)


def test_who_finds_no_mistake_is_told_to_look_again(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, wrong(receipt, 0))
    while not call.over:
        call.stay_silent()
    assert sentences(call)[-2:] == ["no_mailbox", "goodbye"]


def test_a_receipt_that_nobody_has_opens_nothing(twilio: TwilioDouble) -> None:
    call = at_the_digits(twilio)
    enter(call, mint())
    assert sentences(call)[-2:] == ["no_mailbox", "goodbye"]


def test_too_many_at_once_are_told_to_call_again(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    with patch("reports.phone.calls.typing_in.open_mailbox", side_effect=MailboxBusy):
        enter(call, receipt)
    assert sentences(call)[-2:] == ["not_now", "goodbye"]


def test_silence_is_told_why_and_ends_and_leads_into_no_tip(twilio: TwilioDouble) -> None:
    call = at_the_digits(twilio)
    for _ in range(4):
        call.stay_silent()
    assert sentences(call)[-2:] == ["gave_up", "goodbye"]


def test_after_part_of_a_group_silence_asks_for_the_whole_of_it(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    call.press(receipt[:4])
    call.press("#" + receipt[4:7])
    call.stay_silent()
    assert sentences(call)[-1] == "enter_again"
    enter(call, receipt[4:])
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


def test_mistakes_without_end_have_an_end(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    for _ in range(20):
        if sentences(call)[-1] == "gave_up":
            break
        call.press("12")
    assert sentences(call)[-1] == "gave_up"
    call.press("3")
    enter(call, receipt)
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


def test_a_new_tip_instead_has_a_key_of_its_own(twilio: TwilioDouble) -> None:
    call = at_the_digits(twilio)
    for _ in range(3):
        call.stay_silent()
    call.press("2")
    assert sentences(call)[-2] == "category"
