"""What is nobody's mistake is told as what it is, in each language: a page that lay open for long, or lost a part."""

import re

import pytest
from django.conf import settings
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064.mod_97_10 import calc_check_digits

from reports.intake import ticket
from reports.models import Tip
from reports.public import carried
from reports.public.sheet import Beside, Sheet
from reports.public.talk import AddForm
from reports.public.ticket_words import LAY_OPEN, OPEN_TOO_LONG
from reports.public.trouble import NOT_SENT
from reports.spoken_code import LETTERS
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import asked, opened

CODES = [code for code, _name in settings.LANGUAGES]


def is_headed(page: Page, heading: object, code: str = "en") -> bool:
    """Whether the page says what is the case, and blames nobody."""
    with override(code):
        told, blame = str(heading), gettext("Something is not right yet")
    return page.status == 400 and told in page.text and blame not in page.text


def sends_at_once(page: Page) -> str:
    """What the button beside that heading does; nothing where there is none."""
    summary = page.response.content.decode().partition('class="notice errors"')[2].partition("</div>")[0]
    found = re.search(r'<button[^>]* value="([^"]*)"', summary)
    return found[1] if found else ""


@pytest.mark.parametrize("code", CODES)
def test_a_page_that_lay_open_for_long_says_so_and_sends_what_was_typed(
    house: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, box, answer = fetch(f"/{code}/"), opened(asked(house)), fetch(f"/{code}/answer")
    questions = send(f"/{code}/", fetch(f"/{code}/"), text="A boat.", category="smuggling", do="questions")
    typed = {"reference": LETTERS[:8], "number": "1234567890" + calc_check_digits("1234567890"), "used": "yes"}
    monkeypatch.setattr(ticket, "HOURS", -1)
    old = [
        send(f"/{code}/", form, text="A boat lands.", do="send"),
        send(f"/{code}/", questions, do="send:now"),
        send(f"/{code}/mailbox", box, text="Blue.", do="add"),
        send(f"/{code}/mailbox", box, reason="Wrong.", do="withdraw"),
        send(f"/{code}/answer", answer, do="send", **typed),
    ]
    for page in old:
        assert is_headed(page, LAY_OPEN, code), page.text[:200]
    with override(code):
        not_sent = " ".join(gettext("Not sent yet:").split())
    assert [page.text.startswith(not_sent) for page in old] == [True] * 4 + [False]
    assert [sends_at_once(page) for page in old] == ["send", "send", "add", "", ""]
    monkeypatch.undo()
    assert send(f"/{code}/", old[0]).receipt
    assert send(f"/{code}/", old[1], do="send:now").receipt


def test_a_page_whose_words_and_ticket_are_both_too_old_says_it_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, now = send("/", fetch("/"), text="A boat.", category="smuggling", do="questions"), carried.hour_now()
    monkeypatch.setattr(ticket, "HOURS", -1)
    monkeypatch.setattr(carried, "hour_now", lambda: now + 49)
    old = send("/", page, do="send:now")
    assert is_headed(old, LAY_OPEN)
    assert old.text.count("Nothing you typed is lost") == 1
    monkeypatch.setattr(ticket, "HOURS", 48)
    assert send("/", old, do="send:now").receipt


def test_a_mistake_beside_it_is_told_as_a_mistake(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    form = fetch("/")
    monkeypatch.setattr(ticket, "HOURS", -1)
    page = send("/", form, text="", do="send")
    assert "Something is not right yet" in page.text
    assert "Nothing you typed is lost" in page.text
    assert "Write what happened" in page.text


@pytest.mark.parametrize("path", ["/", "/mailbox"])
def test_a_part_that_was_lost_on_the_way_is_told_as_that(house: House, path: str) -> None:
    form = fetch("/") if path == "/" else opened(asked(house))
    page = send(path, form, text="A boat lands.", ticket="forged", do="send" if path == "/" else "add")
    assert is_headed(page, NOT_SENT)
    assert sends_at_once(page) == "", "first it is to be looked at"
    assert Tip.objects.count() == (0 if path == "/" else 1)


@given(st.booleans(), st.booleans(), st.booleans())
def test_a_heading_stands_alone_or_beside_files_that_are_gone(met: bool, files: bool, mistake: bool) -> None:
    form = AddForm({})
    if met:
        form.meet(OPEN_TOO_LONG)
    for wrong, name in ((files, "attachments"), (mistake, "text")):
        if wrong:
            form.add_error(name, "Wrong.")
    beside = (Beside("id_attachments", ("Gone.",) * files), Beside("id_text", ("Wrong.",) * mistake))
    sheet = Sheet(troubles=(OPEN_TOO_LONG,) * met, beside=beside)
    wanted = LAY_OPEN if met and not mistake else ""
    assert (form.heading, sheet.heading) == (wanted, wanted)
    assert form.is_whole == sheet.is_whole == (met and not files and not mistake)


def test_a_form_whose_mistakes_are_not_told_has_no_heading() -> None:
    form = AddForm({})
    form.meet(OPEN_TOO_LONG)
    form.errors.clear()
    assert form.heading == ""
