"""A word of ours that stands before or behind a tip: how it is told from words that belong to the tip."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from reports.phone.clauses import bare, clauses_of
from reports.phone.unanswered import somebody_lies_there

APART = re.compile(r"[.;:!\u2026]+|,\s|\s*[\-\u2013\u2014*/]+\s")
_SENTENCE = 4  # words of ours that nobody begins a tip with
_FULL_STOP = re.compile(r"[.;:!?\n\u2026][^\w]*$|\s[-\u2013\u2014*]+\s*$")


@dataclass(frozen=True, slots=True)
class LastWord:
    """The last word of a text. `told`: what stands before it. `is_apart`: a mark ends that; a comma does not.

    `is_shouted`: in capitals, and what stands before it is not, or does not belong to it.
    """

    told: str = field(repr=False)
    word: str
    is_apart: bool
    is_shouted: bool


def last_word(said: str, polite: Collection[str], keeps: Collection[str]) -> LastWord | None:
    """Return the last word of a text that says more, as it was typed; how often it is repeated and a "please" aside.

    `keeps`: words behind which it belongs to what is told.
    """
    word, rest = "", said.strip()
    for found in reversed([*re.finditer(r"\w+", rest)]):
        if "?" in rest[found.end() :] or (word and bare(found[0]) != bare(word)):
            break
        word = word if bare(found[0]) in polite else found[0]
        rest = rest[: found.start()]
    if not word or not bare(rest):
        return None
    is_kept = bare(rest).split()[-1] in keeps
    shouted = is_shouted(word, rest) or (word.isupper() and not is_kept)
    return LastWord(rest.strip(), word, _FULL_STOP.search(rest) is not None, shouted)


def is_new(typed: str, rest: str) -> bool:
    """In capitals, as we print it, and before a word that is not: "NEW YORK guy" and "NEW, BIGGER BOAT" are tips."""
    if not is_shouted(typed, rest):
        return False
    mark, follows = APART.match(rest), next(re.finditer(r"\w+", rest))[0]
    is_name = len(follows) > 1 and follows.isupper()
    return (mark is not None and not mark[0].startswith(",")) or (rest[:1].isspace() and not is_name)


def is_shouted(typed: str, rest: str) -> bool:
    """Whether a word is in capitals and what stands beside it is not."""
    return typed.isupper() and not rest.isupper()


def is_quiet(typed: str, rest: str, listed: Mapping[str, Collection[str]]) -> bool:
    """Tell the wish from words that begin a tip. Typed in capitals, as we print it, or before "he", it is the wish.

    When in doubt it is: a text that rings beside the wrong person unmasks, and a receipt can be asked for later. But
    "No answer. They moved" and "Don't answer him" tell something. `listed`: [quiet_or_tip] of words.toml.
    """
    phrase, mark = bare(typed), APART.match(rest)
    if phrase in listed["told"]:
        return mark is not None and is_shouted(typed, rest) and not tells_of_silence(phrase, rest, listed)
    is_clear = phrase not in listed["words"]
    follows, length = bare(rest).split()[0], len(phrase.split())
    if mark is None and length > 1 and follows in listed["objects"]:
        return False
    is_going_on = follows in listed["then"]
    if mark is None and length == 1 and not is_going_on:
        is_alone = typed.isupper() and not rest.split()[0].isupper()
        return rest[:1].isspace() and (is_clear or is_alone or follows in listed["articles"])
    if mark is None:
        return length >= _SENTENCE or is_going_on
    return is_clear or not mark[0].startswith(",") or is_going_on or is_shouted(typed, rest)


def tells_of_silence(phrase: str, rest: str, listed: Mapping[str, Collection[str]]) -> bool:
    """Whether it tells of who lies there and does not answer: "NO ANSWER. she is on the floor"."""
    return phrase in listed["told"] and somebody_lies_there(clauses_of(rest))
