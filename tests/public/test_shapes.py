"""Pages in other words have one shape; whatever axe might find in one of them only gives it another."""

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import needs_chromium, violations
from tests.public.shapes import shape

pytestmark = needs_chromium

PAGE = """<!doctype html><html lang="{code}"><head><title>{title}</title></head><body><main>
<h1>{title}</h1><ul><li><a lang="en" href="/en/"{en}>English</a><li><a lang="fr" href="/fr/"{fr}>français</a></ul>
<form action="/{code}/mailbox"><label for="a">{first}</label><input id="a" placeholder="{first}">
<label for="b">{second}</label><input id="b"><button name="do" value="x">{send}</button></form>
<p id="long" style="overflow: auto; height: 50px">{send}</p></main></body></html>"""
ENGLISH = {"code": "en", "title": "Tell", "first": "What", "second": "Where", "send": "Go", "en": " aria-current=true"}
FRENCH = {"code": "fr", "title": "Dire", "first": "Quoi", "second": "Où", "send": "Envoyer", "fr": " aria-current=true"}


def shape_of(page: Page, markup: str, code: str) -> str:
    page.set_content(markup)
    return shape(page, code)


def written(words: dict[str, str], **changed: str) -> str:
    return PAGE.format(**{"en": "", "fr": ""} | words | changed)


@pytest.fixture
def page(chromium: Browser) -> Page:
    return chromium.new_page(java_script_enabled=False)


def test_other_words_have_the_same_shape(page: Page) -> None:
    assert shape_of(page, written(ENGLISH), "en") == shape_of(page, written(FRENCH), "fr")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">Quoi</label>", "></label>"),
        (' placeholder="Quoi"', ""),
        (' placeholder="Quoi"', ' placeholder=""'),
        (">Où</label>", ">Quoi</label>"),
        ('for="b"', 'for="a"'),
        ('<input id="b">', '<input id="a">'),
        ('<input id="b">', '<input id="b" aria-hidden="true">'),
        ("h1>", "h2>"),
        ("<title>Dire", "<title>"),
        ('<html lang="fr">', '<html lang="en">'),
        ('lang="en" href', 'lang="xyz" href'),
        (" aria-current=true", ""),
        ('<input id="b">', '<input id="b" hidden>'),
        (">Envoyer</p>", f">{'Envoyer ' * 900}</p>"),
        ("<main>", "<div>"),
    ],
)
def test_what_axe_might_find_has_another_shape(page: Page, old: str, new: str) -> None:
    changed = written(FRENCH).replace(old, new)
    assert changed != written(FRENCH)
    assert shape_of(page, changed, "fr") != shape_of(page, written(ENGLISH), "en")


def test_control_axe_looks_at_such_a_page(page: Page) -> None:
    page.set_content(written(FRENCH))
    assert violations(page, colours=False) == []
    page.set_content(written(FRENCH).replace(">Quoi</label>", "></label>").replace(' placeholder="Quoi"', ""))
    assert [rule for rule, _ in violations(page, colours=False)] == ["label"]
