"""The memory of earlier tips finds the few that share what is rare, and lets go of what it is told to forget."""

import random

from reports.triage.likeness import Likeness
from reports.triage.steps.fingerprints import pack

WORD = 1 << 28
ODD = WORD | 999_999


def crowd(size: int, seed: int = 1) -> Likeness:
    """Return a memory of so many tips of twenty features each."""
    chance = random.Random(seed)
    memory = Likeness()
    for number in range(size):
        memory.add(f"t{number}", pack({WORD | chance.randrange(5_000) for _ in range(20)}))
    return memory


def test_the_one_tip_with_a_rare_feature_is_found_among_thousands() -> None:
    memory = crowd(5_000)
    memory.add("odd", pack({ODD, WORD | 1, WORD | 2}))
    likely = memory.like(pack({ODD, WORD | 3}))
    assert likely.tips[0].tip == "odd"
    assert (likely.count, likely.common[ODD]) == (5_001, 1)
    assert len(likely.tips) <= 41


def test_it_finds_the_same_before_and_after_its_tips_are_packed_away() -> None:
    new, old = Likeness(), Likeness()
    prints = {f"t{number}": pack({WORD | number, WORD | number + 1, ODD}) for number in range(30)}
    for tip, fingerprint in prints.items():
        new.add(tip, fingerprint)
    old.add_older(prints)
    asked = pack({WORD | 5, ODD})
    assert {tip.tip for tip in new.like(asked).tips[:2]} == {"t4", "t5"}
    assert new.like(asked).common == old.like(asked).common
    assert {(tip.tip, tip.features) for tip in new.like(asked).tips} == {
        (tip.tip, tip.features) for tip in old.like(asked).tips
    }


def test_it_finds_and_forgets_the_same_once_small_blocks_have_become_one() -> None:
    new, old = Likeness(), Likeness()
    for part in range(20):
        prints = {f"t{part}.{at}": pack({WORD | part, WORD | 100 + part + at, ODD}) for at in range(3)}
        old.add_older(prints)
        for tip, fingerprint in prints.items():
            new.add(tip, fingerprint)
    for memory in (new, old):
        memory.forget(["t7.1", "t19.2"])
    for asked in (pack({WORD | 7}), pack({WORD | 107, WORD | 19}), pack({WORD | 119})):
        assert {tip.tip for tip in new.like(asked).tips} == {tip.tip for tip in old.like(asked).tips}
        assert new.like(asked).common == old.like(asked).common
    assert {tip.tip for tip in old.like(pack({WORD | 7})).tips} == {"t7.0", "t7.2"}


def test_no_more_are_suggested_than_are_looked_at_however_many_are_equally_alike() -> None:
    memory = Likeness()
    for part in range(3):
        memory.add_older({f"t{part}.{at}": pack({WORD | 1, WORD | 1_000 + at}) for at in range(20)})
    for at in range(500):
        memory.add(f"other{at}", pack({WORD | 10_000 + at}))
    memory.add("most", pack({WORD | 1, ODD}))
    tips = [tip.tip for tip in memory.like(pack({WORD | 1, ODD})).tips]
    assert len(tips) == len(set(tips)) == 41
    assert tips[0] == "most"


def test_a_forgotten_tip_leaves_nothing_behind() -> None:
    memory = crowd(5_000)
    memory.add("odd", pack({ODD}))
    memory.add_older({"older": pack({ODD})})
    memory.forget(["odd", "older", "never there"])
    likely = memory.like(pack({ODD}))
    assert (likely.tips, likely.common[ODD], len(memory)) == ((), 0, 5_000)
    assert "odd" not in memory


def test_the_oldest_leave_when_there_are_too_many() -> None:
    memory = Likeness(most=4_096)
    for number in range(10_000):
        memory.add(str(number), pack({WORD | number}))
    assert len(memory) <= 4_096 + 2_048
    assert "9999" in memory
    assert "0" not in memory


def test_a_tip_is_not_alike_itself() -> None:
    memory = crowd(10)
    memory.add("own", pack({ODD}))
    assert memory.like(pack({ODD}), but="own").tips == ()


def test_what_is_no_fingerprint_is_not_taken_in() -> None:
    memory = Likeness()
    for noise in (b"", b"\x02", b"\x01" + bytes(480), bytes(481)):
        memory.add("x", noise)
    memory.add_older({"y": b"nothing"})
    assert len(memory) == 0
    assert memory.like(b"").tips == ()
