"""A word has one spelling on all pages, in questions, texts and calls: a reader of few letters stumbles over two."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from reports.management.catalogues import read

OTHERS = {
    "acf": """
        bwat démi ékip enprimé entènèt fòto gouvèlman konneksyon konpanni kontiné kontwebann wouvè krim kriyé
        lèspas manyè
        manniè ménas ménasé montwé nimowo nimiwo nèglijé oblivyé pandan pistolè pistolé potwé pwogram
        pwogwam pwémyé pèsonn sikwité sékirité seksyèl selman telefòn telefonn toutswit trapé triyé twouvé vidéyo ègzakt
        séryé""",
    "ht": "bizwen kondwi mòso segond konpay",
}
"""Spellings of which another one was chosen."""


def said(code: str) -> Iterator[str]:
    for message in read(code):
        yield from [message.string] if isinstance(message.string, str) else message.string
    yield from strings(toml("guides", "words", f"{code}.toml"))
    yield from strings(toml("phone", "words.toml")["texts"][code])
    yield from strings(toml("phone", "calls", "words.toml")["calls"][code])


def toml(*path: str) -> dict[str, Any]:
    return tomllib.loads(files("reports").joinpath(*path).read_text("utf-8"))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize("code", OTHERS)
def test_a_word_has_one_spelling(code: str) -> None:
    words = {word.casefold() for text in said(code) for word in re.findall(r"[^\W\d_]+", text)}
    assert len(words) > 500
    assert words.isdisjoint(OTHERS[code].split()), sorted(words & set(OTHERS[code].split()))
