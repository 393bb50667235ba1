"""A receipt on the keypad: at the caller's pace, mistakes forgiven by the group, no way to a stranger's mailbox."""

from unittest.mock import patch

import pytest
from django.db import OperationalError

from reports.dialogue.turns import MailboxBusy
from reports.intake.receipt import ReceiptMistyped, mint, parse
from reports.phone.calls.state import State
from reports.phone.calls.wording import DEFAULT, language_keys
from tests.calls import PHONE, enter, receipts_in, send, sentences, to_the_tone
from tests.phone.conftest import PUBLIC
from tests.twilio_double import Call, TwilioDouble, new_sid


@pytest.fixture
def receipt(twilio: TwilioDouble) -> str:
    return receipts_in(send(to_the_tone(twilio)))[0]


def test_a_call_from_a_host_not_yet_upgraded_goes_on_at_the_old_address(twilio: TwilioDouble, receipt: str) -> None:
    call = new_sid("CA")
    address = State(call=call, typed=wrong(receipt, 0)).to("checked")
    assert "/voice/checked?" in address
    reply = twilio.webhooks.post(PUBLIC + address, {"CallSid": call, "Digits": receipt[:4]})
    assert "/voice/in_mailbox?" in reply.body


def at_the_digits(twilio: TwilioDouble, language: str = DEFAULT) -> Call:
    call = twilio.phone(PHONE).call()
    call.press(next(key for key, code in language_keys().items() if code == language))
    call.press("3")
    return call


def heard_digits(call: Call, *, last: int) -> str:
    digits = [heard.words[-5] for heard in call.heard if "/digit_" in heard.words]
    return "".join(digits[-last:])


def rest(call: Call) -> None:
    """Press nothing until the line speaks."""
    call.stay_silent()
    call.stay_silent()


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


def test_all_twenty_at_once_do_so_too(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    before = len(twilio.webhooks.sent)
    call.press(receipt)
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]
    assert len(twilio.webhooks.sent) == before + 1, "no key is pressed while the provider waits for us"


def test_each_group_is_said_back_with_the_name_of_the_next_and_star_takes_it_back(
    twilio: TwilioDouble, receipt: str
) -> None:
    call = at_the_digits(twilio)
    enter(call, receipt[:4])
    assert (sentences(call)[-2:], heard_digits(call, last=4)) == (["heard", "group_2"], receipt[:4])
    enter(call, "0000")
    assert (sentences(call)[-2:], heard_digits(call, last=4)) == (["group_2", "group_3"], "0000")
    call.press("*")
    assert sentences(call)[-2:] == ["once_more", "group_2"]
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
    while keys and "mailbox" not in sentences(call):
        assert call.waits_in
        most = int(call.waits_in.settings["numDigits"])
        call.press(keys[:most])
        keys = keys[most:]
    assert "check" not in sentences(call)
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


def test_silence_after_a_group_asks_for_the_next_by_its_name(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    rest(call)
    assert sentences(call)[-1] == "enter"
    enter(call, receipt[:8])
    rest(call)
    assert sentences(call)[-2:] == ["group_3", "group_3"]
    enter(call, receipt[8:])
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


@pytest.mark.parametrize("short", ["99", "#99", "99#", "9*99"])
def test_a_short_group_is_asked_for_by_its_name_and_shifts_no_other(
    twilio: TwilioDouble, receipt: str, short: str
) -> None:
    call = at_the_digits(twilio)
    enter(call, receipt[:4])
    call.press(short)
    if not short.endswith("#"):
        assert (sentences(call)[-1], heard_digits(call, last=2)) == ("group_2", "99"), "so far it was typed"
        call.stay_silent()
    assert sentences(call)[-2:] == ["once_more", "group_2"]
    enter(call, receipt[4:])
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


@pytest.mark.parametrize("group", range(5))
def test_who_types_a_short_group_again_at_once_comes_to_the_mailbox(
    twilio: TwilioDouble, receipt: str, group: int
) -> None:
    call = at_the_digits(twilio)
    fours = [receipt[at : at + 4] for at in range(0, 20, 4)]
    for at, four in enumerate(fours):
        for keys in [four[:3], four] if at == group else [four]:
            call.press(keys)
    assert "once_more" not in sentences(call)
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
    asked = ["once_more", f"group_{group + 1}"]
    assert sentences(call)[-3:] == ([*asked, "star_back"] if group else ["check", *asked])
    enter(call, receipt[4 * group : 4 * group + 4])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]


