"""Boats with names that no boat usually bears: what stands around a name in capitals adds up to a bar.

"aboard Sweet Mouth", "the engine of La Negra Tomasa", "his yacht, Quiet Wife II": no one of these signs makes a boat of
every name. The weights stand in rules/entities.toml under `boat_signs`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from reports.triage.assessment import Span
from reports.triage.steps.gazetteer import is_a_head, longest_place
from reports.triage.steps.lexicon import lexicon, rules
from reports.triage.steps.senses import is_ordinary
from reports.triage.steps.wording import Token

_MOST_NAMES = 60
"""Names of a text that are looked at; nobody reads more."""
_MOST_WORDS = 5
_LEAST = 3
"""Letters of the longest word of a name: where all are shorter, it is rather a plate."""
_NEAR, _AT_SEA, _BEFORE = 90, 160, 6
"""Characters to a boat, and to a word of the sea; words back to a boat that a name is set off from."""
_REGISTERED = 18
"""Characters from a name to the registration that follows it."""
_QUOTES = frozenset("\"“”«»‘’'")
_SET_OFF = frozenset(",:;.-–—()!?")


class _Name(NamedTuple):
    """Words `first` up to, not including, `last` of a text."""

    tokens: Sequence[Token]
    text: str
    first: int
    last: int

    @property
    def start(self) -> int:
        return self.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.tokens[self.last - 1].end

    @property
    def words(self) -> list[str]:
        return [token.text for token in self.tokens[self.first : self.last]]

    def word(self, at: int) -> str:
        """The word at this place of the text, "" outside it."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    @property
    def before(self) -> str:
        """What stands between the name and the word before it."""
        return self.text[self.tokens[self.first - 1].end : self.start] if self.first else self.text[: self.start]

    @property
    def after(self) -> str:
        following = self.tokens[self.last].start if self.last < len(self.tokens) else len(self.text)
        return self.text[self.end : following]


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["boat_signs"][name].split())


@cache
def _weights() -> dict[str, float]:
    return dict(rules("entities")["boat_signs"]["weights"])


def boats_by_signs(
    tokens: Sequence[Token], text: str, boats: Sequence[int], registered: Sequence[Span]
) -> Iterator[Span]:
    """Yield the names whose signs reach the bar. `boats` are the words that mean a boat."""
    if text.isupper():
        return
    sea = [at for at, token in enumerate(tokens) if token.text in _sea()]
    if not boats and not sea:
        return
    for name in _names(tokens, text):
        signs = [*_own(name), *_around(name), *_behind(name), *_beside(name, boats, sea)]
        signs += ["registered"] if any(0 <= one.start - name.end <= _REGISTERED for one in registered) else []
        if round(sum(_weights()[sign] for sign in signs), 3) >= rules("entities")["boat_signs"]["bar"]:
            yield Span(name.start, name.end, "name of a boat", 1.0)


def _names(tokens: Sequence[Token], text: str) -> Iterator[_Name]:
    """The runs of capitals, without a small word or a boat that only begins a sentence before them."""
    at = seen = 0
    while at < len(tokens) and seen < _MOST_NAMES:
        if not _begins(tokens, text, at):
            at += 1
            continue
        last = _end(tokens, text, at)
        seen += 1
        first = at
        while first < last - 1 and (tokens[first].text in _boats() or (first == at and _only_begins(tokens, first))):
            first += 1
        words = {token.text for token in tokens[first:last]}
        shown = tokens[first].text not in _listed("no_names") and not words <= _boats() | _sea() | _small()
        if shown and any(word.isalpha() and len(word) >= _LEAST for word in words):
            yield _Name(tokens, text, first, last)
        at = last


def _begins(tokens: Sequence[Token], text: str, at: int) -> bool:
    token = tokens[at]
    if not text[token.start].isupper():
        return False
    return len(token.text) > 1 or (token.text in "ld" and text[token.end : token.end + 1] in ("'", "’"))


