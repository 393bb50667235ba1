"""A file of tips is judged line by line, with no database at hand."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands.triage_file import Command

TIPS = [
    {"id": "a", "channel": "web", "text": "Two men robbed the bakery in Soufriere and ran off to the hill", "odd": [1]},
    {"id": 7, "channel": "sms", "text": "TWO MEN ROBBED THE BAKERY IN SOUFRIERE and ran off to the hill!"},
    {"id": "c", "channel": "web", "text": "He drives", "in_danger": True, "answers": {"category": "drugs"}},
]


def _judge(folder: Path, lines: list[str], told: StringIO | None = None) -> list[dict[str, Any]]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    try:
        call_command(Command(), input=source, output=target, stderr=told or StringIO())
    finally:
        judged = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    return judged


def test_every_record_is_judged_in_the_order_of_the_file(tmp_path: Path) -> None:
    first, second, third = _judge(tmp_path, [json.dumps(tip) for tip in TIPS])
    assert [one["id"] for one in (first, second, third)] == ["a", 7, "c"]
    assert first["language"] == "en"
    assert first["categories"][0]["category"] == "robbery"
    term = first["categories"][0]["terms"][0]
    assert "robbed" in str(TIPS[0]["text"])[term["start"] : term["end"]]
    assert {"type": "place", "start": 29, "end": 38} in first["entities"]
    assert (third["urgency"], third["urgency_terms"][0]["end"]) == ("immediate", 0)
    assert third["categories"][0]["category"] == "drugs"
    assert all(0 <= one["junk"] <= 1 and one["milliseconds"] >= 0 for one in (first, second, third))


def test_a_label_is_never_taken_for_the_choice_of_the_tipster(tmp_path: Path) -> None:
    bare = {"id": "a", "channel": "sms", "text": "Castries 7 9"}
    labels = {"language": "fr", "categories": ["drugs"], "urgency": "immediate"}
    records = (bare, bare | labels, bare | {"language_hint": "fr"})
    told, labelled, chosen = _judge(tmp_path, [json.dumps(record) for record in records])
    assert (told["language"], labelled["language"], chosen["language"]) == ("unsure", "unsure", "fr")
    assert all(labelled[name] == told[name] for name in ("categories", "urgency"))


def test_a_likeness_names_the_earlier_record(tmp_path: Path) -> None:
    first, second, third = _judge(tmp_path, [json.dumps(tip) for tip in TIPS])
    assert first["duplicates"] == third["duplicates"] == []
    assert [like["id"] for like in second["duplicates"]] == ["a"]
    assert second["duplicates"][0]["why"]


def test_a_broken_line_is_told_of_and_the_rest_goes_on(tmp_path: Path) -> None:
    told = StringIO()
    lines = ["{", "[]", '{"id": "x", "channel": "web"}', "", json.dumps(TIPS[0])]
    with pytest.raises(CommandError, match="3 lines"):
        _judge(tmp_path, lines, told)
    assert [line.split(":")[0] for line in told.getvalue().splitlines()] == ["line 1", "line 2", "line 3"]
    judged = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in judged] == ["a"]


def test_half_a_character_is_no_reason_to_stop(tmp_path: Path) -> None:
    (judged,) = _judge(tmp_path, ['{"id": "s", "channel": "sms", "text": "he sell \\ud83d weed"}'])
    assert judged["categories"][0]["category"] == "drugs"
