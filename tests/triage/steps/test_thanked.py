"""An agency's answer that thanks who gave it the copy, or says that he was told, takes nothing from anybody.

tips/of_agencies.tsv: a part, whether the answer is kind or leaves a doubt, and a made-up text. The part `last` was
written after the rules: when first read eight of its twenty kind ones were heard as such, and one of its forty others.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.kept_from import THANKED
from reports.triage import pipeline
from reports.triage.assessment import Assessment, KnownOfficer, TipText
from reports.triage.pipeline import run
from tests.tables import each_of

_TIPS = Path(__file__).parents[1] / "tips"
_CALLED = {"Narcotics": "narcotics", "General Duty": "general", "Major Crime": "major-crime"}
_OFFICERS = (
    KnownOfficer("Anton Jules", "J", units=frozenset({"narcotics", "general"})),
    KnownOfficer("Marcia Reid", "R", units=frozenset({"narcotics", "major-crime"})),
    KnownOfficer("Rita Felix", "F", units=frozenset({"narcotics", "vulnerable-persons"})),
    KnownOfficer("Ian Charles", "C", frozenset({"standards"}), frozenset({"standards"})),
)
_THANKS = "Thanks to Constable Reid for the lead. "
_AMBIGUOUS = "Thanks to Constable Reid. 3 kg seized, 2 kg charged."


def _answer(text: str, *, gave_copy: frozenset[str] | None = frozenset("JRF"), bore_fruit: bool = True) -> TipText:
    tip = TipText(text=text, answers={}, channel="", in_danger=False, language_hint="en", officers=_OFFICERS)
    tip = replace(tip, here="narcotics", duty="general", called=tuple(_CALLED), called_of=_CALLED)
    return replace(tip, gave_copy=gave_copy, bore_fruit=bore_fruit)


def _is_spared(told: Assessment) -> bool:
    return bool(told.of(THANKED)) and not told.conflict_of_interest and not told.named


def _rows(name: str) -> list[list[str]]:
    rows = (_TIPS / name).read_text("utf-8").splitlines()
    return [row.split("\t") for row in rows if not row.startswith("#")]


def test_kind_answers_are_heard_as_such() -> None:
    kind = [(part, _is_spared(run(_answer(text)))) for part, said, text in _rows("of_agencies.tsv") if said == "kind"]
    assert sum(spared for part, spared in kind if part == "seen") >= 37
    assert sum(spared for part, spared in kind if part == "last") >= 16


def test_an_answer_that_leaves_a_doubt_is_about_whom_it_names() -> None:
    doubts = [text for _, said, text in _rows("of_agencies.tsv") if said == "doubt"]
    assert [text for text in doubts if _is_spared(run(_answer(text)))] == [_AMBIGUOUS]


def test_nothing_that_accuses_is_heard_as_thanks_whatever_stands_before_and_behind_it() -> None:
    accusing = [text for who, _, text in _rows("accusing_kept.tsv") if who != "-"]
    accusing += [text for _, _, accuses, text in _rows("of_the_police.tsv") if accuses == "yes"]
    accusing += [text for _, accuses, text in _rows("units_accused.tsv") if accuses == "yes"]
    framed = [f"{_THANKS}{text}. Officer Jules was told." for text in accusing]
    assert [text for text in (*accusing, *framed) if _is_spared(run(_answer(text)))] == []
    assert len(accusing) > 350


@each_of([None, frozenset("JF")])
def test_thanks_to_who_gave_no_copy_are_about_him(gave_copy: frozenset[str] | None) -> None:
    told = run(_answer(f"{_THANKS}We stopped the boat.", gave_copy=gave_copy))
    assert (told.unit, told.conflict_of_interest, told.named) == ("standards", True, {"R"})


def test_who_was_told_is_spared_only_where_the_form_says_that_something_came_of_it() -> None:
    text = "Found him in the yard. Officer Jules was told."
    assert _is_spared(run(_answer(text)))
    told = run(_answer(text, bore_fruit=False))
    assert (told.unit, told.named) == ("standards", {"J"})
    assert _is_spared(run(_answer(f"{_THANKS}We stopped the boat.", bore_fruit=False)))


def test_what_fails_in_looking_for_thanks_leaves_the_answer_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_tip: TipText) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "thanked", fails)
    assert run(_answer(_THANKS)).conflict_of_interest
