"""What the doctor tells, to people and to programs."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from reports.clock import in_seconds
from reports.management.helping import helping
from reports.management.watching import alerts, line_tests, parts, parts_that_are_well, watcher
from reports.models import Alert, KeyPurpose, LineTest, Pulse, TestState, Tip
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
    assert list(helping()) == ["tipsters find nobody to call about a child that is hurt: HELP_CHILDREN"]


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
