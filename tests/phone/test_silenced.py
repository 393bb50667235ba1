"""While nothing can be stored no phone rings that asked for silence within a day; every other one is told."""

import subprocess
import sys

import pytest

from reports.intake.receipt import find_in, mint
from reports.models import Line
from reports.phone import silenced
from reports.phone.silenced import Silenced
from tests.outage import no_database, read_only_database
from tests.twilio_double import TwilioDouble

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "My husband sells guns in Babonneau"
LATER = ["he moved them to the yard", "HELP", "he is beating me now", "STATUS"]


@pytest.mark.parametrize(
    "told",
    [(f"QUIET: {TIP}",), (TIP, "QUIET"), ("QUIET",), ("my husband does read my phone, he sells guns",), (TIP, "ARRET")],
)
def test_a_phone_that_asked_for_silence_is_not_told_while_the_database_is_down(
    twilio: TwilioDouble, told: tuple[str, ...]
) -> None:
    silent, other = twilio.phone(PHONE), twilio.phone(OTHER)
    for said in told:
        silent.text(said)
    other.text("They shoot in Conway")
    with no_database("default"):
        assert [silent.text(said) for said in LATER] == [[]] * len(LATER)
        assert all("NOT stored" in other.text(said)[0] for said in LATER)


def test_silence_asked_for_in_the_outage_holds_for_the_next_text(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    with no_database("default"):
        assert phone.text(f"QUIET: {TIP}") == []
        assert phone.text("he has a gun") == []
        assert twilio.phone("anonymous").text(f"QUIET: {TIP}") == []
        assert "NOT stored" in twilio.phone("anonymous").text(TIP)[0]


def test_what_can_be_read_and_not_written_rings_no_silent_phone(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(f"QUIET: {TIP}")
    silenced.SILENCED.forget()
    with read_only_database("default"):
        assert phone.text("he moved them to the yard") == []


@pytest.mark.parametrize("ends", ["START", "a day"])
def test_it_ends_with_start_and_with_the_day(twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch, ends: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(f"QUIET: {TIP}")
    if ends == "START":
        phone.text("START")
    else:
        monkeypatch.setattr(silenced, "LASTS", 0.0)
    with no_database("default"):
        assert "NOT stored" in phone.text("he has a gun")[0]


def test_start_beside_a_receipt_ends_it_only_where_that_opens_something(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    receipt = find_in(phone.text(TIP)[0])
    phone.text("QUIET")
    assert phone.text(f"START {mint()}") == []
    with no_database("default"):
        assert phone.text("he has a gun") == []
    phone.text(f"START {receipt}")
    with no_database("default"):
        assert "NOT stored" in phone.text("he has a gun")[0]


def test_quiet_for_a_lost_phone_keeps_the_news_from_no_other(twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone(PHONE).text(TIP)[0])
    twilio.phone(OTHER).text(f"QUIET {receipt}")
    assert Line.objects.get().silent
    with no_database("default"):
        assert "NOT stored" in twilio.phone(OTHER).text("he has a gun")[0]


def test_it_holds_no_number_and_not_more_than_fits() -> None:
    kept = Silenced()
    for number in range(1100):
        kept.note(f"+1758484{number:04}", silent=True)
    kept.note("+17584841099", silent=True)
    assert [kept.has(f"+1758484{number:04}") for number in (0, 75, 76, 1099)] == [False, False, True, True]
    assert b"484" not in kept._memory[:]
    kept.note("", silent=True)
    assert not kept.has("")


def test_the_processes_of_a_host_share_it() -> None:
    script = """
import os, django
django.setup()
from reports.phone.silenced import SILENCED
child = os.fork()
if not child:
    SILENCED.note("+17584840001", silent=True)
    os._exit(0)
os.waitpid(child, 0)
raise SystemExit(0 if SILENCED.has("+17584840001") else 1)
"""
    environment = {"DJANGO_SETTINGS_MODULE": "tipline.settings_for_types", "PATH": ""}
    assert subprocess.run([sys.executable, "-c", script], check=False, env=environment).returncode == 0
