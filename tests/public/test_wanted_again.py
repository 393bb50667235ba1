"""A tipster who took a tip back and changes her mind: mailbox and desk say no more that it is taken back."""

import pytest
from django.urls import reverse

from reports.dialogue.mailbox import find
from reports.intake.receipt import parse
from reports.intake.taking_back import take_back
from reports.models import Channel
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.conftest import Desk, reid
from tests.public.browser import Page, send
from tests.public.mailboxes import add, additions, asked, opened

__all__ = ["reid"]


def taken_back(house: House) -> tuple[str, Page]:
    receipt = asked(house)
    sure = send("/mailbox", opened(receipt), do="ask_withdraw")
    assert "You took your tip back" in send("/mailbox", sure, do="withdraw").text
    triage_all()
    return receipt, opened(receipt)


def test_one_press_lets_a_tip_be_used_after_all(house: House) -> None:
    receipt, page = taken_back(house)
    assert "press “Use my tip after all” below" in page.text
    page = send("/mailbox", page, do="want_again", text="unsent")
    assert "Your tip counts again" in page.text
    assert page.fields["text"] == "unsent"
    for shown in (page, opened(receipt)):
        assert "You took your tip back" not in shown.text
        assert "Taken back" not in shown.text
        assert "Take it back" in shown.text, "it can be taken back again"
    assert not only_tip().withdrawn


def test_pressed_twice_it_is_told_once(house: House) -> None:
    _receipt, page = taken_back(house)
    before = additions()
    for _ in range(2):
        assert send("/mailbox", page, do="want_again").status == 200
    assert additions() == before + 1


@pytest.mark.parametrize("triaged_between", [False, True])
def test_the_last_wish_counts_whenever_it_is_judged(house: House, triaged_between: bool) -> None:
    receipt = asked(house)
    send("/mailbox", send("/mailbox", opened(receipt), do="ask_withdraw"), do="withdraw")
    if triaged_between:
        triage_all()
    send("/mailbox", opened(receipt), do="want_again")
    assert not only_tip().withdrawn
    triage_all()
    assert not only_tip().withdrawn
    send("/mailbox", send("/mailbox", opened(receipt), do="ask_withdraw"), do="withdraw", reason="No")
    triage_all()
    assert only_tip().withdrawn


def test_who_writes_it_in_words_is_shown_the_button(house: House) -> None:
    _receipt, page = taken_back(house)
    page = add(page, text="I changed my mind, use it")
    assert "Your tip still stands as taken back" in page.text
    page = send("/mailbox", page, do="want_again")
    assert "Your tip counts again" in page.text
    assert not only_tip().withdrawn


def test_taken_back_by_text_once_more_it_is_heard_again(house: House) -> None:
    receipt, _page = taken_back(house)
    key = find(parse(receipt))
    assert key is not None
    take_back(tip_id=key.tip_id, channel=Channel.SMS, repeat_key=None)
    send("/mailbox", opened(receipt), do="want_again")
    take_back(tip_id=key.tip_id, channel=Channel.SMS, repeat_key=None)
    assert only_tip().withdrawn


def test_the_desk_shows_both_wishes_in_the_history_and_no_notice(house: House, reid: Desk) -> None:
    _receipt, page = taken_back(house)
    url = reverse("dashboard:tip", args=[only_tip().pk])
    assert "Withdrawn by the tipster" in reid.get(url).text
    send("/mailbox", page, do="want_again")
    triage_all()
    told = reid.get(url).text
    assert "Withdrawn by the tipster" not in told
    assert "Withdrawn by the tipster" not in reid.get("/desk/").text
    assert "Withdraws the tip" in told
    assert "Wants the tip used after all" in told
