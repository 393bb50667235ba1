"""What is told by what is done: ninety texts in five languages, labelled before they were judged.

tips/by_doing.tsv has a language, the kind that comes first, and a made-up text: refuse, beasts, bad medicine, noise,
building, fire and sand, and doings that say their kind together (who siphons and sells, who held the savings and is
gone, who was due and never came). Of every second line only the sum was looked at while the rules were written.
"""

from pathlib import Path

from tests.tables import each_of
from tests.triage.tips import judge

_ROWS = [row.split("\t") for row in (Path(__file__).parent / "tips" / "by_doing.tsv").read_text("utf-8").splitlines()]
_SEEN, _HELD = 0.95, 0.85


def _share_first(rows: list[list[str]]) -> float:
    return sum(judge(text).categories[:1] == (kind,) for _, kind, text in rows) / len(rows)


@each_of([(0, _SEEN), (1, _HELD)])
def test_doings_put_together_say_a_kind_that_no_word_of_them_says(begins: int, least: float) -> None:
    rows = _ROWS[begins::2]
    assert len(rows) == 45
    assert _share_first(rows) >= least


@each_of(
    [
        ("they dump the body in the river with the garbage", "other"),
        ("he throw gasoline on the door and he have a lighter", "other"),
        ("somebody poison my two dogs and leave a note that I am next", "other"),
        ("they cut up my cow in the field and carry the meat, only the head left", "other"),
        ("boat loading fuel and cigarettes by Anse Ger at night", "theft"),
        ("armed men take the jewels of the guests out of the rooms at gunpoint", "theft"),
    ]
)
def test_neighbours_of_these_doings_keep_their_kind(text: str, not_this: str) -> None:
    assert judge(text).categories[0] != not_this
