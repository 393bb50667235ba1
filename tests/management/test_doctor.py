"""What the doctor tells, to people and to programs."""

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from reports.clock import in_seconds
from reports.management.commands.doctor import _CHECKS
from reports.management.helping import helping
from reports.management.watching import (
    alerts,
    line_tests,
    parts,
    parts_that_are_well,
    read_about_police,
    watcher,
)
from reports.models import Alert, KeyPurpose, LineTest, Officer, Pulse, TestState, Tip
from reports.people.enrol import new_officer
from reports.queries.pulses import STARTED, note, note_beat
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.line_tests import todays_test
from tests.spoilt import spoil


def test_json_names_each_check_and_the_exit_code_tells_the_worst(house: House) -> None:
    out = StringIO()
    with pytest.raises(CommandError) as told:
        call_command("doctor", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert told.value.returncode == 1
    assert not found["well"]
    assert {"Databases", "Clock and daily test", "Watcher outside", "Alerts", "On time"} <= set(found["checks"])
    assert found["checks"]["Databases"] == []
    assert found["checks"]["Units"]


@pytest.mark.django_db(transaction=True)
def test_before_a_line_is_founded_each_check_says_in_one_line_what_to_run(house: House) -> None:
    out = StringIO()
    try:
        _rename("pulse", "gone_pulse")
        with pytest.raises(CommandError) as told:
            call_command("doctor", stdout=out)
    finally:
        _rename("gone_pulse", "pulse")
    assert told.value.returncode == 2
    lines = dict(line.split(": ", 1) for line in out.getvalue().splitlines())
    assert set(lines) == set(_CHECKS)
    assert lines["As the processes see it"] == lines["Clock and daily test"]
    assert lines["Clock and daily test"].startswith("a table is not there: run manage.py init, or")


def _rename(table: str, to: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {to}")


def test_a_night_without_databases_is_told_check_by_check(tmp_path: Path) -> None:
    nowhere = f"postgresql://tipline@/none?host={tmp_path}"
    done = run_alone("doctor", DATABASE_URL=nowhere, KEYSTORE_URL=nowhere)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert set(lines) == set(_CHECKS)
    for check in ("Databases", "Secrets", "As the processes see it"):
        assert lines[check].startswith("nothing could be looked at, for a database does not answer: "), lines[check]


def test_where_nobody_can_type_a_command_says_so(tmp_path: Path) -> None:
    shutil.copytree(settings.SECRETS_DIR, tmp_path / "secrets")
    (tmp_path / "secrets" / "root_key.sealed").touch()
    done = run_alone("new_shares", TIPLINE_SECRETS=str(tmp_path / "secrets"))
    assert done.returncode == 1
    assert done.stderr == "This command asks somebody, and nobody can answer here: run it at a terminal.\n"


def run_alone(command: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own, with nobody at its keyboard."""
    return subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=settings.BASE_DIR,
        env=dict(os.environ) | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


def test_where_hundreds_are_alike_a_person_reads_a_few_and_a_program_all(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM tipline_desk")
    plain, for_programs = StringIO(), StringIO()
    for arguments, out in (((), plain), (("--json",), for_programs)):
        with pytest.raises(CommandError):
            call_command("doctor", *arguments, stdout=out)
    found = json.loads(for_programs.getvalue())["checks"]["Rights in the databases"]
    [line] = [line for line in plain.getvalue().splitlines() if line.startswith("Rights in the databases")]
    assert line.endswith(f"; and {len(found) - 5} more like these (--json tells all)")
    assert line.count("tipline_desk has nothing") == 5


def test_the_daily_test_its_reader_and_who_listens_outside(house: House, settings: Settings) -> None:
    settings.SELF_TEST_HOUR, settings.SELF_TEST_READ_BY = 0, 0
    Pulse.objects.create(name="beat", at=timezone.now())
    todays_test()
    assert list(line_tests()) == []
    LineTest.objects.update(state=TestState.FAILED)
    assert list(line_tests()) == ["the daily test failed by web"]
    settings.WATCHER_URL = "https://watch.example/ping"
    assert len(list(watcher())) == 1
    Pulse.objects.create(name="watcher", at=timezone.now() - timedelta(minutes=5))
    assert list(watcher()) == []


def test_of_a_new_house_it_is_told_when_retention_is_due(house: House) -> None:
    assert parts_that_are_well() == " (seen well: nothing yet; process retention: not yet run)"
    note_beat()
    due = timezone.localtime(Pulse.objects.get(name=STARTED).at + timedelta(minutes=13))
    assert parts_that_are_well() == f" (seen well: nothing yet; process retention: not yet run, due at {due:%H:%M})"
    assert list(parts()) == []
    Pulse.objects.filter(name=STARTED).update(at=timezone.now() - timedelta(minutes=14))
    assert [told.partition(":")[0] for told in parts()] == ["the process retention stands still"]


def test_what_the_processes_noted_is_told_here_too(house: House) -> None:
    for name in ("beat", "retention", "page", "disk", "alerts"):
        note(name, True)
    note("scanner", False)
    assert list(parts()) == ["the virus scanner does not answer: files are refused"]
    assert parts_that_are_well() == " (seen well: public page, disk space, process retention)"


def test_real_tips_cannot_be_hidden_as_tests_without_a_word(house: House, settings: Settings) -> None:
    settings.SELF_TEST_HOUR = 0
    Pulse.objects.create(name="beat", at=timezone.now())
    tip = todays_test().tip
    assert tip
    Tip.everything.bulk_create(
        Tip(unit=tip.unit, channel="web", arrived_hour=tip.arrived_hour, public_key=b"", row_mac=b"", self_test=True)
        for _ in range(9)
    )
    assert any("hide" in problem for problem in line_tests())


def test_help_that_nobody_named_or_confirmed_is_asked_for_outside_the_demo(settings: Settings) -> None:
    assert list(helping()) == []
    settings.STANDALONE = False
    assert [told.partition("? ")[2] for told in helping()] == [
        "TIPLINE_SILENT_CALLS=yes or no", "TIPLINE_HELP_WITHOUT_PAPERS=yes or no",
    ]  # fmt: skip
    settings.SILENT_CALLS, settings.HELP_WITHOUT_PAPERS = False, True
    settings.HELP_CONTACTS = {**settings.HELP_CONTACTS, "children": []}
    settings.REWARD_PLACES = "any bank; fr=toute banque; es=todo banco"
    assert list(helping()) == [
        "tipsters find nobody to call about a child that is hurt: HELP_CHILDREN",
        "where rewards are paid is told in English to who reads Kwéyòl, Kreyòl ayisyen: TIPLINE_REWARD_PLACES",
    ]


def test_nobody_on_duty_is_told_outside_the_demo(house: House, settings: Settings) -> None:
    settings.STANDALONE = False
    assert [("on duty" in told, "alert phone" in told) for told in alerts()] == [(True, False), (False, True)]


def test_an_alert_that_does_not_go_on_is_told(house: House) -> None:
    tip, _ = triaged_tip()
    for late, told in ((200, []), (400, ["1 alerts do not go on"])):
        Alert.objects.update_or_create(tip=tip, defaults={"begun_at": timezone.now(), "due_at": in_seconds(-late)})
        assert [one.partition(",")[0] for one in alerts()] == told


def test_a_key_that_does_not_open_is_told_with_its_id(house: House) -> None:
    tip, _ = triaged_tip()
    for spoilt in (False, True):
        if spoilt:
            spoil(KeyPurpose.ERASURE, tip.pk)
        out = StringIO()
        with pytest.raises(CommandError):
            call_command("doctor", "--json", stdout=out)
        told = json.loads(out.getvalue())["checks"]["Keys in the key store"]
        assert [str(tip.pk) in one for one in told] == [True] * spoilt


def test_it_is_told_who_lacks_that_standards_and_oversight_are_read_by_two_and_not_by_the_accused(house: House) -> None:
    ring = house.ring("charles")
    assert sorted(told.rpartition(": ")[2] for told in read_about_police()) == [
        "let an officer join Oversight who is not in Professional Standards",
        "let an officer join Professional Standards who is not in Oversight",
        "let an officer join it",
        "let an officer join it",
    ]
    for username, slug, left in (("hale", "standards", 2), ("moss", "oversight", 0)):
        keys = [ring.unit(house.unit(slug).pk)]
        new_officer(username=username, name=username.title(), password="a quiet harbour", unit_keys=keys, by="test")
        assert len(list(read_about_police())) == left
    Officer.objects.filter(username__in=["charles", "moss"]).update(is_active=False)
    told = list(read_about_police())
    assert [one.partition(",")[0] for one in told] == [
        "nobody opens tips of Oversight",
        "one officer alone opens tips of Professional Standards",
    ]
    assert "shares" in told[0]
