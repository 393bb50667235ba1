"""What is told by a hand, a window, a shot in the air or a cat in the ceiling, in five languages.

tips/told_bodily.tsv has a language, the kind that comes first, whether the text rings or waits, and a made-up text,
labelled before any was judged; the rules were then mended by them. Before, 81 of 148 kinds came first and 34 of
140 harmless texts rang.
"""

from pathlib import Path

from tests.tables import each_of
from tests.triage.tips import judge

_ROWS = [
    row.split("\t") for row in (Path(__file__).parent / "tips" / "told_bodily.tsv").read_text("utf-8").splitlines()
]
_MAY_RING = 32


def test_most_kinds_are_known_by_what_was_done() -> None:
    told = [(kind, judge(text).categories) for _, kind, _, text in _ROWS if kind != "junk"]
    assert len(told) > 140
    assert sum(kind in kinds[:2] for kind, kinds in told) >= 0.93 * len(told)
    assert sum(kinds[:1] == (kind,) for kind, kinds in told) >= 0.88 * len(told)


def test_dangers_ring_and_most_of_the_others_wait() -> None:
    rings = [(level, text) for _, _, level, text in _ROWS if judge(text).urgency == "immediate"]
    assert [text for _, _, level, text in _ROWS if level == "rings" and (level, text) not in rings] == []
    assert len([text for level, text in rings if level == "waits"]) <= _MAY_RING


@each_of(
    [
        ("he put his hand on her neck and choke her, come quick", "sexual_offence"),
        ("he have a gun at his waist and he put his hand on it", "sexual_offence"),
        ("they rob the shop with a toy gun", "other"),
        ("they shot a man on the film set, he is dead", "other"),
        ("he say is not a bomb but he will kill them all", "other"),
        ("two packets of cocaine under the new concrete", "homicide"),
        ("mi tío toca a la niña cuando se baña", "other"),
        ("the police handcuffed my brother and beat him", "wanted_person"),
    ]
)
def test_neighbours_of_these_words_keep_their_kind(text: str, not_this: str) -> None:
    assert judge(text).categories[:1] != (not_this,)


@each_of(
    [
        "they filming a movie by the fort and a man really get shot, blood everywhere, come quick",
        "we thought it was firecrackers, it is a man shooting people in the street now",
        "a woman is standing on the edge of the bridge crying",
        "can you hear me, he is in the house with a knife",
        "me oye, está en la puerta con una pistola",
        "my baby is missing since yesterday, she is two",
        "nou te kwè se te petad, men y ap tire sou moun yo kounye a",
    ]
)
def test_danger_beside_a_film_or_a_mistake_rings(text: str) -> None:
    assert judge(text).urgency == "immediate"
