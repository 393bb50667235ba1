"""What a process keeps for good is not looked through again."""

import gc

import pytest

from tipline.memory import loading, settle_memory


def test_what_is_there_when_a_process_is_ready_is_kept_for_good() -> None:
    before = gc.get_threshold()
    try:
        settle_memory()
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < gc.get_freeze_count()
        assert gc.get_threshold()[0] > before[0]
        rings: list[object] = []
        rings.append(rings)
        del rings
        assert gc.collect() >= 1, "what is made later is still looked for"
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def test_while_a_process_loads_nothing_is_looked_through_and_afterwards_as_before() -> None:
    def fail() -> None:
        with loading():
            assert not gc.isenabled()
            raise SystemExit

    with pytest.raises(SystemExit):
        fail()
    assert gc.isenabled()
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
