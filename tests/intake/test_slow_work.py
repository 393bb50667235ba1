"""Slow work has lanes with one place each, so that a process is always free for judging and for alerts."""

import os
import re
import signal
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from celery import current_app
from django.conf import settings

from reports.clock import in_seconds
from reports.intake.door import accept
from reports.intake.errands import run_errand
from reports.intake.making_safe import make_safe
from reports.intake.slow_work import Lane, in_turn
from reports.intake.submission import ErrandRequest
from reports.intake.tasks import sweep
from reports.models import Errand, ErrandKind
from tests.architecture import compose
from tests.arrivals import sms, web
from tests.conftest import House, triage_all
from tests.intake.test_errands import call_with_recording, due_again
from tests.twilio_double import TwilioDouble, new_sid
from tests.uploads import held_raw

_HOLDER = """
import fcntl, sys, time
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def test_a_lane_has_one_place_and_keeps_no_other_lane_waiting() -> None:
    with in_turn(Lane.UPLOADS) as first, in_turn(Lane.UPLOADS) as second, in_turn(Lane.PROVIDER) as other:
        assert (first, second, other) == (True, False, True)
    with in_turn(Lane.UPLOADS) as again:
        assert again


def test_whoever_dies_gives_his_place_back() -> None:
    with in_turn(Lane.UPLOADS):
        path = settings.DATA_DIR / "state" / f"lane-{Lane.UPLOADS}"
    with Popen([sys.executable, "-c", _HOLDER, str(path)], stdout=PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with in_turn(Lane.UPLOADS) as while_held:
            assert not while_held
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        with in_turn(Lane.UPLOADS) as afterwards:
            assert afterwards


def test_an_upload_waits_while_another_is_cleaned_here_and_that_is_no_try(house: House) -> None:
    accept(web("Cocaine at the jetty", files=(held_raw(),)))
    triage_all()
    errand = Errand.objects.get()
    with in_turn(Lane.UPLOADS):
        make_safe(errand.pk)
    errand.refresh_from_db()
    assert (errand.attempts, errand.fetched) == (0, False)
    make_safe(errand.pk)
    assert not Errand.objects.exists()


def test_a_recording_waits_for_another_and_for_no_film(house: House, provider: TwilioDouble) -> None:
    recording, errand = call_with_recording(provider)
    with in_turn(Lane.PROVIDER):
        run_errand(errand)
    assert provider.state.deleted == []
    assert Errand.objects.get().attempts == 0
    with in_turn(Lane.UPLOADS):
        run_errand(errand)
    assert provider.state.deleted == [recording.sid]


def test_a_deletion_waits_for_neither(house: House, provider: TwilioDouble) -> None:
    accept(sms(errands=(ErrandRequest(kind=ErrandKind.MESSAGE, reference=new_sid("SM")),)))
    errand = Errand.objects.get(kind=ErrandKind.MESSAGE)
    due_again()
    with in_turn(Lane.UPLOADS), in_turn(Lane.PROVIDER):
        run_errand(errand.pk)
    assert not Errand.objects.exists()


def test_what_waits_for_its_turn_hides_nothing_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(web("Cocaine at the jetty", files=tuple(held_raw() for _ in range(3))))
    accept(sms(errands=(ErrandRequest(kind=ErrandKind.MESSAGE, reference=new_sid("SM")),)))
    Errand.objects.filter(kind=ErrandKind.UPLOAD).update(due_at=in_seconds(-900))
    Errand.objects.filter(kind=ErrandKind.MESSAGE).update(due_at=in_seconds(-1))
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.append(name))
    monkeypatch.setattr("reports.intake.tasks._MOST_SLOW", 2)
    sweep()
    assert sent == ["reports.intake.run_errand", "reports.intake.make_safe", "reports.intake.make_safe"]


def test_there_are_more_processes_than_lanes() -> None:
    command = compose.read()["services"]["worker"]["command"]
    demo = (Path(settings.BASE_DIR) / "tipline" / "standalone" / "__main__.py").read_text()
    for told in (" ".join(command), demo):
        [count] = re.findall(r"--concurrency=(\d+)", told)
        assert int(count) > len(Lane)
