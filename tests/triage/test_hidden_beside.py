"""Somebody in danger beside words that may mean something harmless: another's age, a jumper, a boot, a tank of water.

tips/hidden_beside.tsv has a language and a made-up text. None of them rang by the rules before they were written,
where such words hid the person who stands beside them or no rule knew of a child in a cistern.
"""

from pathlib import Path

from tests.tables import each_of
from tests.triage.tips import judge

_TABLE = Path(__file__).parent / "tips" / "hidden_beside.tsv"
_ROWS = [row.split("\t") for row in _TABLE.read_text("utf-8").splitlines()]


@each_of(["en", "acf", "fr", "es", "ht"])
def test_words_of_another_sense_hide_nobody_in_danger(language: str) -> None:
    dangers = [text for spoken, text in _ROWS if spoken == language]
    assert len(dangers) >= 8
    assert [text for text in dangers if judge(text).urgency != "immediate"] == []


@each_of(
    [
        "a boy wearing a jumper sells phones on the bridge",
        "there are two goats by the water tank",
        "yo mété difé an razyé samdi",
        "ma fille a disparu lundi dernier, elle a 16 ans",
    ]
)
def test_the_harmless_sense_still_waits(text: str) -> None:
    assert judge(text).urgency != "immediate"
