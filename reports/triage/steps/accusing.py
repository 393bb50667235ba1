"""Whether a tip reads like one that accuses police, though no rule says so: "them that burn the weed on TV kept it".

Rules know units by what they are called and police by their words; people hint. A linear model weighs pieces of words,
words near each other and the ideas that the rules know, against tips that accuse nobody of the police. What it finds
says no wrong outright: it decides only who reads the tip first.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.kept_from import READS_LIKE
from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.letters import pieces_of, weights
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token

NOBODY, _POLICE = "nobody", "police"
"""Classes of the model: who is accused. The others are `standards` and `oversight`, as units are told apart."""
_LONGEST = 24
_MOST_WORDS = 1500
"""Words that are looked at of a text."""
_FEWEST = 14
"""Words below which a text is weighed as one of so many: a feature of three words says less than its share."""


class Accusing(NamedTuple):
    """How far a text stands above one that accuses nobody of the police, whom it accuses, and its strongest words.

    `is_sure`: so surely standards or oversight that words against other police beside it change nothing.
    """

    margin: float
    whom: str
    is_sure: bool
    words: tuple[tuple[int, int], ...]


def read_as_accusing(draft: Draft, *, is_heard: bool) -> Accusing | None:
    """Return how a tip reads that accuses police, or None where it does not.

    Where it `is_heard` that whom it names is only turned to, a story alone counts that reads so plainly. What is typed
    into the form's fields is read by itself, and has no words to show.
    """
    least, part = rules("accusing")["where_heard" if is_heard else "elsewhere"], rules("accusing")["part"]
    for read in draft.texts:
        length = min(len(read.tokens), _MOST_WORDS)
        parts = range(0, length - part["step"], part["step"]) if length > part["words"] else ()
        places = [(0, length, 0.0), *((at, min(length, at + part["words"]), part["more"]) for at in parts)]
        weighed = ((weigh(read, first, last), more) for first, last, more in places if last - first >= least["words"])
        found = next((one for one, more in weighed if one.margin >= least["from"] + more), None)
        if found:
            return found if read is draft else found._replace(words=((0, 0),))
    return None


def spans_of(found: Accusing) -> Iterator[Span]:
    """Yield the strongest words; they say no wrong outright, so they weigh nothing."""
    yield from (Span(start, end, READS_LIKE, 0.0) for start, end in found.words or ((0, 0),))


def features(read: Draft, first: int = 0, last: int = _MOST_WORDS) -> dict[str, tuple[float, int]]:
    """Return what is weighed of a part of a text: by name its strength, and the place of the word it comes from first.

    The strength falls with the number of words, so that length alone is no reason.
    """
    found: dict[str, int] = {}
    tokens = read.tokens[first:last]
    for at, name in _named(tokens):
        found.setdefault(name, first + at)
    for idea, hits in read.any_words.items():
        said = next((hit.first for hit in hits if first <= hit.first < last), None)
        if said is not None:
            found[f"idea {idea}"] = said
    strength = 1 / math.sqrt(max(_FEWEST, len(tokens)))
    return {name: (strength, at) for name, at in found.items()}


def _named(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    words = ["".join("0" if letter.isdigit() else letter for letter in token.text[:_LONGEST]) for token in tokens]
    for at, word in enumerate(words):
        for piece in pieces_of(word):
            yield at, piece
        for before in range(max(0, at - 2), at):
            yield at, f"{words[before]} {word}" if before == at - 1 else f"{words[before]} _ {word}"


def weigh(read: Draft, first: int = 0, last: int = _MOST_WORDS) -> Accusing:
    """Weigh one text, or a part of it."""
    model = weights("accusing")
    sums, by_word = list(model.bias), defaultdict[int, float](float)
    nobody = model.classes.index(NOBODY)
    for name, (strength, at) in features(read, first, last).items():
        if row := model.pieces.get(name):
            added = [number * model.scale * strength for number in row]
            sums = [one + more for one, more in zip(sums, added, strict=True)]
            by_word[at] += max(added) - added[nobody]
    others = [(value, name) for value, name in zip(sums, model.classes, strict=True) if name != NOBODY]
    most = max(value for value, _ in others)
    together = most + math.log(sum(math.exp(value - most) for value, _ in others))
    strongest = sorted(by_word, key=lambda at: (-by_word[at], at))[:5]
    places = tuple((read.tokens[at].start, read.tokens[at].end) for at in strongest if by_word[at] > 0)
    police = sums[model.classes.index(_POLICE)]
    apart, whom = max((value, name) for value, name in others if name != _POLICE)
    over, least = apart - police, rules("accusing")["apart"]
    whom = whom if over >= least["from"] else _POLICE
    return Accusing(together - sums[nobody], whom, over >= least["sure"], places)
