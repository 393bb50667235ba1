"""Whoever writes as the desk or the worker erases nothing before its time on the list, and keeps nothing by its day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from psycopg2.errors import InsufficientPrivilege

from reports.casework.status import change_status, close_tip
from reports.clock import today
from reports.lifecycle.expiry import erase_due, going, settle_days
from reports.lifecycle.line_test import forget_tests
from reports.lifecycle.noted_days import note_days
from reports.lifecycle.rule_changes import BOOK, propose
from reports.lifecycle.tasks import erase
from reports.models import AuditEntry, ErasureDay, RetentionRules, Tip
from reports.models.rights import Role
from reports.retention import Rule, Rules, shipped
from reports.signed_rules import sign_rules
from tests.arrivals import triaged_tip
from tests.conftest import House, only_tip

PAST, NEVER = date(2000, 1, 1), date(2999, 1, 1)
THIEVES = pytest.mark.parametrize("thief", [Role.DESK, Role.WORKER])
CLOSES_ALL = "UPDATE tip SET status = 'closed', outcome = 'junk', rests_since = '2000-01-01', erase_on = '2000-01-01'"


@contextmanager
def writing_as(role: Role) -> Iterator[Any]:
    """Whoever has a role's password, or a hole in its process: it tells what it likes of itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}; SET LOCAL tipline.whole = 'on'")
        yield cursor
        cursor.execute("RESET ROLE; SET LOCAL tipline.whole = ''")


def closed(house: House, reason: str = "nothing") -> Tip:
    tip, _ = triaged_tip()
    return close_tip(tip=tip, reason=reason, by=house.officer("reid"), version=tip.version)


def noted() -> date:
    return ErasureDay.objects.get().erase_on


def nights(count: int) -> None:
    """As if forgetting had noted all that it notes so many days ago."""
    for row in ErasureDay.objects.all():
        ErasureDay.objects.filter(pk=row.pk).update(erase_on=row.erase_on - timedelta(days=count))


@THIEVES
def test_a_thief_who_closes_every_tip_erases_none_for_thirteen_days(house: House, thief: Role) -> None:
    triaged_tip()
    with writing_as(thief) as cursor:
        cursor.execute(CLOSES_ALL)
        assert cursor.rowcount == 1
    erase()
    assert noted() == today() + timedelta(days=13)
    assert [row.day for row in going(Tip.objects.all())] == [noted()], "its unit sees when it goes, and that it does"
    nights(12)
    assert erase_due() == 0
    nights(1)
    assert erase_due() == 1, "control: it was for want of time alone"


@THIEVES
@pytest.mark.parametrize("day", [PAST, NEVER, None])
def test_a_day_that_somebody_moves_is_put_back_and_told(house: House, thief: Role, day: date | None) -> None:
    tip = closed(house)
    note_days()
    Tip.objects.update(rests_since=today() - timedelta(days=9))
    ErasureDay.objects.update(rests_since=today() - timedelta(days=9))
    with writing_as(thief) as cursor:
        cursor.execute("UPDATE tip SET erase_on = %s", [day])
        assert cursor.rowcount == 1
    erase()
    assert only_tip().erase_on == noted() == tip.erase_on
    [entry] = AuditEntry.objects.filter(act="tip.day_put_back")
    assert (entry.actor, entry.tip_id) == ("worker", tip.pk)
    ErasureDay.objects.update(erase_on=today())
    assert erase_due() == 1


@THIEVES
@pytest.mark.parametrize("since", [NEVER, PAST])
def test_no_tip_is_kept_longer_than_the_rules_keep_any(house: House, thief: Role, since: date) -> None:
    triaged_tip()
    last = today() + timedelta(days=shipped().longest)
    with writing_as(thief) as cursor:
        cursor.execute(
            "UPDATE tip SET status = 'closed', outcome = 'junk', rests_since = %s, erase_on = %s", [since, NEVER]
        )
    erase()
    assert (noted(), only_tip().erase_on) == (last, last)


def own_rules_of_long_ago(house: House) -> None:
    """Junk goes after fourteen days by rules of the force's own, whose warning is over."""
    rules = Rules(default=300, rows=(Rule(outcome="spam", days=14),))
    BOOK.confirm(propose(rules, by=house.make_administrator("reid")).version, by=house.officer("charles"))
    row = RetentionRules.objects.get()
    row.in_force_since = today() - timedelta(days=100)
    sign_rules(row)
    row.save()


