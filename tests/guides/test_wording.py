"""Answers in words: nothing that was said is left out, and signs of trafficking are weighed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.guides import categories, few_know, guide, guide_as_it_was, in_words, loading, typed, weighed
from reports.guides.loading import DATA
from reports.guides.wording import _labelled

ids = st.sampled_from([key for category in categories() for key in dict(_labelled(guide(category)))])


@given(st.dictionaries(st.one_of(ids, st.text(max_size=8)), st.text(max_size=8), max_size=8))
def test_every_answer_is_told_whatever_it_is(answers: dict[str, str]) -> None:
    assert len(in_words(answers)) == len(answers)


def test_answers_are_told_as_they_were_asked() -> None:
    told = in_words({"category": "drugs", "person.2.armed": "yes", "drugs.kind": "crack,cannabis", "danger": "unknown"})
    assert told == [
        ("What is it about?", "Drugs"),
        ("Is somebody in danger right now?", "I do not know"),
        ("Which drugs?", "Crack, Cannabis (weed)"),
        ("A person 2: Does this person carry a weapon?", "Yes"),
    ]


def test_the_answers_of_an_old_tip_are_still_told() -> None:
    old = {"category": "fraud", "place": "Dennery", "when": "Fridays", "danger": "no", "shoe_size": "44"}
    assert in_words(old)[-1] == ("shoe_size", "44")
    assert ("Where?", "Dennery") in in_words(old)


def test_answers_to_another_category_keep_their_question() -> None:
    assert in_words({"category": "theft", "drugs.stash": "the roof"})[-1] == ("Where are the drugs hidden?", "the roof")


def test_what_a_file_told_is_told_with_its_number() -> None:
    told = in_words({"file.2.place": "13.9, -60.9", "file.x": "y"})
    assert told == [("Where a file was made, as it says (2)", "13.9, -60.9"), ("file.x", "y")]


def test_typed_answers_are_told_from_ticked_ones() -> None:
    """Also what a house asks; but neither an id that a face wrote nor what tells of the source or of a file."""
    own = {"person.2.name": "Fish", "place": "by the yes shop", "drugs.asked_here": "no", "hazards.1.more": "no, yes"}
    others = {
        "category": "drugs", "notice": "12", "danger": "no", "place.district": "castries",
        "hazards.1.what": "dogs,guns", "how_known": "saw", "file.1.place": "13.9, -60.9", "recording.heard": "machine",
        "when": " ",
    }  # fmt: skip
    assert typed({**others, **own}) == own


def test_signs_of_trafficking_weigh() -> None:
    answers = {"category": "human_trafficking", "human_trafficking.movement": "locked,watched"}
    found = weighed(answers)
    assert found["hard"] == ("human_trafficking.movement:locked",)
    assert found["medium"] == ("human_trafficking.movement:watched",)
    assert weighed({"category": "theft"}) == {}


def test_a_sign_of_two_parts_weighs_only_with_both() -> None:
    def hard(**ticked: str) -> tuple[str, ...]:
        answers = {f"human_trafficking.{name}": each for name, each in ticked.items()}
        return weighed({"category": "human_trafficking", **answers})["hard"]

    assert hard(kinds="sex,labour", minors="yes") == ("human_trafficking.kinds:sex + human_trafficking.minors:yes",)
    assert hard(kinds="sex,child") == ("human_trafficking.kinds:sex + human_trafficking.kinds:child",)
    assert hard(kinds="sex", minors="no") == hard(kinds="labour,child", minors="yes") == ()


def test_a_tip_is_shown_with_the_questions_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guide that asks something else has a new version, and its old file is kept beside it."""
    old = (DATA / "drugs.toml").read_text().replace("Where are the drugs hidden?", "Where is the stash?")
    (tmp_path / "drugs.0.toml").write_text(old.replace("version = 1", "version = 0").replace("crack = ", "stone = "))
    monkeypatch.setattr(loading, "PAST", tmp_path)
    answers = {"category": "drugs", "drugs.stash": "the roof", "drugs.kind": "stone", "theft.now": "a stall"}
    then, now = (
        dict(in_words(answers, asked=guide_as_it_was("drugs 0.1"))),
        dict(in_words(answers, asked=guide("drugs"))),
    )
    assert (then["Where is the stash?"], then["Which drugs?"]) == ("the roof", "Crack")
    assert now["Where are the drugs hidden?"] == "the roof"
    assert then["Where is it now?"] == now["Where is it now?"] == "a stall"
    assert dict(in_words(answers, asked=guide_as_it_was("drugs 77.88"))) == dict(in_words(answers)) == now


def test_one_or_a_few_who_could_know_are_few_and_no_answer_is_not() -> None:
    said = {answer: few_know({"how_many_know": answer}) for answer in ("me", "few", "many", "unknown")}
    assert said == {"me": True, "few": True, "many": False, "unknown": False}
    assert not few_know({})
