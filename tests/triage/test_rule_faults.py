"""A slip of the pen in the files of rules stops nobody, and is told with its file and line."""

import subprocess
import sys
from pathlib import Path

import pytest

from reports.triage import rule_faults
from reports.triage.rule_faults import faults
from reports.triage.steps import matching, rule_files
from reports.triage.steps.lexicon import Lexicon, Term, ever_matches
from reports.triage.steps.matching import ideas_of, rule_of
from reports.triage.steps.rule_files import RulesUnread, contents_of
from tests.tables import each_of

_SLIPS = {
    "words/first.toml": '[sells]\nen = """\nselling, _ selling,\nsold *"""\nfr = "vend"\ngr = "poulai"\n',
    "words/second.toml": '[sells]\nes = "vende"\n\n[weed]\nen = ["weed"]\n',
    "urgency.toml": 'rules = [\n  ["immediate", 3.0, "sells + weeed"],\n  ["immediate", "much", "sells"],\n]\n',
    "junk.toml": 'terms = [\n  {means = "advert", language = "en", weight = 1.0, words = ["won",\n  "_"]},\n]\n',
    "signs.toml": "rules = [\n  oh\n",
}


@pytest.fixture
def slips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of rules with slips of the pen, read in place of ours."""
    folder = tmp_path / "rules"
    for name, text in _SLIPS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    monkeypatch.setattr(rule_faults, "rule_files", lambda: sorted(folder.rglob("*.toml")))
    return folder


def test_our_own_rules_have_no_fault() -> None:
    assert list(faults()) == []


def test_each_slip_is_told_with_its_file_and_line(slips: Path) -> None:
    told = list(faults())
    assert [each.split(": ")[0] for each in told[1:]] == [
        "rules/words/first.toml, line 3",
        "rules/words/first.toml, line 4",
        "rules/words/first.toml, line 6",
        "rules/words/second.toml, line 1",
        "rules/words/second.toml, line 5",
        "rules/junk.toml, line 3",
        "rules/urgency.toml, line 2",
        "rules/urgency.toml, line 3",
    ]
    assert told[0].startswith("rules/signs.toml: ")
    assert "line 2" in told[0]
    assert "'weeed', which no file of words has" in told[-2]


@each_of(["_ selling", "sold *x", "*", "...", "keep _ _ him"])
def test_a_phrase_that_never_matches_is_known(phrase: str) -> None:
    assert not ever_matches(phrase)
    with pytest.raises(ValueError, match="never matches"):
        Lexicon([Term("words", "sells", "en", 1.0, phrase)])


def test_a_rule_goes_on_without_an_idea_that_has_no_words() -> None:
    rule = rule_of(["immediate", 3.0, "gun|weeed + now / 12 - habit|oops @ beats / 9"])
    assert rule is not None
    assert (rule.parts, rule.unless, rule.unless_with) == ((("gun",), ("now",)), ("habit",), ("beats",))


def test_what_would_hush_everywhere_for_want_of_its_words_hushes_nowhere() -> None:
    rule = rule_of(["immediate", 3.0, "gun + now - habit @ oops"])
    assert rule is not None
    assert rule.unless == ()


@each_of([["immediate", 3.0, "weeed + now"], ["immediate", "much", "gun"], ["gun"], "gun", ["immediate", 3.0, ""], 3])
def test_what_is_no_rule_is_left_out(entry: object) -> None:
    assert rule_of(entry) is None


def test_the_ideas_of_a_rule_are_read_as_they_are_written() -> None:
    assert ideas_of("beats! + now|soon > 3 gun / 12 - habit @ robs / 16") == (
        "beats",
        "now",
        "soon",
        "gun",
        "habit",
        "robs",
    )


def test_a_file_that_nobody_can_read_stops_the_worker_with_its_name_and_line(tmp_path: Path) -> None:
    """In a process of its own, whose rules lie in a copy: Celery would swallow any other error of the start."""
    told = subprocess.run(
        [sys.executable, "-c", _START, str(_broken(tmp_path))], capture_output=True, text=True, check=False, timeout=120
    )
    assert told.returncode == 1
    assert told.stderr.startswith(
        "A file of rules cannot be read, so the worker does not start: rules/words/home.toml: "
    )
    assert "line 3" in told.stderr


_START = """
import sys, types
from pathlib import Path
from reports.triage import pipeline
from tipline.celery import app, _read_the_rules_before_the_processes_part as begin
pipeline.rule_files = lambda: [Path(sys.argv[1])]
queues = types.SimpleNamespace(consume_from={"arrivals": None})
begin(types.SimpleNamespace(app=types.SimpleNamespace(amqp=types.SimpleNamespace(queues=queues))))
"""


def _broken(folder: Path) -> Path:
    path = folder / "rules" / "words" / "home.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[rape]\nen = "rape"\nfr = viol\n', "utf-8")
    return path


def test_a_file_is_named_by_its_place_among_the_rules(tmp_path: Path) -> None:
    with pytest.raises(RulesUnread, match=r"^rules/words/home\.toml: .*line 3"):
        contents_of(_broken(tmp_path))
    assert rule_files.named(_broken(tmp_path / "again")) == "rules/words/home.toml"
    assert matching.rulebook("urgency")
