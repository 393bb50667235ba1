"""Patterns match in one way only, and no text that is put together from their own words takes long."""

import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reports.phone import own_words, refusal, requests, silence, watched
from reports.phone.patterns import one_way
from tests.phone.hostile import hostile_to

LONG = 0.25  # seconds of CPU for one pattern; without one_way some texts take hours
TOLD = {"plain", "home", "here", "unless", "but", "near", "open", "clear", "command", "bare", "away", "parting"}
TOLD |= {"reason", "within", "other", "answer", "come", "missing"}
MODULES = {"silence": silence, "watched": watched, "own_words": own_words, "refusal": refusal, "requests": requests}


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("(?:a |a b )*c", "(?:(?>(?:a b |a )))*c"),
        ("(?: (?:no|no text))+", "(?:(?>(?: (?:no text|no))(?![^ ])))+"),
        ("(?:(?>a )){0,5}?b", "(?:(?>a )){0,5}?b"),
        (r"(?:\(|b )* (?:a)?(?:b){0,2}(?:c)*+", r"(?:(?>(?:\(|b )))* (?:a)?(?:b){0,2}(?:c)*+"),
    ],
)
def test_each_round_of_what_is_repeated_often_matches_in_one_way(written: str, made: str) -> None:
    assert one_way(written) == made


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_text_of_a_patterns_own_words_takes_long(name: str, seed: int) -> None:
    dice = random.Random(seed)
    for language, kind, pattern in _patterns(name):
        count = 12 * max(1, len(pattern.pattern) // 20_000) if kind in TOLD else 4
        for said in hostile_to(pattern.pattern, dice, min(count, 150)):
            with _no_longer_than(LONG, f"{language} {kind}: {said}"):
                list(pattern.finditer(said))


def test_nothing_left_unsaid_many_times_holds_no_process() -> None:
    """Each six words more took fifteen times as long: thirty of them five minutes."""
    silence.wish_for_silence("")
    with _no_longer_than(1, "no reply no text no call"):
        silence.wish_for_silence("no reply no text no call " * 60 + "boat")


def _patterns(name: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    for one in MODULES[name]._languages():
        for kind in one.__slots__:
            if isinstance(pattern := getattr(one, kind), re.Pattern):
                yield one.name, kind, pattern


@contextmanager
def _no_longer_than(seconds: float, said: str) -> Iterator[None]:
    """Break off what takes longer: the time is the CPU's, and a pattern that searches lets a signal through."""

    def too_long(*_: object) -> None:
        raise AssertionError(said)

    before = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
