"""Wishes for silence around which somebody begs, prefers or mistypes, and tips in the same words."""

import tomllib
from pathlib import Path
from time import process_time

import pytest

from reports.phone.clauses import clauses_of
from reports.phone.plainer import plainer
from reports.phone.wording import wish
from tests.phone.silenced import assert_silenced
from tests.tables import each_of

SAID = {
    kind: said.strip().splitlines()
    for kind, said in tomllib.loads(Path(__file__).with_name("plainer.toml").read_text("utf-8")).items()
}


@each_of(SAID["wish"] + SAID["mended"])
def test_a_wish_that_is_begged_for_preferred_or_mistyped_is_heard(said: str) -> None:
    assert_silenced(said)


@each_of(SAID["tip"])
def test_a_tip_in_the_same_words_is_answered(said: str) -> None:
    assert wish(said) is None


@each_of(
    [
        ("i'd much rather you did not ever write back", "please dont write back"),
        ("no respnse plz", "no response plz"),
        ("they have guns dont reply thanks", "they have guns | dont reply thanks"),
        ("they dont reply to me thanks", "they dont reply to me thanks"),
        ("no contestan", "no contestan"),
        ("he signed a contract", "he signed a contract"),
    ]
)
def test_only_what_tells_a_wish_is_put_in_plainer_words(said: str, plain: str) -> None:
    found = " | ".join(one.words for one in plainer(clauses_of(said)))
    assert found.removeprefix(": ") == plain


@pytest.mark.parametrize("piece", ["i would much rather you ", "i beg you ", "no me ", "dont ever ", "please ", "a b "])
def test_a_hostile_text_takes_little_time(piece: str) -> None:
    plainer(clauses_of("once"))
    begun = process_time()
    plainer(clauses_of(piece * (20_000 // len(piece))))
    assert process_time() - begun < 5
