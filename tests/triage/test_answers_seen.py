"""Typed answers are looked through once, and the process keeps no word of them."""

import pytest

from reports.triage import answers_seen
from reports.triage.answers_seen import giveaways
from reports.triage.warning import giveaways as looked_for


@pytest.fixture(autouse=True)
def _nothing_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_seen, "_found", {})


def test_an_answer_is_looked_through_once_and_no_word_of_it_is_kept() -> None:
    answer, other = "behind my cousin Zabriko's shop", "behind my cousin Zabriko's bakery"
    first = giveaways(answer)
    assert first == looked_for(answer) != []
    first.clear()
    assert giveaways(answer) == looked_for(answer), "whoever changes what he was given changes it for nobody else"
    assert len(answers_seen._found) == 1
    assert giveaways(other) == looked_for(other)
    assert [len(digest) for digest in answers_seen._found] == [32, 32]
    assert "zabriko" not in repr(answers_seen._found).casefold()


def test_what_is_known_of_answers_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_seen, "_MOST", 3)
    for number in range(5):
        assert giveaways(f"my house number {number}") == looked_for(f"my house number {number}")
    assert len(answers_seen._found) <= 3
