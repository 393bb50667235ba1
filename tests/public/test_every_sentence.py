"""Every word that a page shows is in the catalogues: with each sentence of theirs in brackets, no letter stays outside.

The walk goes without a browser, through every page and what forms answer. Outside the catalogues stand names, what a
person wrote, and the guides, whose words have files of their own (reports/guides/words/, tests/guides).
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.template.autoreload import reset_loaders
from django.test import Client, override_settings
from stdnum.iso7064.mod_97_10 import calc_check_digits

from reports.guides import categories, guide, translated
from reports.management import catalogues
from reports.management.catalogues import compiled, languages, read
from reports.models import Reward
from reports.public import sent
from reports.public.places import alike, district_names, villages
from reports.public.urls import urlpatterns
from reports.rewards.tariff import currency
from reports.spoken_code import LETTERS
from reports.voucher import written
from tests.conftest import House, only_tip
from tests.intake.telling_pictures import telling_jpeg
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import asked, opened, png, told
from tests.public.put_up import put_up_notices, put_up_numbers
from tests.rewards.boards import promise_reward

PATHS = [path for path in (str(each.pattern) for each in urlpatterns) if "<" not in path and "." not in path]
READ_OUT = {"alt", "aria-label", "title", "placeholder", "content"}
WRITTEN = ["Ki moun nonm-sala yé?", "Which boat?"]  # by officers
RISKY = "My brother counted ten men. I live next door."


class Outside(HTMLParser):
    """What a page says, without what is marked as being in another language, and without what was typed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        foreign = tag not in {"html", "link"} and "lang" in told
        if tag in {"textarea", "mark", "blockquote", "style"} or foreign or (self._silent and tag == self._silent[-1]):
            self._silent.append(tag)
        if not foreign:
            self.said += [
                value for name, value in attrs if name in READ_OUT and value and told.get("name") != "viewport"
            ]

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


