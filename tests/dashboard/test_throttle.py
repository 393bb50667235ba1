"""Slowing down guesses without knowing who guesses."""

from reports.dashboard.throttle import Throttle


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_some_tries_pass_at_once_then_one_each_interval() -> None:
    clock = Clock()
    throttle = Throttle(burst=3, seconds=30, clock=clock)
    assert [throttle.take("reid") for _ in range(4)] == [True, True, True, False]
    clock.now += 29
    assert not throttle.take("reid")
    clock.now += 1
    assert [throttle.take("reid") for _ in range(2)] == [True, False]
    clock.now += 1000
    assert [throttle.take("reid") for _ in range(4)] == [True, True, True, False]


def test_a_right_try_costs_nothing() -> None:
    throttle = Throttle(burst=1, seconds=30, clock=Clock())
    for _ in range(5):
        assert throttle.take("reid")
        throttle.forgive("reid")


def test_refused_tries_do_not_lengthen_the_wait() -> None:
    clock = Clock()
    throttle = Throttle(burst=1, seconds=30, clock=clock)
    assert throttle.take("reid")
    for _ in range(100):
        assert not throttle.take("reid")
    clock.now += 30
    assert throttle.take("reid")


def test_names_are_told_apart_but_not_by_case_or_blanks() -> None:
    throttle = Throttle(burst=1, seconds=30, clock=Clock())
    assert throttle.take("reid")
    assert throttle.take("felix")
    assert not throttle.take(" Reid ")


def test_no_name_is_kept_in_memory() -> None:
    throttle = Throttle(burst=1, seconds=30, clock=Clock())
    throttle.take("a password typed into the wrong field")
    assert "password" not in repr(vars(throttle))
