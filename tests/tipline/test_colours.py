"""Colours of a force's own can be read in light and in dark, or the start is stopped."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.tables import each_of
from tipline.colours import _PAIRS, _usual, contrast, own_colours


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_nothing_chosen_is_nothing_more() -> None:
    assert own_colours({}, {}) == {}


@each_of(["#7a1f5c", "#5b4a00", "#1a1a1a", "#00544d", "#8a1c1c", "#2b2bd6"])
def test_dark_pages_have_the_hue_of_the_light_ones_and_can_be_read(colour: str) -> None:
    dark = _usual()["dark"] | own_colours({"sea": colour, "bar": colour}, {})["dark"]
    assert dark["sea"] != _usual()["dark"]["sea"]
    assert all(contrast(dark[text], dark[ground]) >= least for (text, ground), least in _PAIRS)


def test_what_is_chosen_for_dark_stands_as_it_is() -> None:
    told = own_colours({"sea": "#7a1f5c"}, {"sea": "#ffd0ee"})
    assert told == {"light": {"sea": "#7a1f5c"}, "dark": {"sea": "#ffd0ee"}}


@each_of(
    [
        ({"sea": "red;}body{display:none"}, {}, "no token with a colour"),
        ({"sea": "url(//a)"}, {}, "no token with a colour"),
        ({"Sea }": "#123456"}, {}, "no token with a colour"),
        ({"sea": "#12345"}, {}, "no token with a colour"),
        ({"seas": "#123456"}, {}, "no token with a colour"),
        ({"sea": "#ffff00"}, {}, "sea (#ffff00) on paper"),
        ({"bar": "#eee"}, {}, "on-bar (#fff) on bar (#eee)"),
        ({"edge": "#eee"}, {}, "edge (#eee) on paper"),
        ({}, {"sea": "#222222"}, "TIPLINE_COLOURS_DARK: sea (#222222) on paper"),
    ]
)
def test_what_is_no_colour_or_cannot_be_read_stops_the_start(
    light: dict[str, str], dark: dict[str, str], said: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        own_colours(light, dark)
    assert said in str(refused.value)
