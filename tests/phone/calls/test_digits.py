"""The digits of a receipt from a keypad: whatever was pressed, nobody's right digits are lost unheard, and a patient
caller comes to the mailbox."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from reports.phone.calls.digits import DIGITS, GROUP, GROUPS, Move, Turned, Typed, press
from tests.tables import each_of

_NUMBERS = st.text("0123456789", min_size=DIGITS - 2, max_size=DIGITS - 2)
RECEIPTS = _NUMBERS.map(lambda number: number + mod_97_10.calc_check_digits(number))
RIGHT, ALL, SILENCE = "right", "all", ""
ACTS = st.lists(
    st.one_of(
        st.sampled_from([RIGHT, RIGHT, ALL, SILENCE, "*", "#", "**", "1", "12", "567#", "*1"]),
        st.text("0123456789*#", max_size=DIGITS + 2),
        st.text("0123456789", min_size=GROUP, max_size=GROUP),
    ),
    max_size=25,
)
RECEIPT = "12345678901234567" + "0" + mod_97_10.calc_check_digits("123456789012345670")


def is_receipt(digits: str) -> bool:
    return len(digits) == DIGITS and mod_97_10.is_valid(digits)


def fours(receipt: str) -> list[str]:
    return [receipt[at : at + GROUP] for at in range(0, DIGITS, GROUP)]


@dataclass
class Caller:
    """A caller and the provider's telephone: a pause ends what is typed, and so do as many keys as it waits for."""

    receipt: str = RECEIPT
    typed: Typed = field(default_factory=Typed)
    turned: Turned = field(default_factory=lambda: Turned(Typed(), Move.ASK))

    @property
    def is_done(self) -> bool:
        return self.turned.move is Move.OPEN and self.turned.typed.digits == self.receipt

    @property
    def hears_groups(self) -> bool:
        return self.typed.is_whole and not self.typed.asked and not self.typed.more

    def type(self, keys: str) -> None:
        if not keys:
            self.be_silent()
        while keys and not self.is_done:
            most = 1 if self.hears_groups else self.typed.missing
            self._turn(keys[:most])
            keys = keys[most:]

    def be_silent(self) -> None:
        if self.hears_groups:  # the document goes on by itself, from group to group
            at = self.typed.at + 1
            self.typed = replace(self.typed, at=at) if at < GROUPS else Typed()
        else:
            self._turn("")

    def be_patient(self) -> None:
        """Do what the line asks for."""
        if self.turned.move is Move.WAIT:
            self.be_silent()
            return
        group = fours(self.receipt)[self.typed.awaited]
        if self.hears_groups:
            self.type("#" if self.typed.group(self.typed.at) == group else "*")
        else:
            self.type(group)

    def _turn(self, keys: str) -> None:
        before, self.turned = self.typed, press(self.typed, keys, is_receipt)
        nothing_is_lost_unheard(before, keys, self.turned)
        is_over = self.turned.move in (
            Move.GIVE_UP,
            Move.OPEN,
        )  # both lead back to the beginning, if not to the mailbox
        self.typed = Typed() if is_over else self.turned.typed


def nothing_is_lost_unheard(before: Typed, keys: str, turned: Turned) -> None:
    """Whole groups stay, but where the caller was told which one is asked for, pressed star, or hears all of them."""
    after, was, now = turned.typed, fours(before.digits), fours(turned.typed.digits)
    assert len(after.digits) <= DIGITS
    assert after.missing > 0 or turned.move in (Move.OPEN, Move.READ_OUT, Move.READ_ON)
    if turned.move in (Move.GIVE_UP, Move.OPEN):
        return
    changed = [at for at in range(GROUPS) if len(was[at]) == GROUP and was[at] != now[at]]
    if not before.is_whole:
        assert not changed or "*" in keys
        assert not changed or turned.move in (Move.READ_OUT, Move.WAIT, Move.ASK_AGAIN) or turned.back
    elif before.asked:
        assert changed in ([], [before.at])
    elif changed:
        assert (after.at, turned.move) == (0, Move.READ_OUT)


@settings(max_examples=400, deadline=None)
@given(receipt=RECEIPTS, acts=ACTS)
def test_after_whatever_was_pressed_a_patient_caller_comes_to_the_mailbox(receipt: str, acts: list[str]) -> None:
    caller = Caller(receipt)
    for act in acts:
        caller.type({RIGHT: fours(receipt)[caller.typed.awaited], ALL: receipt}.get(act, act))
        if caller.is_done:
            return
    for _ in range(60):
        if caller.is_done:
            return
        caller.be_patient()
    raise AssertionError("never there")


@settings(max_examples=200, deadline=None)
@given(receipt=RECEIPTS, keys=st.lists(st.sampled_from([SILENCE, "#", "12#", "*", "123#"]), min_size=40, max_size=40))
def test_who_never_types_a_whole_group_is_asked_no_more_after_a_while(receipt: str, keys: list[str]) -> None:
    caller = Caller(receipt)
    moves = []
    for pressed in keys:
        caller.type(pressed)
        moves.append(caller.turned.move)
    assert Move.GIVE_UP in moves[:30]


@pytest.mark.parametrize("pauses", [(4, 8, 12, 16), (), (2, 9, 11), (1, 2, 3, 5, 6, 7), tuple(range(1, 20))])
def test_it_may_be_typed_with_any_rests_or_none(pauses: tuple[int, ...]) -> None:
    caller = Caller()
    for start, end in zip((0, *pauses), (*pauses, DIGITS), strict=True):
        caller.type(RECEIPT[start:end])
    assert caller.is_done


