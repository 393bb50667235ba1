"""What the worker logs passes the redaction filter and carries no clock time, whoever logs it."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from celery.signals import worker_init
from pytest_django import Settings

from tipline.schedule import CELERY_BEAT_SCHEDULE

ROOT = Path(__file__).resolve().parent.parent.parent

_LOG_AS_A_WORKER_DOES = """
from celery.utils.log import get_logger, get_task_logger
from tipline.celery import app
app.loader.import_default_modules()
app.log.setup(loglevel="WARNING")
told = {"name": "x", "exc": "ValueError('hidden words')"}
get_logger("celery.app.trace").error("Task %(name)s raised: %(exc)s", told)
get_task_logger("reports.triage").warning("call +17584561234")
"""


def test_every_line_of_the_worker_is_redacted_and_without_a_time() -> None:
    command = [sys.executable, "-c", _LOG_AS_A_WORKER_DOES]
    done = subprocess.run(command, check=False, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Task x raised: ValueError" in done.stderr
    assert "call <number>" in done.stderr
    assert "hidden" not in done.stderr
    assert not re.search(r"\d{1,2}:\d{2}", done.stderr)


_NAMES_OF_ITS_TASKS = """
from tipline.celery import app
app.loader.import_default_modules()
print(*app.tasks)
"""


def test_the_worker_knows_every_task_that_the_clock_names() -> None:
    """One that it does not know is thrown away each time, and all that tells of it is a line in the log."""
    command = [sys.executable, "-c", _NAMES_OF_ITS_TASKS]
    done = subprocess.run(command, check=True, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    assert {str(entry["task"]) for entry in CELERY_BEAT_SCHEDULE.values()} <= set(done.stdout.split())


_LINES = """
from tipline.celery import app
app.loader.import_default_modules()
for name in sorted(app.tasks):
    if name.startswith("reports."):
        print(name, app.amqp.router.route({}, name)["queue"].name)
"""


def test_what_somebody_waits_for_has_a_line_without_deletions_and_housekeeping() -> None:
    command = [sys.executable, "-c", _LINES]
    done = subprocess.run(command, check=True, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    lines: dict[str, set[str]] = {}
    for task, line in map(str.split, done.stdout.splitlines()):
        lines.setdefault(line, set()).add(task)
    assert lines["awaited"] == {
        "reports.alerts.climb",
        "reports.alerts.ring",
        "reports.alerts.sweep",
        "reports.dialogue.deliver",
        "reports.dialogue.give_receipt",
        "reports.dialogue.send_code",
        "reports.dialogue.sweep",
        "reports.intake.send_said",
        "reports.triage.sweep",
    }
    assert lines["arrivals"] == {"reports.triage.assess"}
    assert {"reports.intake.run_errand", "reports.intake.make_safe", "reports.hooks.sweep"} <= lines["celery"]


_STARTS = """
import gc
from celery.signals import worker_init
from reports.triage.steps.lexicon import lexicon
from tipline.celery import app
app.loader.import_default_modules()
for queues in ("retention", "celery,arrivals"):
    app.amqp.queues.select(queues.split(","))
    worker_init.send(sender=type("Worker", (), {"app": app}))
    print(lexicon.cache_info().currsize, gc.get_freeze_count() > 0)
"""


def test_what_judges_tips_reads_the_rules_once_before_its_processes_part() -> None:
    """What only erases never reads them."""
    command = [sys.executable, "-c", _STARTS]
    done = subprocess.run(command, check=True, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    assert done.stdout.splitlines() == ["0 False", "1 True"]


def test_a_worker_that_starts_clears_what_dead_containers_left(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "state").mkdir()
    for name, hours_ago in (("alive-celery@dead", 25), ("alive-retention@erases", 1), ("compared", 25)):
        (tmp_path / "state" / name).touch()
        os.utime(tmp_path / "state" / name, (time.time() - hours_ago * 3600,) * 2)
    queues = SimpleNamespace(consume_from=())
    app = SimpleNamespace(amqp=SimpleNamespace(queues=queues))
    worker_init.send(sender=type("Worker", (), {"app": app}))
    assert {path.name for path in (tmp_path / "state").iterdir()} == {"alive-retention@erases", "compared"}
