"""Small models of letters: what the pieces of a word weigh, read from weights built by benchmarks/triage.

A weights file is gzipped JSON: `classes`, `bias` (one number a class), `scale`, and `pieces`, which names for each
piece of a word one whole number a class; number times scale is a weight. It holds pieces of words, never a message.
"""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from reports.triage.steps.wording import Token

_LONGEST_WORD = 24
_LONGEST_PIECE = 4
BEGIN, END = "^", "$"


class Weights(NamedTuple):
    classes: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    pieces: dict[str, list[int]]


@cache
def weights(name: str) -> Weights:
    """The contents of rules/<name>.json.gz."""
    data = json.loads(gzip.decompress(weights_file(name)))
    return Weights(tuple(data["classes"]), tuple(data["bias"]), data["scale"], data["pieces"])


def weights_file(name: str) -> bytes:
    return files("reports.triage").joinpath("rules", f"{name}.json.gz").read_bytes()


def pieces_of(word: str) -> list[str]:
    """Every run of one to four letters of a folded word with its begin and end, and the whole word."""
    marked = whole(word)
    pieces = list(marked[1:-1])
    for size in range(2, _LONGEST_PIECE + 1):
        pieces += [marked[start : start + size] for start in range(len(marked) - size + 1)]
    return [*pieces, marked] if len(marked) > _LONGEST_PIECE else pieces


def whole(word: str) -> str:
    """A folded word as the piece that stands for all of it."""
    return f"{BEGIN}{word[:_LONGEST_WORD]}{END}"


def accents_of(text: str, token: Token) -> Iterator[str]:
    """The accented letters of a word as it was written, each alone and with the letter before it."""
    raw = text[token.start : token.end]
    if raw.isascii():
        return
    written = unicodedata.normalize("NFC", raw[:_LONGEST_WORD].lower())
    for before, letter in zip(BEGIN + written, written, strict=False):
        if not letter.isascii():
            yield letter
            yield before + letter
