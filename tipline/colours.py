"""This force's own colours over those of `static/tokens.css`: in light and in dark, with the contrast they need."""

import colorsys
import re
from itertools import product
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

type Colours = dict[str, str]
"""Colours such as #0b4f71 by the name of their token."""

_TOKENS = Path(__file__).resolve().parent.parent / "static" / "tokens.css"
_NAMED = re.compile(r"--([a-z-]+): (#[0-9a-f]{3}(?:[0-9a-f]{3})?);")
_NAME, _COLOUR = re.compile(r"[a-z-]{1,20}"), re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?", re.IGNORECASE)
_WASHES = ("sea-wash", "danger-wash", "good-wash", "warn-wash")
# What stands on what, and how much they must differ by WCAG 2.2: letters 4.5 to 1, edges of controls 3 to 1.
_LETTERS = (
    *product(("ink", "quiet", "sea", "sea-deep", "danger", "good", "warn"), ("paper", "raised")),
    *product(("ink", "quiet"), _WASHES),
    *((wash.removesuffix("-wash"), wash) for wash in _WASHES),
    ("on-sea", "sea"),
    ("on-sea", "sea-deep"),
    ("on-danger", "danger"),
    ("on-bar", "bar"),
    ("on-focus", "focus"),
)
_EDGES = tuple(product(("edge",), ("paper", "raised")))
_PAIRS = (*((pair, 4.5) for pair in _LETTERS), *((pair, 3.0) for pair in _EDGES))


def own_colours(light: Colours, dark: Colours) -> dict[str, Colours]:
    """Return what stands over the tokens in each mode. In dark, what is not chosen has the hue of what is in light.

    Raises ImproperlyConfigured for what is no token or no colour, and for letters that could not be read.
    """
    if not light and not dark:
        return {}
    usual = _usual()
    for name, colour in (*light.items(), *dark.items()):
        if name not in usual["light"] or not _NAME.fullmatch(name) or not _COLOUR.fullmatch(colour):
            raise ImproperlyConfigured(f"TIPLINE_COLOURS: {name}={colour} is no token with a colour such as #0b4f71.")
    _check("TIPLINE_COLOURS", usual["light"] | light)
    chosen = dict(dark)
    for name, colour in light.items():
        if name not in chosen and usual["dark"][name] != usual["light"][name]:
            chosen[name] = _in_dark(name, colour, usual["dark"] | chosen)
    _check("TIPLINE_COLOURS_DARK", usual["dark"] | chosen)
    return {"light": light, "dark": chosen}


def contrast(one: str, other: str) -> float:
    """Return how much two colours differ, from 1 to 21, as WCAG 2.2 counts it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _usual() -> dict[str, Colours]:
    light, _media, dark = _TOKENS.read_text().partition("@media (prefers-color-scheme: dark)")
    usual = dict(_NAMED.findall(light))
    return {"light": usual, "dark": usual | dict(_NAMED.findall(dark))}


def _check(setting: str, colours: Colours) -> None:
    for (text, ground), least in _PAIRS:
        found = contrast(colours[text], colours[ground])
        if found < least:
            raise ImproperlyConfigured(
                f"{setting}: {text} ({colours[text]}) on {ground} ({colours[ground]}) cannot be read well: "
                f"{found:.1f} to 1, and {least} is the least."
            )


def _in_dark(name: str, colour: str, others: Colours) -> str:
    """The hue of a colour, about as bright as the token is in dark, and bright or dark enough for what it meets."""
    hue, _light, strength = colorsys.rgb_to_hls(*_parts(colour))
    _hue, usual, _strength = colorsys.rgb_to_hls(*_parts(others[name]))
    steps = sorted((step / 100 for step in range(101)), key=lambda light: abs(light - usual))
    tried = (_written(colorsys.hls_to_rgb(hue, light, strength)) for light in steps)
    return next((each for each in tried if _can_be_read(name, others | {name: each})), others[name])


def _can_be_read(name: str, colours: Colours) -> bool:
    return all(
        contrast(colours[text], colours[ground]) >= least for (text, ground), least in _PAIRS if name in (text, ground)
    )


def _luminance(colour: str) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _parts(colour: str) -> tuple[float, float, float]:
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
