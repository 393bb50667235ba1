"""Lives at risk at sea, in hills, storms and crowds, at schools and in guest houses; a tipster's own death.

The dangers stand in tips/still_ring.tsv. tips/no_rescue.tsv has the same words where nobody is in danger: a language,
whether it rings all the same ("rings": a false alarm that is known), and a made-up text.
"""

from pathlib import Path

from tests.tables import each_of
from tests.triage.tips import judge

_TIPS = Path(__file__).parent / "tips"


def _rows(name: str) -> list[list[str]]:
    return [row.split("\t") for row in (_TIPS / name).read_text("utf-8").splitlines()]


def test_the_same_words_without_a_danger_ring_no_more_than_is_known() -> None:
    rows = _rows("no_rescue.tsv")
    rung = [text for _, _, text in rows if judge(text).urgency == "immediate"]
    assert rung == [text for _, known, text in rows if known == "rings"]
    assert len(rung) < len(rows) / 6


def test_who_does_not_want_to_live_is_read_the_same_day() -> None:
    assert [text for _, text in _rows("no_wish_to_live.tsv") if judge(text).urgency == "routine"] == []


def test_what_brings_the_contact_of_who_despairs_is_read_the_same_day() -> None:
    today = judge("je ne veux plus vivre")
    assert today.urgency == "today"
    assert "who writes may take his own life" in [span.rule for each in today.of("urgency") for span in each.spans]


@each_of(
    [
        "I took all the pills",
        "mwen pwan tout gwenn-lan",
        "j'ai pris tous les cachets",
        "me tomé todas las pastillas",
        "m pran tout grenn yo",
        "I have the rope ready",
        "I am on the roof, tell my mother sorry",
    ]
)
def test_ones_own_death_that_has_begun_rings(text: str) -> None:
    assert judge(text).urgency == "immediate"