@each_of(
    [
        ("1234", "1234", Move.ASK, 1, "1234"),
        ("1234#", "1234", Move.ASK, 1, "1234"),
        ("12345678", "12345678", Move.ASK, 2, "12345678"),
        ("12345", "12345", Move.WAIT, 1, "1234"),
        ("1234567#9012", "1234", Move.ASK_AGAIN, 1, "1234"),
        ("#", "", Move.ASK, 0, ""),
        ("*", "", Move.ASK_AGAIN, 0, ""),
        ("12345678*", "1234", Move.ASK_AGAIN, 1, "1234"),
        ("12345678*9999", "12349999", Move.ASK, 2, "12349999"),
        ("123456*", "1234", Move.ASK_AGAIN, 1, "1234"),
        ("12345678**9999", "9999", Move.ASK, 1, "9999"),
    ]
)
def test_what_is_typed_at_once_fills_the_groups_in_their_order(
    keys: str, digits: str, move: Move, awaited: int, back: str
) -> None:
    turned = press(Typed(), keys, is_receipt)
    assert (turned.typed.digits, turned.move, turned.typed.awaited, turned.back) == (digits, move, awaited, back)


def test_silence_after_a_group_asks_for_the_next_and_after_a_part_for_that_group() -> None:
    after_two = Typed("12345678")
    assert press(after_two, "", is_receipt) == Turned(Typed("12345678", lost=4), Move.ASK)
    part = press(after_two, "90", is_receipt)
    assert part == Turned(Typed("1234567890"), Move.WAIT)
    assert press(part.typed, "", is_receipt) == Turned(Typed("12345678", lost=4), Move.ASK_AGAIN)
    assert press(part.typed, "12", is_receipt) == Turned(Typed("123456789012"), Move.ASK, "9012")


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("short", [1, 2, 3])
def test_a_group_that_was_left_short_may_be_typed_anew_after_a_pause_and_shifts_no_other(at: int, short: int) -> None:
    caller = Caller()
    before, four = RECEIPT[: GROUP * at], fours(RECEIPT)[at]
    caller.type(before + four[:short])
    assert caller.typed.part == four[:short]
    caller.type(four)
    assert caller.is_done or caller.typed.digits == before + four
    if not caller.is_done:
        caller.type(RECEIPT[GROUP * (at + 1) :])
    assert caller.is_done


@pytest.mark.parametrize("at", range(5))
def test_so_may_all_that_is_behind_it(at: int) -> None:
    caller = Caller()
    for keys in (RECEIPT[: GROUP * at], "99", RECEIPT[GROUP * at :]):
        caller.type(keys)
    assert caller.is_done


def test_the_rest_of_a_short_group_goes_on_with_it() -> None:
    caller = Caller()
    for keys in (RECEIPT[:2], RECEIPT[2:4], RECEIPT[4:7], RECEIPT[7:12], RECEIPT[12:19], RECEIPT[19:]):
        caller.type(keys)
    assert caller.is_done


def test_a_group_asked_for_anew_may_be_begun_twice_too() -> None:
    asked = replace(wrong(1), at=1, asked=True)
    part = press(asked, "99", is_receipt)
    assert (part.move, part.typed.part) == (Move.WAIT, "99")
    assert press(part.typed, fours(RECEIPT)[1], is_receipt).move is Move.OPEN


def wrong(*groups: int) -> Typed:
    """Twenty digits that are no receipt, heard from the first on."""
    digits = RECEIPT
    for at in groups:
        digits = digits[: GROUP * at] + "0000" + digits[GROUP * (at + 1) :]
    assert not is_receipt(digits)
    return press(Typed(), digits, is_receipt).typed


def test_a_late_star_names_the_group_that_is_heard_and_a_second_one_goes_back() -> None:
    heard = replace(wrong(1), at=2)  # the second is wrong, and the third is read out already
    late = press(heard, "*", is_receipt)
    assert (late.move, late.typed.awaited) == (Move.ASK_AGAIN, 2)
    back = press(late.typed, "*", is_receipt)
    assert (back.move, back.typed.awaited, back.typed.digits) == (Move.ASK_AGAIN, 1, heard.digits)
    assert press(back.typed, fours(RECEIPT)[1], is_receipt).move is Move.OPEN


def test_four_digits_without_a_star_are_taken_where_they_make_a_receipt_and_nowhere_else() -> None:
    for at in (1, 2, 4):  # while it is heard, or after it
        assert press(replace(wrong(1), at=at), fours(RECEIPT)[1], is_receipt).move is Move.OPEN
    others = press(wrong(1), "1111", is_receipt)
    assert (others.move, others.typed.digits) == (Move.WAIT, wrong(1).digits)
    assert press(others.typed, "", is_receipt).move is Move.READ_OUT
    assert press(others.typed, "", is_receipt).typed.digits == wrong(1).digits


def test_all_twenty_typed_once_more_take_the_place_of_the_others_with_rests_or_without() -> None:
    typed = wrong(1, 4)
    for four in fours(RECEIPT)[:-1]:
        turned = press(typed, four, is_receipt)
        assert (turned.move, turned.typed.digits) == (Move.WAIT, typed.digits)
        typed = turned.typed
    assert press(typed, fours(RECEIPT)[-1], is_receipt) == Turned(Typed(RECEIPT, lost=1), Move.OPEN)


def test_no_group_is_typed_behind_a_star_before_it_was_named() -> None:
    heard = replace(wrong(1), at=2)
    named = press(replace(heard, more="1"), "*9999", is_receipt)
    assert named == Turned(replace(heard, asked=True), Move.ASK_AGAIN)
    assert press(named.typed, "*999", is_receipt).typed.more == ""
    assert press(named.typed, "12*9", is_receipt).typed.more == "9"


def test_other_signs_are_no_keys() -> None:
    assert press(Typed(), "é\0²٣", is_receipt) == press(Typed(), "", is_receipt)
