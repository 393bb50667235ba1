"""`init` refuses a founding in which a unit's tips could not be opened."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports.management.ceremony import Keepers, keepers_of
from tests.conftest import House


@pytest.mark.parametrize(
    ("officers", "told"),
    [
        ([], "Name the first officers"),
        (["mreid:Marcia Reid:all"], "Two officers are needed in each unit"),
        (["mreid:Marcia Reid:all", "ij:Ian Jules:reception,general"], "narcotics"),
        (["mreid:Marcia Reid:all", "ij:Ian Jules:harbour"], "There is no unit harbour"),
        (["mreid Marcia"], "does not read USERNAME:NAME:UNIT,UNIT"),
    ],
)
def test_officers_that_leave_a_unit_short_are_refused_before_anything_is_made(
    house: House, officers: list[str], told: str
) -> None:
    with manifest_away(), pytest.raises(CommandError, match=told):
        call_command("init", officer=officers)


@contextmanager
def manifest_away() -> Iterator[None]:
    """These secrets are of no installation yet."""
    manifest = settings.SECRETS_DIR / "manifest.json"
    aside = manifest.rename(manifest.with_name("aside.json"))
    try:
        yield
    finally:
        aside.rename(manifest)


def test_a_line_that_is_founded_asks_nobody_anything(house: House) -> None:
    """Neither by its secrets nor, where these are lost, by its units: pytest's closed input would refuse a question."""
    named = {"officer": EVERYBODY, "holder": FIVE, "keeper": "Fay", "witness": ["Gus", "Hal"]}
    with pytest.raises(CommandError, match="founded already"):
        call_command("init", officer=[])
    with manifest_away(), pytest.raises(CommandError, match="founded already"):
        call_command("init", **named)


EVERYBODY = ["a:Ann One:all", "b:Ben Two:all"]
FIVE = ["Ann", "Ben", "Cleo", "Dan", "Eve"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({}, "--holder NAME, 5 times"),
        ({"holder": FIVE[:4], "keeper": "Fay", "witness": ["G", "H"]}, "--holder NAME, 5 times"),
        ({"holder": [*FIVE[:4], " "], "keeper": "Fay", "witness": ["G", "H"]}, "--holder NAME, 5 times"),
        ({"holder": [*FIVE[:4], "ann"], "keeper": "Fay", "witness": ["G", "H"]}, "Nobody keeps two"),
        ({"holder": FIVE, "keeper": "EVE", "witness": ["G", "H"]}, "keeps no share"),
        ({"holder": FIVE, "witness": ["G", "H"]}, "--keeper NAME, 1 times"),
        ({"holder": FIVE, "keeper": "Fay", "witness": ["G", "g"]}, "two witnesses"),
    ],
)
def test_who_keeps_what_is_asked_before_anything_is_made(house: House, named: dict[str, Any], told: str) -> None:
    with manifest_away(), pytest.raises(CommandError, match=told):
        call_command("init", officer=EVERYBODY, **named)


def test_the_paper_for_the_safe_names_everybody_and_the_set_of_shares() -> None:
    keepers = keepers_of({"holder": FIVE, "keeper": "Fay", "witness": ["Gus", "Hal"]})
    paper = keepers.paper(day=date(2026, 11, 28), shares="ab12 cd34")
    assert [line.split("  ")[0] for line in paper.splitlines()] == [
        "Break-glass shares ab12 cd34, of 28.11.2026",
        *(f"Share {at} of 5: {name}" for at, name in enumerate(FIVE, 1)),
        "Root passphrase: Fay",
        "Witness: Gus",
        "Witness: Hal",
    ]
    assert paper.count("signed ___") == 9


def test_the_first_hour_s_paper_names_who_is_in_each_unit_and_leaves_a_line_for_duty() -> None:
    keepers = keepers_of({"holder": FIVE, "keeper": "Fay", "witness": ["Gus", "Hal"]})
    units = {"Reception": ["Ann One", "Ben Two"], "Oversight": ["Ben Two", "Cy Three"]}
    told = keepers.paper(day=date(2026, 11, 28), shares="ab12 cd34", members=units).splitlines()[9:]
    assert told[:2] == ["Reception: Ann One, Ben Two", "Oversight: Ben Two, Cy Three"]
    assert [line.partition(",")[0] for line in told[2:]] == ["On duty first"]


def test_the_names_are_asked_for_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.openpty()
    for line in (*FIVE, "Fay", "Gus", "Hal"):
        os.write(ours, line.encode() + b"\n")
    with open(theirs) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        keepers = keepers_of({"holder": [], "keeper": "", "witness": []})
    os.close(ours)
    assert keepers == Keepers(holders=FIVE, keeper="Fay", witnesses=["Gus", "Hal"])
