"""From a notice to a tip about it: the number goes along, and nobody learns of a notice that is not shown."""

import re
from datetime import date

import pytest
from django.db import connections

from reports.models import Category, Notice, NoticeState, Tip
from reports.notices.drawing_up import draw_up, publish, take_down
from tests.conftest import House
from tests.notices.test_drawing_up import draft
from tests.public.browser import Page, fetch, send
from tests.public.test_questions import answers_at_the_desk

TEXT = "I have seen him at the jetty."


def published(house: House) -> Notice:
    notice = draw_up(draft(category=Category.ROBBERY), by=house.officer("reid"))
    publish(notice, by=house.officer("jules"))
    return notice


def pressed(path: str) -> Page:
    """The first page after "I know something"."""
    return send("/en/", fetch(path))


def test_the_first_page_says_which_notice_and_knows_what_it_is_about(house: House) -> None:
    notice = published(house)
    page = pressed(f"/en/notices/{notice.number}")
    assert page.status == 200
    assert f"About notice {notice.number}: {notice.title('en')}" in page.text
    assert page.fields["category"] == "robbery"
    assert not Tip.objects.exists(), "nothing is sent yet"


def test_its_number_reaches_the_desk_through_every_page(house: House) -> None:
    notice = published(house)
    page = send("/en/", pressed(f"/en/notices/{notice.number}"), text=TEXT, do="questions")
    page = send("/en/", page, do="back", **{"person.1.name": "Zed"})
    assert page.fields["notice"] == notice.number
    page = send("/en/", send("/en/", page, do="questions"), do="send")
    assert page.receipt
    told = answers_at_the_desk(house)
    assert (told["notice"], told["category"], told["person.1.name"]) == (notice.number, "robbery", "Zed")


def test_without_the_tick_the_tip_is_about_no_notice(house: House) -> None:
    page = pressed(f"/en/notices/{published(house).number}")
    del page.fields["notice"]
    assert send("/en/", page, text=TEXT, do="send").receipt
    assert "notice" not in answers_at_the_desk(house)


def test_a_draft_an_old_and_a_guessed_number_look_the_same(house: House) -> None:
    hidden, old = draw_up(draft(), by=house.officer("reid")), published(house)
    take_down(old, by=house.officer("reid"))
    assert hidden.state == NoticeState.DRAFT
    pages = []
    for number in (hidden.number, old.number, "ZZZZ"):
        page = send("/en/", fetch("/en/"), do="write", notice=number)
        assert page.status == 200
        pages.append(page.text.replace(number, "N"))
    assert pages[0] == pages[1] == pages[2]
    assert hidden.title("en") not in pages[0]


@pytest.mark.parametrize("forged", ["<b>", "W 12", "x" * 600, "é", "' OR 1=1"])
def test_what_can_be_no_number_is_left_out(house: House, forged: str) -> None:
    page = send("/en/", fetch("/en/"), do="write", notice=forged)
    assert page.status == 200
    assert "About notice" not in page.text
    assert send("/en/", page, text=TEXT, do="send", notice=forged).receipt
    assert "notice" not in answers_at_the_desk(house)


def test_with_the_table_of_notices_away_no_word_is_lost(house: House) -> None:
    page = pressed(f"/en/notices/{published(house).number}")
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE notice RENAME TO gone")  # undone with this test's transaction
    again = send("/en/", page, text="x" * 20_001, do="send")
    assert again.status == 400
    assert len(again.fields["text"]) == 20_001
    assert again.fields["notice"] == page.fields["notice"]
    assert send("/en/", again, text=TEXT, do="send").receipt


def test_a_notice_that_was_shown_and_is_not_any_more_says_that_it_is_over(house: House) -> None:
    over, past, hidden = published(house), published(house), draw_up(draft(), by=house.officer("reid"))
    take_down(over, by=house.officer("reid"))
    Notice.objects.filter(pk=past.pk).update(last_day=date(2026, 1, 1))
    for number in (over.number, past.number.lower()):
        page = fetch(f"/en/notices/{number}")
        assert (page.status, "This notice is over" in page.text) == (410, True)
        assert over.title("en") not in page.text, "nothing of it is told"
        assert fetch(f"/en/notices/{number}/picture").status == 404
    take_down(hidden, by=house.officer("reid"))
    for number in (hidden.number, "ZZZZ"):
        page = fetch(f"/en/notices/{number}")
        assert (page.status, "There is no such page" in page.text) == (404, True), "nobody learns of a draft"


@pytest.mark.parametrize("code", ["acf", "fr"])
def test_words_in_another_language_than_the_page_are_known_as_such(house: House, code: str) -> None:
    notice = published(house)
    for path in ("notices", f"notices/{notice.number}"):
        assert _spoken_around(notice.title("en"), fetch(f"/{code}/{path}").response.content.decode()) == "en"
        assert _spoken_around(notice.title("en"), fetch(f"/en/{path}").response.content.decode()) == "en"


def _spoken_around(words: str, page: str) -> str:
    """The language that a page declares for the first place where words stand in its main part."""
    before = page[: page.index(words, page.index("<main"))]
    open_tags: list[tuple[str, str]] = []
    for closes, tag, told in re.findall(r"<(/?)(\w+)([^>]*)>", before):
        if closes:
            while open_tags and open_tags.pop()[0] != tag:
                pass
        elif tag not in {"meta", "link", "img", "input", "br"}:
            open_tags.append((tag, next(iter(re.findall(r' lang="(\w+)"', told)), "")))
    return next(lang for _tag, lang in reversed(open_tags) if lang)
