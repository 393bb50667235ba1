"""Long numbers that are spelt in words, written in digits: so a receipt is found however it was typed."""

import re
from functools import cache

from reports.triage.steps.lexicon import rules

_TELLING = 12  # digits: telephone numbers have fewer, and stay as they were written


def in_figures(text: str) -> str:
    """Return a text in which twelve and more digits in a row, of which most are words, stand as digits."""
    return _spelt().sub(lambda match: _digits(match.group()), text)


def _digits(said: str) -> str:
    words = re.findall(r"\w+", said.casefold())
    figures = [_figures().get(word, word) for word in words]
    return "".join(figures) if sum(word in _figures() for word in words) * 2 >= len(words) else said


@cache
def _figures() -> dict[str, str]:
    listed = rules("entities")["digits"].items()
    return {word: digit for digit, words in listed for word in words.split()}


@cache
def _spelt() -> re.Pattern[str]:
    word = "|".join(sorted(map(re.escape, _figures()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{word}|\d)(?:[\s,.;:/\-]{{1,4}}(?:{word}|\d)){{{_TELLING - 1},}}(?!\w)", re.IGNORECASE
    )
