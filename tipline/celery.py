"""The Celery app: messages are JSON, carry ids only, and leave no results."""

import gc
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging, worker_init

from tipline.memory import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipline.settings")

_DEAD_SECONDS = 86_400  # who is well leaves a trace each two seconds, or after an erasure of some minutes

app = Celery("tipline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "reports.intake",
        "reports.triage",
        "reports.dialogue",
        "reports.alerts",
        "reports.casework",
        "reports.lifecycle",
        "reports.rewards",
        "reports.hooks",
    ],
    related_name="tasks",
)


@setup_logging.connect
def _keep_the_logging_of_the_settings(**_: object) -> None:
    """Celery would add handlers of its own, which write a clock time and pass by the redaction filter."""


@worker_init.connect
def _read_the_rules_before_the_processes_part(sender: Any, **_: object) -> None:
    """What judges tips holds the rules once for all its processes, and no search for garbage walks through them.

    A file of them that nobody can read stops the start: judging without it, nobody would be called to what it knows.
    """
    if "arrivals" in sender.app.amqp.queues.consume_from:
        from reports.triage.pipeline import read_rules
        from reports.triage.steps.rule_files import RulesUnread

        try:
            with loading():
                read_rules()
        except RulesUnread as problem:
            raise SystemExit(f"A file of rules cannot be read, so the worker does not start: {problem}") from None
        gc.collect()
        gc.freeze()


@worker_init.connect
def _clear_the_traces_of_the_dead(**_: object) -> None:
    """Each container has a name of its own, and what it left would stay for ever."""
    for trace in _traces().glob("alive-*"):
        with suppress(OSError):
            if time.time() - trace.stat().st_mtime > _DEAD_SECONDS:
                trace.unlink()


@heartbeat_sent.connect
def _leave_a_trace(sender: Any, **_: object) -> None:
    """Every two seconds, while it is bound to the broker and takes messages: `tipline.healthy` looks for it."""
    with suppress(OSError):
        (_traces() / f"alive-{sender.eventer.hostname}").touch()


def _traces() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR, "state")
