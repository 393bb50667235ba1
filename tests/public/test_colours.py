"""A force's own look is a setting: its colours in light and in dark, and its logo."""

from django.test import Client, override_settings

from tests.conftest import House
from tests.public.browser import Page, fetch
from tipline.logo import Logo


def _styles(page: Page) -> list[str | None]:
    return [told.get("href") for _, told in page.tags]


def _brand(page: Page) -> list[str]:
    return next(told["class"].split() for _, told in page.tags if told.get("class", "").startswith("brand"))


def test_without_an_own_look_nothing_more_is_loaded_and_the_drawn_hills_stand(house: House) -> None:
    page = fetch("/en/")
    assert "/en/colours.css" not in _styles(page)
    assert _brand(page) == ["brand", "hills"]
    assert fetch("/en/logo").status == 404


def test_own_colours_and_an_own_name_are_on_the_page(house: House) -> None:
    with override_settings(COLOURS={"light": {"sea": "#123456"}, "dark": {"sea": "#abcdef"}}, BRAND="Coast line"):
        page = fetch("/en/about")
        style = Client().get("/en/colours.css")
    assert "/en/colours.css" in _styles(page)
    assert "Coast line" in page.text
    assert style["Content-Type"] == "text/css; charset=utf-8"
    told = style.content.decode()
    assert "@media (prefers-color-scheme:light){:root{--sea:#123456;}}" in told
    assert "@media (prefers-color-scheme:dark){:root{--sea:#abcdef;}}" in told


def test_an_own_logo_stands_in_place_of_the_hills(house: House) -> None:
    with override_settings(LOGO=Logo("hills own", "image/svg+xml", b"<svg/>")):
        page, style, picture = fetch("/fr/about"), Client().get("/fr/colours.css"), Client().get("/fr/logo")
    assert "/fr/colours.css" in _styles(page)
    assert _brand(page) == ["brand", "hills", "own"]
    assert "background:url(logo)" in style.content.decode()
    assert (picture["Content-Type"], picture.content) == ("image/svg+xml", b"<svg/>")


def test_a_force_that_names_no_logo_has_none(house: House) -> None:
    with override_settings(LOGO=Logo()):
        page = fetch("/en/about")
    assert (_brand(page), "/en/colours.css" in _styles(page)) == (["brand"], False)
