"""How far we are, in words: true in each state, and other words where the tip was taken back."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import override_settings

from reports.casework.status import close_tip
from reports.dialogue.mailbox import Entry, OpenMailbox
from reports.lifecycle.holds import ask_hold, confirm_hold
from reports.models import Tip
from reports.public.how_far import (
    ASKED_AND_ERASED,
    CHANGED_MIND,
    CLOSED_UNANSWERED,
    ERASED_LATER,
    LOOK_ONCE_MORE,
    MAY_HAVE_READ,
    NOBODY_OPENED,
    STATES,
    how_far,
)
from reports.queries.reading import read_tip
from tests.conftest import House, only_tip, triage_all
from tests.public.browser import send
from tests.public.mailboxes import asked, opened, told


def taken_back(receipt: str) -> str:
    sure = send("/mailbox", opened(receipt), do="ask_withdraw")
    return send("/mailbox", sure, do="withdraw").text


def test_a_tip_taken_back_is_told_as_that_and_not_as_worked_on(house: House) -> None:
    page = taken_back(asked(house))
    assert "Taken back You took your tip back in this mailbox" in page
    assert "Being worked on" not in page
    assert "may have read it" in page
    assert "It is not erased at once, but some time after" in page
    assert "If you change your mind, press “Use my tip after all” below" in page


def test_who_may_have_read_what_was_taken_back_is_told_as_it_is(house: House) -> None:
    receipt = told()
    assert str(MAY_HAVE_READ) in taken_back(receipt), "it is not sorted yet: nobody can say who opens it"
    triage_all()
    assert str(NOBODY_OPENED) in opened(receipt).text
    read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert str(MAY_HAVE_READ) in opened(receipt).text


def test_where_rewards_are_paid_every_tip_that_is_over_asks_for_one_more_look() -> None:
    over = [_in("closed"), _in("closed", withdrawn=True), _in("open", withdrawn=True)]
    for one in over:
        assert how_far(one).sentences[-1] == LOOK_ONCE_MORE
        with override_settings(REWARD_PLACES=""):
            assert how_far(one).sentences[-1] in (STATES["closed"][-1], CHANGED_MIND)


@override_settings(REWARD_PLACES="")
def test_each_state_says_what_it_means_and_when_to_look_again(house: House) -> None:
    for state, words in STATES.items():
        told_of = how_far(_in(state))
        said = [told_of.word, *told_of.sentences]
        assert tuple(one for one in said if "it is erased" not in one) == words
        assert told_of.is_question == (state == "waiting")


@pytest.mark.parametrize(
    ("category", "reason"), [("homicide", "nothing"), ("theft", "prank"), ("misconduct", "arrest")]
)
def test_the_end_of_a_closed_tip_tells_neither_its_kind_nor_its_outcome_nor_a_court(
    house: House, category: str, reason: str
) -> None:
    def shown() -> str:
        """The sentences that the mailbox says of where the tip stands."""
        return opened(receipt).text.partition("The police have finished")[2].partition("</section>")[0]

    receipt, reid = told(), house.officer("reid")
    triage_all()
    Tip.objects.update(category=category)
    close_tip(tip=only_tip(), reason=reason, by=reid, version=only_tip().version)
    page = shown()
    told_of = str(ERASED_LATER).format(page="How long a tip is kept")
    assert told_of in page
    assert not re.search(r"20[2-4]\d", page.partition(told_of)[0]), "a year stands beside it"
    hold = ask_hold(tip=only_tip(), reason="Court", ring=house.ring("reid"), version=only_tip().version)
    confirm_hold(hold, by=house.officer("charles"))
    assert shown() == page


def test_a_question_marks_no_tip_that_was_taken_back(house: House) -> None:
    assert not how_far(_in("waiting", withdrawn=True)).is_question


@pytest.mark.parametrize(
    ("thread", "unread", "said"),
    [
        ([True, False], True, "waits until an officer reads it"),
        ([True, False], False, "An officer has read it"),
        ([False, True], False, "answer below"),
        ([True, False, True], True, "answer below"),
        ([], False, "answer below"),
    ],
)
def test_who_answered_is_not_told_to_answer(thread: list[bool], unread: bool, said: str) -> None:
    entries = tuple(Entry(from_officer=officer, day=date(2026, 11, 1), text="") for officer in thread)
    told_of = how_far(replace(_in("waiting"), entries=entries, unread=unread))
    assert said in " ".join(map(str, told_of.sentences))
    assert told_of.is_question == (said == "answer below")


@pytest.mark.parametrize(("faded", "asks"), [([True], False), ([True, False], True)])
def test_a_question_that_was_read_and_erased_waits_for_no_answer(faded: list[bool], asks: bool) -> None:
    entries = tuple(Entry(from_officer=True, day=date(2026, 11, 1), text="", faded=each) for each in faded)
    told_of = how_far(replace(_in("waiting"), entries=entries))
    assert told_of.is_question == asks
    assert (ASKED_AND_ERASED in told_of.sentences) != asks


@pytest.mark.parametrize(
    ("thread", "faded", "says"),
    [([True], False, True), ([True], True, False), ([True, False], False, False), ([], False, False)],
)
def test_a_closed_tip_says_whether_a_question_still_wants_an_answer(
    thread: list[bool], faded: bool, says: bool
) -> None:
    entries = tuple(Entry(from_officer=officer, day=date(2026, 11, 1), text="", faded=faded) for officer in thread)
    sentences = how_far(replace(_in("closed"), entries=entries)).sentences
    assert (CLOSED_UNANSWERED in sentences) == says


def test_a_question_sent_and_the_tip_closed_after_it_is_told_in_the_mailbox(house: House) -> None:
    receipt = asked(house, "Do you know where we should look now?")
    close_tip(tip=only_tip(), reason="arrest", by=house.officer("reid"), version=only_tip().version)
    page = opened(receipt)
    assert str(CLOSED_UNANSWERED) in page.text
    assert str(CLOSED_UNANSWERED) not in send("/mailbox", page, do="add:as_it_is", text="Behind the shop.").text


def _in(state: str, *, withdrawn: bool = False) -> OpenMailbox:
    return OpenMailbox(key=None, state=state, withdrawn=withdrawn, entries=(), pass_token="")  # type: ignore[arg-type]
