"""Working while Postgres is waited for: in a web process within the waiting, elsewhere behind it, and never twice."""

import os
from collections.abc import Iterator

import psycopg2
import pytest
from psycopg2.extensions import set_wait_callback

from reports.queries.meanwhile import meanwhile, work_until
from tipline.database.patience import lose_patience


@pytest.fixture
def impatient() -> Iterator[None]:
    """Wait as a web process does."""
    lose_patience()
    yield
    set_wait_callback(None)


def steps(done: list[int], count: int = 3) -> Iterator[None]:
    for number in range(count):
        done.append(number)
        yield


def ask() -> None:
    """Ask what Postgres takes some time for."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.1)")
            assert cursor.fetchone() == ("",)
    finally:
        connection.close()


def test_a_web_process_works_while_it_waits(impatient: None) -> None:
    done: list[int] = []
    with meanwhile(steps(done)):
        ask()
        assert done == [0, 1, 2], "all that there was to do"
        ask()
    ask()
    assert done == [0, 1, 2]


def test_another_process_works_when_it_has_its_answer() -> None:
    done: list[int] = []
    with meanwhile(steps(done)):
        ask()
        assert done == []
    assert done == [0, 1, 2]


def test_work_stops_for_an_answer_and_is_finished_behind_it() -> None:
    done: list[int] = []
    with meanwhile(steps(done, 5)):
        work_until(lambda: len(done) == 2)
        assert done == [0, 1]
    assert done == [0, 1, 2, 3, 4]


def test_without_work_nobody_looks_whether_an_answer_came(impatient: None) -> None:
    looked: list[int] = []
    work_until(lambda: looked.append(1))
    assert looked == []


def test_what_goes_wrong_in_a_step_is_told_and_ends_the_work(impatient: None) -> None:
    def broken() -> Iterator[None]:
        yield
        raise LookupError

    with pytest.raises(LookupError), meanwhile(broken()):
        ask()
    ask()


def test_where_asking_goes_wrong_the_work_is_left() -> None:
    done: list[int] = []
    with pytest.raises(ZeroDivisionError), meanwhile(steps(done)):
        raise ZeroDivisionError
    work_until(lambda: False)
    assert done == []