def test_a_star_that_comes_late_is_told_which_group_it_hit_and_can_go_back(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, wrong(receipt, 1))
    for _ in range(2):
        call.stay_silent()
    call.press("*")
    assert sentences(call)[-2:] == ["group_3", "star_back"]
    call.press("*")
    assert sentences(call)[-2:] == ["group_2", "star_back"]
    enter(call, receipt[4:8])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]


def test_what_to_do_about_a_mistake_is_said_once(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    enter(call, wrong(receipt, 1))
    for _ in range(2):
        call.press("*")
        enter(call, wrong(receipt, 0)[:4])
    assert (sentences(call).count("check"), sentences(call).count("still")) == (1, 2)


def test_digits_typed_again_without_a_star_take_the_place_of_those_they_put_right(
    twilio: TwilioDouble, receipt: str
) -> None:
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
    call.press(wrong(wrong(receipt, 1), 4))
    call.press(receipt[0])
    call.press(receipt[1:])
    assert sentences(call)[-3:] == ["received", "mailbox", "mailbox_withdraw"]
    assert "still" not in sentences(call)


def test_who_finds_no_mistake_may_try_again(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    call.press(wrong(receipt, 0))
    for _ in range(5):
        call.stay_silent()
    assert sentences(call)[-2:] == ["gave_up", "try_again"]
    call.press("3")
    call.press(receipt)
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


def test_a_receipt_that_nobody_has_opens_nothing_and_who_guesses_on_must_call_again(
    twilio: TwilioDouble, receipt: str
) -> None:
    call = at_the_digits(twilio)
    for _ in range(4):
        call.press(mint())
        assert sentences(call)[-2:] == ["no_mailbox", "try_again"]
        call.press("3")
    call.press(mint())
    assert sentences(call)[-2:] == ["no_mailbox", "goodbye"]
    call = at_the_digits(twilio)
    call.press(mint())
    call.press("3")
    call.press(receipt)
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


@pytest.mark.parametrize("language", language_keys().values())
def test_too_many_at_once_may_try_again_without_typing_or_leave_a_tip(
    twilio: TwilioDouble, receipt: str, language: str
) -> None:
    call = at_the_digits(twilio, language)
    with patch("reports.phone.calls.typing_in.open_mailbox", side_effect=MailboxBusy):
        enter(call, receipt)
        assert sentences(call, language)[-2:] == ["not_now", "try_again"]
        call.press("3")
    assert sentences(call, language)[-2:] == ["not_now", "try_again"]
    call.press("3")
    assert sentences(call, language)[-2:] == ["mailbox", "mailbox_withdraw"]


@pytest.mark.parametrize("fault", [MailboxBusy, OperationalError])
@pytest.mark.parametrize("at_once", [True, False])
def test_a_part_that_is_down_ends_no_call_and_what_was_typed_is_kept(
    twilio: TwilioDouble, receipt: str, fault: type[Exception], at_once: bool
) -> None:
    call = at_the_digits(twilio)
    with patch("reports.phone.calls.typing_in.open_mailbox", side_effect=fault):
        if at_once:
            call.press(receipt)
        else:
            enter(call, receipt)
    assert sentences(call)[-2:] == ["not_now", "try_again"]
    call.press("3")
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


def test_silence_is_told_why_and_ends_and_leads_into_no_tip(twilio: TwilioDouble) -> None:
    call = at_the_digits(twilio)
    for _ in range(3):
        rest(call)
    call.stay_silent()
    assert sentences(call)[-3:] == ["gave_up", "try_again", "goodbye"]


def test_mistakes_without_end_have_an_end(twilio: TwilioDouble, receipt: str) -> None:
    call = at_the_digits(twilio)
    for _ in range(20):
        if sentences(call)[-1] == "try_again":
            break
        call.press("12#")
    assert sentences(call)[-1] == "try_again"
    call.press("3")
    enter(call, receipt)
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]


def test_a_new_tip_instead_has_a_key_of_its_own(twilio: TwilioDouble) -> None:
    call = at_the_digits(twilio)
    for _ in range(3):
        rest(call)
    call.press("2")
    assert sentences(call)[-2] == "category"
