"""Harm to somebody beside refuse, beasts, bad medicine, noise, fire and sand, and these alone, in five languages.

tips/harm_beside.tsv has whether somebody is harmed, a language, and a made-up text. By the rules before these texts
were written 39 of the 70 harms came as "other" first.
"""

from pathlib import Path

from tests.tables import each_of
from tests.triage.tips import judge

_TEXTS = Path(__file__).parent / "tips" / "harm_beside.tsv"
_ROWS = [row.split("\t") for row in _TEXTS.read_text("utf-8").splitlines()]
_ALONE = 0.95


@each_of([text for told, _, text in _ROWS if told == "harm"])
def test_nothing_comes_before_harm_to_somebody(text: str) -> None:
    assert judge(text).categories[0] != "other"


def test_refuse_beasts_noise_fire_and_sand_alone_stay_other() -> None:
    alone = [text for told, _, text in _ROWS if told == "other"]
    assert len(alone) >= 40
    assert sum(judge(text).categories[0] == "other" for text in alone) >= _ALONE * len(alone)
