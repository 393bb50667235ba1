"""A force's own colours are a setting, and nothing but colours."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from reports.public.colours import sheet
from tests.conftest import House
from tests.public.browser import fetch


def test_without_own_colours_nothing_more_is_loaded(house: House) -> None:
    assert "/en/colours.css" not in [told.get("href") for _, told in fetch("/en/").tags]


def test_own_colours_and_an_own_name_are_on_the_page(house: House) -> None:
    with override_settings(COLOURS={"sea": "#123456"}, BRAND="Coast line"):
        page = fetch("/en/about")
        style = Client().get("/en/colours.css")
    assert "/en/colours.css" in [told.get("href") for _, told in page.tags]
    assert "Coast line" in page.text
    assert style["Content-Type"] == "text/css; charset=utf-8"
    assert "--sea:#123456;" in style.content.decode()


@pytest.mark.parametrize(
    ("name", "colour"),
    [("sea", "red;}body{display:none"), ("sea", "url(//a)"), ("Sea }", "#123456"), ("sea", "#12345")],
)
def test_what_is_no_colour_is_refused(name: str, colour: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        sheet({name: colour})
