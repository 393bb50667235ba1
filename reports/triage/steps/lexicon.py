"""The term lists of rules/*.toml as one tree that reads a text in a single pass.

A phrase is written as it is said. `kill*` stands for every word that begins so, `_` for up to
two words of any kind. A phrase with an apostrophe also matches where that was left out. `~bat`
counts only in a text that has small words of that language: in English a bat is an animal.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from reports.triage.steps.rule_files import RulesUnread, contents_of, rule_files
from reports.triage.steps.spelling import Speller
from reports.triage.steps.wording import Token, tokens_of

_GAP_WORDS = 2
LISTS = ("junk", "entities")
WORDS = "words"
"""The list of the words that the rules of category, urgency and giveaways are made of."""
GIVEAWAYS = "giveaways"
"""The list of the words of which only the rules of giveaways are made: small words that say nothing of a crime."""
INSIDERS = "insiders"
"""The list of the words of which only the rules of insiders are made: they say who reads a tip, not its kind."""
IDEAS = (WORDS, GIVEAWAYS, INSIDERS)
LANGUAGES = ("en", "acf", "fr", "es", "ht")


class Term(NamedTuple):
    """One phrase: what it speaks for (`means`) in which list, and how strongly."""

    list: str
    means: str
    language: str
    weight: float
    phrase: str
    needs_language: bool = False

    @property
    def rule(self) -> str:
        return f"{self.means}/{self.language}/{self.phrase}"


class Hit(NamedTuple):
    """A term found: words `first` up to, not including, `last`."""

    term: Term
    first: int
    last: int


_NOWHERE: Final[dict[str, "_Node"]] = {}  # never written to


@dataclass(slots=True)
class _Node:
    """A place in the tree. Most of two hundred thousand lead nowhere or to one word: what they have not, they share."""

    words: dict[str, "_Node"] = field(default_factory=lambda: _NOWHERE)
    stems: dict[str, "_Node"] = field(default_factory=lambda: _NOWHERE)
    stem_sizes: tuple[int, ...] = ()
    gap: "_Node | None" = None
    terms: tuple[Term, ...] = ()

    def child(self, part: str) -> "_Node":
        if part == "_":
            self.gap = self.gap or _Node()
            return self.gap
        if part.endswith("*"):
            stem = part[:-1]
            if self.stems is _NOWHERE:
                self.stems = {}
            if stem not in self.stems:
                self.stem_sizes = tuple(sorted({*self.stem_sizes, len(stem)}))
                self.stems[stem] = _Node()
            return self.stems[stem]
        if self.words is _NOWHERE:
            self.words = {}
        if part not in self.words:
            self.words[part] = _Node()
        return self.words[part]


def _parts(phrase: str) -> list[str]:
    """The folded words of a phrase with its `*` and `_` kept."""
    parts = [part for word in phrase.split() for part in _parts_of(word)]
    gaps = not parts or ("_" in parts and any(one == other == "_" for one, other in pairwise(("_", *parts, "_"))))
    if gaps or ("*" in phrase and any("*" in word[:-1] or word == "*" for word in phrase.split())):
        raise ValueError(f"'{phrase}' never matches: a _ stands between words, never two of them, and a * ends a word")
    return parts


@cache
def _parts_of(word: str) -> tuple[str, ...]:
    if word == "_":
        return ("_",)
    folded = [token.text for token in tokens_of(word)]
    if folded and word.endswith("*"):
        folded[-1] += "*"
    return tuple(folded)


def _spelt_out(phrase: str) -> list[list[str]]:
    """The phrase in parts, in each of its spellings. Raises ValueError where no text could say it."""
    return [_parts(spelling) for spelling in dict.fromkeys((phrase, phrase.replace("'", "")))]


def ever_matches(phrase: str) -> bool:
    """Whether some text could say the phrase."""
    try:
        return bool(_spelt_out(phrase))
    except ValueError:
        return False


class Lexicon:
    def __init__(self, terms: Iterable[Term], *, passes_over: bool = False) -> None:
        """Raises ValueError for a phrase that no text could say, or passes over it."""
        self._root = _Node()
        guessed: set[str] = set()
        other: set[str] = set()
        for term in terms:
            try:
                spellings = _spelt_out(term.phrase)
            except ValueError:
                if passes_over:
                    continue
                raise
            for parts in spellings:
                node = self._root
                for part in parts:
                    node = node.child(part)
                node.terms = (*node.terms, term)
                if term.list != INSIDERS:  # its small words would be guessed in many others
                    (guessed if term.list in IDEAS else other).update(parts)
        _parts_of.cache_clear()  # most words stand in many phrases; after these no phrase is read
        real = other | set(rules("spelling")["real"].split())
        self.speller = Speller(guessed, real)

    def read(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """Every term in the text, in text order, overlapping ones too."""
        hits: list[Hit] = []
        tokens = [self._spelt(token) for token in tokens]
        quickly = _quickly("short")
        for first, token in enumerate(tokens):
            for node in _next(self._root, token.text, quickly):
                self._walk(node, tokens, first, first + 1, hits)
        return tuple(hits)

    def _spelt(self, token: Token) -> Token:
        spelt = self.speller.spelt(token.text)
        return token if spelt == token.text else token._replace(text=spelt)

    def _walk(self, node: _Node, tokens: Sequence[Token], first: int, at: int, hits: list[Hit]) -> None:
        one_clause = tokens[first].clause == tokens[at - 1].clause
        for term in node.terms:
            # 'the door is locked. We' is no 'locked we'; but 'St. Lucia' is a place.
            if one_clause or term.list not in IDEAS:
                hits.append(Hit(term, first, at))
        quickly = _quickly("short", "within")
        if (node.words or node.stems) and at < len(tokens):
            for child in _next(node, tokens[at].text, quickly):
                self._walk(child, tokens, first, at + 1, hits)
        if node.gap is not None:
            for after in range(at, min(at + _GAP_WORDS + 1, len(tokens))):
                if tokens[after].clause != tokens[first].clause:
                    return
                for child in _next(node.gap, tokens[after].text, quickly):
                    self._walk(child, tokens, first, after + 1, hits)


def _next(node: _Node, word: str, quickly: Mapping[str, Sequence[Sequence[str]]]) -> list[_Node]:
    """Where a word leads on to."""
    children = [child] if (child := node.words.get(word)) else []
    length = len(word)
    for size in node.stem_sizes:
        if size > length:
            break
        if child := node.stems.get(word[:size]):
            children.append(child)
    if word.endswith("in") and (child := node.words.get(word + "g")):
        children.append(child)  # "beatin" is a word of the rules too, and still "beating"
    children += [child for meant in quickly.get(word, ()) if (child := _along(node, meant))]
    return children


def _along(node: _Node | None, words: Sequence[str]) -> _Node | None:
    for word in words:
        node = node and node.words.get(word)
    return node


@cache
def _quickly(*tables: str) -> Mapping[str, Sequence[Sequence[str]]]:
    """By quick spelling, what it may stand for, as words: "gna" is "going to", beside whatever it is by itself."""
    found: dict[str, list[Sequence[str]]] = defaultdict(list)
    for meant, spellings in (pair for table in tables for pair in rules("spelling")[table].items()):
        for spelling in spellings.split():
            found[spelling].append([token.text for token in tokens_of(meant)])
    return dict(found)


@cache
def rules(name: str) -> dict[str, Any]:
    """The contents of rules/<name>.toml."""
    return contents_of(Path(str(files("reports.triage").joinpath("rules", f"{name}.toml"))))


@cache
def concepts() -> dict[str, dict[str, Any]]:
    """Every table of rules/words, rules/giveaways and rules/insiders: a thing and how five languages say it."""
    return {name: table for name, (_, table) in _tables().items()}


@cache
def _tables() -> dict[str, tuple[str, dict[str, Any]]]:
    """The same, each with the folder it lies in; of two of one name the first."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for entry in rule_files():
        if entry.parent.name in IDEAS:
            for name, table in contents_of(entry).items():
                found.setdefault(name, (entry.parent.name, table))
    return found


