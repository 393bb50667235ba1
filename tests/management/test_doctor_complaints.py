"""What doctor complains of comes up when it is caused, and not before."""

import json
import shutil
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from reports.clock import today
from reports.intake.errands import UNDER_WAY
from reports.intake.ordering import order_deletion_once
from reports.lifecycle.backup import PUBLIC_KEY, BackupSet, back_up
from reports.lifecycle.holds import ask_hold
from reports.models import Errand, ErrandKind, Officer, Tip
from reports.sealing.keys import new_pair
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.twilio_double import new_sid

LONG_AGO = 3  # days


def told() -> dict[str, list[str]]:
    """What doctor tells, by check."""
    out = StringIO()
    with pytest.raises(CommandError):  # the demo's house is never all well
        call_command("doctor", "--json", stdout=out)
    found: dict[str, list[str]] = json.loads(out.getvalue())["checks"]
    return found


@cache
def told_before() -> dict[str, list[str]]:
    """What it tells of the house as it was founded, from which each of the tests begins."""
    return told()


def not_migrated(alias: str) -> Callable[[House, Settings], None]:
    """The newest step is not done, as after an upgrade that was broken off."""

    def cause(_house: House, _settings: Settings) -> None:
        newest = MigrationLoader(connections[alias]).graph.leaf_nodes("reports")
        MigrationRecorder(connections[alias]).record_unapplied(*newest[0])

    return cause


def row_changed(_house: House, _settings: Settings) -> None:
    Officer.objects.filter(username="reid").update(name="Somebody else")


def overdue(_house: House, _settings: Settings) -> None:
    order_deletion_once(new_sid("CA"), ErrandKind.CALL, wait=UNDER_WAY)
    Errand.objects.update(day=today() - timedelta(days=LONG_AGO))


def without_key(_house: House, settings: Settings) -> None:
    settings.STANDALONE = False


def never(_house: House, settings: Settings) -> None:
    (settings.SECRETS_DIR / PUBLIC_KEY).write_text(b64encode(new_pair().public).decode())


def late(house: House, settings: Settings) -> None:
    """Backed up, and then nothing for days: what this host remembers is dated back."""
    never(house, settings)
    for which in BackupSet:
        back_up(which, settings.DATA_DIR.parent / "backups" / which)
    [state] = (settings.DATA_DIR / "state").glob("backups.json")
    day = today() - timedelta(days=LONG_AGO)
    state.write_text(json.dumps(dict.fromkeys(BackupSet, day.isoformat())))


def past_the_day(_house: House, _settings: Settings) -> None:
    triaged_tip()
    day = today() - timedelta(days=LONG_AGO)
    Tip.objects.update(status="closed", outcome="nothing", rests_since="2020-01-01", erase_on=day)


def hold_asked(house: House, _settings: Settings) -> None:
    tip, _ = triaged_tip()
    ask_hold(tip=tip, reason="The High Court has asked for it.", ring=house.ring("reid"), version=tip.version)


@pytest.mark.parametrize(
    ("check", "cause", "complaint"),
    [
        ("Secrets", without_key, "root_key.sealed lies on this host"),
        ("Databases", not_migrated("default"), "default is not migrated"),
        ("Databases", not_migrated("keystore"), "keystore is not migrated"),
        ("People", row_changed, "rows of officers, places, accounts or new keys were changed outside the desk"),
        ("Copies at the provider", overdue, "1 things should long have been deleted at the telephone provider"),
        ("Backups", without_key, "nothing is backed up: manage.py backup_key"),
        ("Backups", never, "tips were never backed up from here; keys were never backed up from here"),
        ("Backups", late, "the last backup of keys is of {day}; secrets changed since their last backup of {day}"),
        ("Keeping", past_the_day, "1 closed tips are past the day of their erasure"),
        ("Keeping", hold_asked, "1 legal holds wait for the second person"),
    ],
)
def test_it_is_told_once_it_is_so(
    house: House,
    settings: Settings,
    tmp_path: Path,
    check: str,
    cause: Callable[[House, Settings], None],
    complaint: str,
) -> None:
    settings.SECRETS_DIR = shutil.copytree(settings.SECRETS_DIR, tmp_path / "secrets")
    settings.DATA_DIR = tmp_path / "data"
    complaint = complaint.format(day=today() - timedelta(days=LONG_AGO))
    assert complaint not in "; ".join(told_before()[check])
    cause(house, settings)
    assert complaint in "; ".join(told()[check])
