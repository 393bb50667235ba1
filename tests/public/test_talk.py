"""Officers' words in the mailbox: ready-made questions in the reader's language, and others marked with theirs."""

import tomllib
from pathlib import Path

from reports.dialogue import canned
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import asked, opened, with_film

SAID = tomllib.loads((Path(canned.__file__).parent / "canned.toml").read_text("utf-8"))["questions"]["since_when"]


def said(page: Page) -> list[str]:
    """The language marks of the officers' words, "" where there is none."""
    return [told.get("lang", "") for _tag, told in page.tags if told.get("class") == "said"]


def read(receipt: str, code: str) -> Page:
    return send(f"/{code}/mailbox", fetch(f"/{code}/mailbox"), receipt=receipt)


def test_a_ready_question_is_read_in_each_language_and_an_officers_own_words_keep_theirs(house: House) -> None:
    receipt = asked(house, SAID["en"] + "\nWhich colour is the boat?\n\nPlease tell us.")
    for code in ("fr", "acf", "es", "ht"):
        page = read(receipt, code)
        assert SAID[code] in page.text
        assert SAID["en"] not in page.text
        assert "Which colour is the boat? Please tell us." in page.text
        assert said(page) == ["", "en"]
    assert said(read(receipt, "en")) == ["", ""]


def test_words_whose_language_nobody_can_tell_carry_no_mark(house: House) -> None:
    assert said(read(asked(house, "211"), "fr")) == [""]


def test_what_a_film_told_of_place_and_time_is_put_into_the_answer_and_sent_by_hand(house: House) -> None:
    receipt = with_film(house)
    page = opened(receipt)
    (ask,) = [told["value"] for tag, told in page.tags if told.get("value", "").startswith("told:")]
    page = send("/mailbox", page, do=ask)
    button, exact = [told for tag, told in page.tags if told.get("value", "").startswith("quote:")]
    assert button["value"].startswith("quote:Video: near ")
    assert exact["value"].startswith("quote:Video: 13.9")
    assert (button["form"], button["name"]) == ("add", "do")
    words = button["value"].removeprefix("quote:")
    page = send("/mailbox", page, do=button["value"], text="The blue one")
    assert page.fields["text"] == f"The blue one\n{words}"
    assert "It is not sent yet" in page.text
    assert send("/mailbox", page, do=button["value"]).fields["text"] == f"The blue one\n{words}", "once is enough"
    assert "We have what you added" in send("/mailbox", page, do="add").text