def _only_begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether this is a small word with the capital of its sentence: "On Merci Maman they work"."""
    starts = at == 0 or tokens[at - 1].clause != tokens[at].clause
    return starts and tokens[at].text in _small() and tokens[at].text not in _listed("begins_names")


def _end(tokens: Sequence[Token], text: str, first: int) -> int:
    """The word after a run of capitals, numbers and small words between capitals."""
    last = at = first + 1
    while at < len(tokens) and at < first + _MOST_WORDS + 2:
        if text[tokens[at - 1].end : tokens[at].start] not in (" ", "'", "’", "-"):
            break
        capital = text[tokens[at].start].isupper() or tokens[at].text.isdigit()
        if capital or tokens[at].text == "s":
            last = at + 1
        elif tokens[at].text not in _listed("inside") or at > last:
            break
        at += 1
    return last


def _own(name: _Name) -> Iterator[str]:
    """What the name itself says."""
    words = name.words
    yield "one word" if len(words) == 1 else "two words" if len(words) == 2 else "more words"
    if len(words) > 1 and (words[-1].isdigit() or words[-1] in _listed("numerals")):
        yield "a number at its end"
    borne = set(words) & vessel_words("borne")
    if borne:
        yield "borne by boats" if borne - vessel_words("weak") else "may be borne by boats"
    elif len(words) > 1 and all(len(word) < 3 or lexicon().speller.knows(word) or word in _small() for word in words):
        yield "plain words"
    saint = words[0] in ("san", "santa", "saint", "st", "sainte", "sent")
    boat = len(words) > 1 and name.word(name.first - 1) in vessel_words("words")
    if not saint and not boat and set(words) & (_people("given") | _people("surnames")) - vessel_words("borne"):
        yield "a person's name"
    if any(longest_place(name.tokens, at) for at in range(name.first, name.last)) or _is_where(name):
        yield "a place"


def _is_where(name: _Name) -> bool:
    """Whether it begins as places do, behind a word for where: "an Lans Lawivyè"."""
    first = name.tokens[name.first]
    return name.word(name.first - 1) in _listed("where") and is_a_head(name.text[first.start : first.end])


def _around(name: _Name) -> Iterator[str]:
    """What stands right before it."""
    opening, closing = name.before.strip(" ")[-1:], name.after.strip(" ")[:1]
    if opening in _QUOTES and closing in _QUOTES | _SET_OFF:
        yield "in quotes"
    at = name.first - 1
    before = "" if opening and opening not in _QUOTES else name.word(at)
    if before in vessel_words("articles") - _listed("of"):
        yield "an article"
        at, before = at - 1, name.word(at - 1)
    if before in _listed("of"):
        owned = {name.word(at - 1), name.word(at - 2)}
        yield from (sign for sign in ("parts", "hands", "aboard") if owned & _listed(sign))
    else:
        yield from (sign for sign in ("aboard", "on", "elsewhere", "titles") if before in _listed(sign))


def _behind(name: _Name) -> Iterator[str]:
    """What stands right after it."""
    closing = name.after.strip(" ")[:1]
    follows = [name.word(place) for place in range(name.last, name.last + 6)]
    if follows[0] in _boats() and closing not in _SET_OFF:
        yield "a boat after it"
    if follows[0] in vessel_words("no_boat") | _listed("no_boat"):
        yield "another thing after it"
    if set(follows) & _listed("mooring"):
        yield "at its mooring"
    if set(follows[:3]) & _listed("painted"):
        yield "painted"
    lands = follows[0] in _listed("lands") and name.word(name.first - 1) in vessel_words("articles")
    if lands and (len(name.words) > 1 or not is_ordinary(name.words[0])):
        yield "it lands goods"
    if follows[0] in _listed("sails") or (follows[0] in ("ka", "ap") and follows[1] in _listed("sails")):
        yield "it sails"


def _beside(name: _Name, boats: Sequence[int], sea: Sequence[int]) -> Iterator[str]:
    """Boats and the sea near by, and a boat that this is said to be the name of."""
    tokens = name.tokens
    if any(_gap(name, tokens[at]) <= _NEAR for at in boats):
        yield "a boat near by"
    elif any(_gap(name, tokens[at]) <= _AT_SEA for at in sea):
        yield "the sea near by"
    else:
        yield "no sea near by"
    last = max((at for at in boats if name.first - _BEFORE <= at < name.first), default=None)
    if last is None:
        return
    between = {token.text for token in tokens[last + 1 : name.first]}
    told = between & _listed("is") and between <= vessel_words("skip") | vessel_words("named") | _listed("is")
    colon = not between and ":" in name.before
    if colon or (told and tokens[last].clause == tokens[name.first].clause):
        yield "the boat is"
    elif not between and name.before == " ":
        yield "right after a boat"
    elif name.before.strip(" ")[-1:] in _SET_OFF and name.after.strip(" ")[:1] in (*_SET_OFF, "", "\n"):
        yield "set off"


def _gap(name: _Name, token: Token) -> int:
    return max(name.start - token.end, token.start - name.end)


@cache
def vessel_words(name: str) -> frozenset[str]:
    """Return the words of this list in rules/entities.toml under `vessels`."""
    return frozenset(rules("entities")["vessels"][name].split())


@cache
def _people(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["people"][name].split())


def _boats() -> frozenset[str]:
    return vessel_words("words")


@cache
def _sea() -> frozenset[str]:
    return vessel_words("sea") | _listed("parts") | _listed("hands")


def _small() -> frozenset[str]:
    return _people("not")
