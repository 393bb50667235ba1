"""Somebody inside passes on what he was told, or who told it: "told the drug man that I came in", "gave out my number".

What is told to the tipster himself, or that somebody should come, is an officer's work.
"""

from collections.abc import Sequence

from reports.triage.steps.of_units import listed
from reports.triage.steps.wording import Token

_SAID = 14  # words in which it is said what is passed on
_TO = 4  # words in which it is said to whom


def passed_on(tokens: Sequence[Token], at: int) -> int | None:
    """Return the word after what is passed on by a verb at `at`; None where the verb there is another, or harmless."""
    words = [token.text for token in tokens[at + 1 : at + 1 + _SAID] if token.clause == tokens[at].clause]
    if not words or words[0] in listed("to_oneself"):
        return None
    found = [
        _said(words) if tokens[at].text in listed("tells") else None,
        _rung(words) if tokens[at].text in listed("rings") else None,
        _given(tokens[at].text, words) if tokens[at].text in listed("gives") else None,
    ]
    ends = [at + 1 + end for end in found if end]
    return max(ends, default=None)


def _said(words: Sequence[str]) -> int | None:
    """To a criminal whatever it is, to anybody else of the tipster; but not that he should come or stay away."""
    head = words[:_TO]
    asked = next((place for place, word in enumerate(head[1:], 1) if word in listed("asked_to")), None)
    if asked is not None and listed("flees").isdisjoint(words[asked + 1 : asked + 2]):
        return None
    if asked is not None or _is_in(head, "criminals"):
        return len(head)
    return None if _is_in(words[:2], "officials") else _of_the_tipster(words) or _of_a_raid(words)


def _rung(words: Sequence[str]) -> int | None:
    """A criminal, or somebody else at what the tipster did; who is called in is to be heard."""
    head = words[:_TO]
    if _is_in(head, "called_in") or _is_in(words[:2], "officials"):
        return None
    return (
        len(head)
        if _is_in(head, "criminals")
        else _is_in(head, "those_near") and (_of_the_tipster(words) or _of_a_raid(words))
    )


def _given(verb: str, words: Sequence[str]) -> int | None:
    """Names, or what was told, to somebody who is no officer."""
    told = next((place for place, word in enumerate(words) if word in listed("what_is_told")), None)
    told = told if told is not None else _of_the_tipster(words)
    is_handed = _is_in(words, "criminals") or _is_in(words, "those_near") or _is_in((verb, *words[:_TO]), "handed")
    return told + 1 if told is not None and is_handed else None


def _of_the_tipster(words: Sequence[str]) -> int | None:
    """Where the tipster speaks of himself, but not of what he must do, nor of "my mother" alone."""
    for place, (before, word, ahead) in enumerate(zip(("", *words), words, (*words[1:], ""), strict=False)):
        is_kin = word in listed("tipster_or_his") and before in listed("those_near")
        if word in listed("tipster") and ahead and not is_kin and ahead not in listed("duties"):
            return place + 1
        if word in listed("his_own") and ahead in listed("what_is_told"):
            return place + 2
    return None


def _of_a_raid(words: Sequence[str]) -> int | None:
    """Where it is said when, so that they may run: "texting the boys when they coming"."""
    place = next((place for place, word in enumerate(words) if place and word in listed("raids")), None)
    return place + 1 if place else None


def _is_in(words: Sequence[str], named: str) -> bool:
    return not listed(named).isdisjoint(words)