@pytest.fixture
def bracketed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kwéyòl as a language whose every sentence is the English one in brackets."""
    catalog = Catalog(charset="utf-8")
    for message in read("acf"):
        if message.id:
            forms = message.id if isinstance(message.id, tuple | list) else (message.id,)
            words = f"⟦{forms[-1]}⟧"
            catalog.add(message.id, (words,) if len(forms) > 1 else words, context=message.context)
    folder = tmp_path / "acf" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(compiled("acf", catalog))
    monkeypatch.setattr(sent, "_drawn", {})
    with override_settings(LOCALE_PATHS=[str(tmp_path)]):
        reset_loaders()  # templates remember what they said (tipline/said.py)
        yield
    reset_loaders()


def names() -> list[str]:
    """What is no sentence, the longest first."""
    told = {*WRITTEN, settings.FORCE_NAME, settings.BRAND, *district_names().values(), *villages("")}
    told |= {each.partition("=")[2] or each for each in settings.REWARD_PLACES.split("; ")} | {currency()}
    told |= {each.name for each in alike("Denery")}
    for category in categories():
        ours = guide(category, "acf")
        told |= {ours.title, ours.advice}
        questions = [*ours.single, *(each for block in ours.blocks for each in block.numbered(1))]
        told |= {block.title for block in ours.blocks} | {block.another for block in ours.blocks}
        for question in questions:
            told |= {question.ask, question.hint, *(option.label for option in question.options)}
    return sorted(filter(None, map(str, told)), key=len, reverse=True)


def outside(page: Page, known: list[str]) -> list[str]:
    """The words of a page that no catalogue knows."""
    found = []
    for said in Outside(page.response.content.decode()).said:
        left = said
        while left != (left := re.sub(r"⟦[^⟦⟧]*⟧", "", left)):
            pass
        for name in known:
            left = left.replace(name, "")
        if re.search(r"[^\W\d_]{2}", left):
            found.append(left.strip())
    return found


def pages(house: House) -> Iterator[Page]:
    put_up_notices(house)
    put_up_numbers(house)
    yield from (fetch(f"/acf/{path}") for path in [*PATHS, "about/numbers/2026-10", "nothing-here"])
    yield from _in_the_mailbox(house)
    yield from _on_the_way()
    with override_settings(RIPENING=60):
        yield send("/acf/", fetch("/acf/"), text="A boat lands.", do="send")
    yield from _out_of_order()


def _on_the_way() -> Iterator[Page]:
    first = fetch("/acf/")
    yield send("/acf/", first, do="send")
    yield Page(Client().post("/acf/about"))  # type: ignore[arg-type]
    yield send("/acf/", first, text="🚨", do="send")
    yield send("/acf/", first, text="A boat.", files=SimpleUploadedFile("a.jpg", b"no photo"), do="send")
    for category in categories():
        asks = send("/acf/", first, text=RISKY, category=category, do="questions")
        yield asks
    yield send("/acf/", asks, do="map")
    yield send("/acf/", asks, place="Denery", do="find")
    yield send("/acf/", asks, place="Nowhere at all", do="find")
    photo = SimpleUploadedFile("a.jpg", telling_jpeg())
    check = send("/acf/", first, text=RISKY, files=photo, how_many_know="me", do="send")
    yield check
    yield send("/acf/", check, do="send:as_it_is")
    danger = fetch("/acf/")
    yield send("/acf/", danger, text="Somebody shoots.", danger="yes", do="send")
    yield send("/acf/", danger, text="Somebody shoots.", danger="yes", do="stay")
    yield send("/acf/", danger, text="Somebody shoots twice.", danger="yes", do="send")


def _in_the_mailbox(house: House) -> Iterator[Page]:
    yield send("/acf/mailbox", fetch("/acf/mailbox"), receipt="1234")
    yield send("/acf/mailbox", fetch("/acf/mailbox"), receipt="1" * 20)
    receipt = asked(house)
    yield send("/acf/mailbox", fetch("/acf/mailbox"), receipt=receipt)
    reward = promise_reward(only_tip())
    box = opened(receipt)
    coded = send("/acf/mailbox", box, do=f"code:{reward.pk}")
    yield coded
    yield from _at_the_counter(reward, coded)
    for do in ("add", "look", "ask_withdraw", "ask_end", "told:nothing"):
        yield send("/acf/mailbox", box, do=do)
    yield send("/acf/mailbox", box, text="More.", do="ask_close")
    check = send("/acf/mailbox", box, text="More.", files=png(), do="add")
    yield check
    yield send("/acf/mailbox", check, do="add:as_it_is")
    yield send("/acf/mailbox", check, text="Much more.", do="add:as_it_is")
    for _ in range(2):
        yield send("/acf/mailbox", box, do=f"give_up:{promise_reward(only_tip()).pk}")
    sure = send("/acf/mailbox", box, do="ask_withdraw")
    for reason in ("", "I was wrong."):
        yield send("/acf/mailbox", sure, reason=reason, do="withdraw")
    yield send("/acf/mailbox", box, do="end")
    yield send("/acf/mailbox", box, text="Still here.", do="add")


def _at_the_counter(reward: Reward, coded: Page) -> Iterator[Page]:
    found = re.search(r"\d{5} \d{5} \d{5}", coded.text)
    assert found
    yield send("/acf/pay", fetch("/acf/pay"), do="check")
    yield send("/acf/pay", fetch("/acf/pay"), voucher="A", code="1" * 20, do="check")
    yield send("/acf/pay", fetch("/acf/pay"), voucher=reward.number + "AAAAAAAA", code=found[0], do="check")
    checked = send("/acf/pay", fetch("/acf/pay"), voucher=written(reward), code=found[0], do="check")
    yield checked
    for _ in range(4):
        yield send("/acf/pay", checked, do="pay")


def _out_of_order() -> Iterator[Page]:
    """The last ones: what is away comes back with the end of this test's transaction."""
    receipt = told()
    box = opened(receipt)
    number, code = ("1" * many + calc_check_digits("1" * many) for many in (10, 13))
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE tip RENAME TO gone")
    yield send("/acf/mailbox", box, text="More.", files=png(), do="add")
    yield send("/acf/mailbox", fetch("/acf/mailbox"), receipt=receipt)
    yield send("/acf/mailbox", box, do="close")
    yield send("/acf/answer", fetch("/acf/answer"), reference=LETTERS[:8], number=number, used="yes", do="send")
    yield send("/acf/pay", fetch("/acf/pay"), voucher=LETTERS[0] * 13, code=code, do="check")


def test_no_word_on_any_page_stands_outside_the_catalogues(house: House, bracketed: None) -> None:
    known = names()
    found: dict[str, list[str]] = {}
    for number, page in enumerate(pages(house)):
        assert "⟦" in page.text, (number, page.status)
        if strange := outside(page, known):
            found[f"{number} {page.text[:60]}"] = strange
    assert found == {}


@pytest.mark.parametrize("code", languages())
def test_no_sentence_and_no_question_is_left_in_english(code: str) -> None:
    assert [message.id for message in catalogues.untranslated(read(code))] == []
    assert (translated.untranslated(code), translated.strays(code)) == ((), ())
