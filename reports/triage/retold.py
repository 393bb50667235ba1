"""What of a tip a question or a copy repeats: words that both hold, folded as triage folds them, but for what anybody
says. Of a copy also what it quotes."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path

from reports.queries.masking import apart
from reports.triage.steps.wording import tokens_of

_FILE = Path(__file__).with_name("ordinary_words.toml")
_SHORTEST, _SHORTEST_FIGURE = 3, 2
_ENDINGS = ("ings", "ing", "ers", "er", "ed", "es", "s")
_ROOT = 4  # letters of a word that stay, whatever it ends in
QUOTED = 6  # words in a row that are the tipster's own way of saying it


def retold(question: str, told: Iterable[str], *, harmless: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Return the places in `question` of words that also stand in `told`.

    A name, a place, a plate and any word that tells something count; `harmless` are sentences whose words do not.
    """
    common = _ordinary().union(*(_words(one) for one in harmless))
    known = set[str]().union(*(_words(one) for one in told)) - common
    found: list[tuple[int, int]] = []
    for word, start, end in _pieces(question):
        if word in known and not (found and start < found[-1][1]):
            found.append((start, end))
    return found


def echoed(copy: str, masked: Iterable[str], *, shown: Iterable[str]) -> list[tuple[int, int]]:
    """Return the places in `copy` of words of the same root as one that is masked, unless it is `shown` as well."""
    common = {_root(word) for word in _ordinary().union(*(_words(one) for one in shown))}
    known = {_root(word) for one in masked for word in _words(one)} - common
    return apart((start, end) for word, start, end in _pieces(copy) if _root(word) in known)


def quoted(copy: str, told: Iterable[str]) -> list[tuple[int, int]]:
    """Return the places in `copy` where so many words follow each other as in a text of the tip."""
    runs = {run for one in told for run, _, _ in _runs(one)}
    return apart((start, end) for run, start, end in _runs(copy) if run in runs)


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    tokens = tokens_of(text)
    for at in range(len(tokens) - QUOTED + 1):
        run = tokens[at : at + QUOTED]
        yield tuple(token.text for token in run), run[0].start, run[-1].end


def _root(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _ROOT), "")
    return word.removesuffix(ending)


def _words(text: str) -> set[str]:
    return {word for word, _, _ in _pieces(text) if _tells(word)}


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word folded, with its place; before it, joined with the next, what may be one plate: 'PB 4521', 'pb4521'."""
    tokens = tokens_of(text)
    for token, after in zip_longest(tokens, tokens[1:]):
        if after and token.text.isalpha() and after.text.isdigit():
            yield token.text + after.text, token.start, after.end
        yield _bare(token.text), token.start, token.end


def _tells(word: str) -> bool:
    return len(word) >= (_SHORTEST_FIGURE if any(map(str.isdigit, word)) else _SHORTEST)


def _bare(word: str) -> str:
    """A word without the mark of the plural that English, French and Spanish share."""
    return word[:-1] if word.endswith("s") and len(word) > _SHORTEST else word


@cache
def _ordinary() -> frozenset[str]:
    words = tomllib.loads(_FILE.read_text("utf-8"))["words"]
    return frozenset().union(*(_words(said) for said in words.values()))
