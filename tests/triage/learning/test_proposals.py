"""Words for the lists: shown to the officer alone, without what could name anybody, and kept when he chose them."""

import pytest

from reports.models import ProposedTerm
from reports.triage.assessment import TipText
from reports.triage.learning.proposals import NotAProposal, candidate_words, propose
from reports.triage.pipeline import run
from tests.conftest import House


def candidates(text: str) -> list[str]:
    tip = TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="")
    return candidate_words(text, run(tip))


def test_a_word_that_no_list_has_is_shown() -> None:
    assert "zibblewort" in candidates("They hide zibblewort in the drums")


def test_names_numbers_and_known_words_are_not_shown() -> None:
    shown = candidates("my brother Tyrone sells cocaine in Dennery, call 758 484 1234")
    assert not {"tyrone", "Tyrone", "cocaine", "dennery", "758", "brother"} & set(shown)


def test_a_proposal_counts_how_often_it_came(house: House) -> None:
    for _ in range(2):
        propose(["zibblewort"], category="drugs", language="en", by=house.officer("reid"))
    assert ProposedTerm.objects.get().times == 2


@pytest.mark.parametrize("word", ["two words", "Name", "x", "7584841234", "a" * 31])
def test_nothing_but_a_plain_word_is_kept(house: House, word: str) -> None:
    with pytest.raises(NotAProposal):
        propose([word], category="drugs", language="en", by=house.officer("reid"))
    with pytest.raises(NotAProposal):
        propose(["zibblewort"], category="politics", language="en", by=house.officer("reid"))