@cache
def rules_version() -> str:
    """Changes whenever any word of any rule does. Its first part is "?" where the file that has it cannot be read."""
    digest = hashlib.blake2b(digest_size=4)
    for entry in rule_files():
        digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    try:
        version = rules("routing")["version"]
    except RulesUnread:  # who looks before a tip is stored goes on, while the worker starts with no such file
        version = "?"
    return f"{version}+{digest.hexdigest()}"


def _terms(name: str) -> Iterator[Term]:
    for group in rules(name)["terms"]:
        for phrase in group["words"]:
            yield Term(name, group["means"], group["language"], float(group["weight"]), phrase)


def _words() -> Iterator[Term]:
    for name, (folder, table) in _tables().items():
        for language in LANGUAGES:
            for phrase in phrases_of(table, language):
                yield Term(folder, name, language, 1.0, phrase.lstrip("~"), phrase.startswith("~"))


def phrases_of(table: Mapping[str, Any], language: str) -> Iterator[str]:
    """How one language says an idea."""
    listed = table.get(language, "")
    for said in listed.split(",") if isinstance(listed, str) else ():
        if phrase := " ".join(said.split()):
            yield phrase


def _places() -> Iterator[Term]:
    for district, names in rules("places")["districts"].items():
        for name in names:
            yield Term("places", district, "any", 1.0, name)
    for alias, name in rules("places")["aliases"].items():
        yield Term("places", name, "any", 1.0, alias)


@cache
def lexicon() -> Lexicon:
    """Every phrase of the rules but those that no text could say: a slip of the pen stops nobody (rule_faults.py)."""
    terms = (*(term for name in LISTS for term in _terms(name)), *_words(), *_places())
    return Lexicon(terms, passes_over=True)