@THIEVES
@pytest.mark.parametrize("change", ["outcome = 'spam'", "rests_since = '2000-01-01'", "erase_on = NULL"])
def test_no_change_to_what_the_rules_speak_of_erases_a_tip_before_its_time_on_the_list(
    house: House, thief: Role, change: str
) -> None:
    own_rules_of_long_ago(house)
    closed(house)
    note_days()
    for rows in (Tip.objects.all(), ErasureDay.objects.all()):
        rows.update(rests_since=today() - timedelta(days=50), erase_on=today() + timedelta(days=250))
    with writing_as(thief) as cursor:
        cursor.execute(f"UPDATE tip SET {change} WHERE status = 'closed'")
        assert cursor.rowcount == 1
    settle_days()  # between the two passes, or beyond what the first one does in one run
    assert erase_due() == 0
    assert noted() >= today() + timedelta(days=13)
    erase()
    assert noted() == today() + timedelta(days=13 if "spam" in change else 250)
    assert only_tip().erase_on == noted()
    nights(13)
    assert erase_due() == ("spam" in change), "control: it was for want of time alone"


@THIEVES
def test_no_tip_is_kept_by_taking_its_day_away_between_the_two_passes(house: House, thief: Role) -> None:
    closed(house)
    note_days()
    day = noted()
    ErasureDay.objects.update(rests_since=PAST)
    with writing_as(thief) as cursor:
        cursor.execute("UPDATE tip SET erase_on = NULL, rests_since = NULL")
    settle_days()
    assert (noted(), ErasureDay.objects.get().rests_since) == (day, PAST)
    erase()
    assert (only_tip().erase_on, only_tip().rests_since) == (day, PAST)


@pytest.mark.parametrize("role", [Role.INTAKE, Role.DESK, Role.WORKER])
def test_nobody_else_reads_or_writes_what_is_noted(house: House, role: Role) -> None:
    closed(house)
    note_days()
    for statement in (
        "SELECT tip_id FROM erasure_day",
        "UPDATE erasure_day SET erase_on = '2000-01-01'",
        "DELETE FROM erasure_day",
        "INSERT INTO erasure_day SELECT id, '2000-01-01', '2000-01-01' FROM tip",
    ):
        refused = pytest.raises(Exception, match="permission denied")
        with refused as refusal, transaction.atomic(), writing_as(role) as cursor:
            cursor.execute(statement)
        assert isinstance(refusal.value.__cause__, InsufficientPrivilege)


@THIEVES
def test_nobody_makes_a_tip_a_test_of_the_line_which_would_go_tonight(house: House, thief: Role) -> None:
    triaged_tip()
    Tip.objects.update(arrived_hour="2020-01-01T10:00Z")
    with pytest.raises(Exception, match="decided when it comes"), transaction.atomic(), writing_as(thief) as cursor:
        cursor.execute("UPDATE tip SET self_test = true")
    forget_tests()
    assert Tip.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # as if there were no trigger
        cursor.execute("UPDATE tip SET self_test = true")
        cursor.execute("SET LOCAL session_replication_role = origin")
    forget_tests()
    assert not Tip.everything.exists(), "control"


def test_a_tip_that_is_closed_anew_has_its_new_day_at_once_and_noted_by_night(house: House) -> None:
    reid, tip = house.officer("reid"), closed(house, "spam")
    note_days()
    first = noted()
    tip = change_status(tip=only_tip(), to="new", ring=house.ring("reid"), version=only_tip().version)  # type: ignore[arg-type]
    again = close_tip(tip=tip, reason="arrest", by=reid, version=tip.version)
    note_days()
    assert (noted(), only_tip().erase_on) == (again.erase_on, again.erase_on)
    assert noted() > first
    assert not AuditEntry.objects.filter(act="tip.day_put_back").exists()


def test_a_tip_in_work_has_nothing_noted(house: House) -> None:
    closed(house)
    note_days()
    change_status(tip=only_tip(), to="new", ring=house.ring("reid"), version=only_tip().version)  # type: ignore[arg-type]
    note_days()
    assert not ErasureDay.objects.exists()


def test_what_an_older_version_erases_meanwhile_leaves_nothing_noted(house: House) -> None:
    tip = closed(house)
    note_days()
    ErasureDay.objects.create(tip_id=uuid4(), rests_since=today(), erase_on=today())  # whose tip is gone
    note_days()
    assert ErasureDay.objects.get().tip_id == tip.pk
