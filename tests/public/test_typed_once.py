"""The receipt as it is shown, heard, printed and copied, and the check that it was written down right."""

import re
from datetime import timedelta

import pytest

from reports.clock import this_hour
from reports.intake import repeats
from reports.intake.receipt import mint
from reports.lifecycle import tidy
from reports.public import carried, typed_once
from reports.public.carried import hour_now
from tests.conftest import House
from tests.public.browser import Page, fetch, send


def shown() -> Page:
    return send("/", fetch("/"), text="A boat lands each Friday.")


def typed(page: Page, digits: str) -> Page:
    return send("/mailbox", page, do="typed_once", typed=digits)


def test_the_digits_as_shown_are_right_however_they_are_spaced(house: House) -> None:
    page = shown()
    for digits in (page.receipt, page.receipt.replace(" ", ""), page.receipt.replace(" ", "-")):
        answer = typed(page, digits)
        assert answer.status == 200
        assert "Right: you have your receipt" in answer.text
        assert "press “Close this page”. Until then whoever uses your phone can see them too" in answer.text
        assert "close this page now" not in answer.text


def test_a_wrong_digit_and_another_receipt_are_told_apart_and_can_be_tried_again(house: House) -> None:
    page = shown()
    wrong = ("1" if page.receipt[0] != "1" else "2") + page.receipt[1:]
    answer = typed(page, wrong)
    assert answer.status == 400
    assert "a digit is wrong, missing or too many" in answer.text
    assert answer.fields["typed"] == wrong
    assert "but not of yours" in typed(page, mint()).text
    assert typed(answer, page.receipt).status == 200


def test_digits_that_changed_places_are_found_by_their_group(house: House) -> None:
    page = shown()
    groups = page.receipt.split()
    third = next(
        each for each in (groups[2][1::-1] + groups[2][2:], str(9999 - int(groups[2])).zfill(4)) if each != groups[2]
    )
    answer = typed(page, " ".join([*groups[:2], third, *groups[3:]]))
    assert "Of the five groups, from the left, these are not the same: 3." in answer.text
    assert "these are not the same" not in typed(page, page.receipt[:-1]).text, "where a digit is missing all differ"


def test_what_is_said_of_the_digits_coming_again_is_true(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    page = fetch("/")
    first = send("/", page, text="A boat lands each Friday.")
    assert "only this once" not in first.text
    assert "it shows the same digits, for an hour or two. After that nobody can" in first.text
    monkeypatch.setattr(tidy, "this_hour", lambda: this_hour() + timedelta(hours=1))
    tidy.forget_answers()
    assert send("/", page, text="A boat lands each Friday.").receipt == first.receipt
    monkeypatch.setattr(tidy, "this_hour", lambda: this_hour() + timedelta(hours=2))
    tidy.forget_answers()
    assert "cannot be shown again" in send("/", page, text="A boat lands each Friday.").text


@pytest.mark.parametrize(("after", "is_shown"), [(1, True), (2, False)])
def test_drawn_anew_the_digits_get_no_younger(
    house: House, monkeypatch: pytest.MonkeyPatch, after: int, is_shown: bool
) -> None:
    page, now = shown(), hour_now()
    for hour in range(after + 1):
        for module in (carried, typed_once):
            monkeypatch.setattr(module, "hour_now", lambda hour=hour: now + hour)
        last, page = page, send("/mailbox", page, do="receipt")
    pages = [page, typed(last, mint())]
    assert pages[1].status == 400
    assert [bool(re.search(r"(?:\d{4} ){4}\d{4}", each.text)) for each in pages] == [is_shown, is_shown]


def test_an_answer_that_nobody_tidied_away_is_told_no_longer_either(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = fetch("/")
    assert send("/", page, text="A boat lands each Friday.").receipt
    monkeypatch.setattr(repeats, "this_hour", lambda: this_hour() + timedelta(hours=2))
    assert "cannot be shown again" in send("/", page, text="A boat lands each Friday.").text


def test_whoever_mistyped_sees_the_digits_again(house: House) -> None:
    page = shown()
    assert typed(page, mint()).receipt == page.receipt
    assert typed(page, "12").receipt == page.receipt


def test_the_page_that_says_right_shows_no_digits(house: House) -> None:
    page = shown()
    sent = typed(page, page.receipt).response.content.decode()
    assert page.receipt not in sent
    assert page.receipt.replace(" ", "") not in sent


@pytest.mark.parametrize("forged", ["", "x", "AAAA", "é", "A" * 5000])
def test_a_page_that_is_not_ours_compares_nothing(house: House, forged: str) -> None:
    page = shown()
    answer = send("/mailbox", page, do="typed_once", typed=page.receipt, shown=forged)
    assert answer.status == 400
    assert "We cannot compare them any more" in answer.text


def test_the_check_opens_no_mailbox(house: House) -> None:
    page = shown()
    assert "pass" not in typed(page, page.receipt).fields


def test_the_receipt_is_heard_digit_by_digit_and_seen_in_groups(house: House) -> None:
    page = shown().response.content.decode()
    seen = re.search(r'<p class="receipt" aria-hidden="true">(.*?)</p>', page)
    heard = re.search(r'<p class="unseen screen">(.*?)</p>', page)
    assert seen is not None
    assert heard is not None
    groups = re.findall(r"<span>(\d{4})</span>", seen.group(1))
    assert len(groups) == 5
    assert heard.group(1).replace(",", "").split() == list("".join(groups))


def test_on_paper_nothing_but_the_digits_is_left(house: House) -> None:
    main = shown().response.content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    left = re.sub(r"(?s)<div class=\"screen\">.*?</div>(?=\s*(<p class=\"receipt\"|$))", "", main)
    left = re.sub(r'(?s)<(p|form) class="[^"]*screen".*?</\1>', "", left)
    assert re.fullmatch(r"(\d{4}\s*){5}", re.sub(r"<[^>]*>", "", left).strip())
