"""The Celery app: messages are JSON, carry ids only, and leave no results."""

import gc
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipline.settings")

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
    """What judges tips holds the rules once for all its processes, and no search for garbage walks through them."""
    if "arrivals" in sender.app.amqp.queues.consume_from:
        from reports.triage.pipeline import read_rules

        read_rules()
        gc.collect()
        gc.freeze()


@heartbeat_sent.connect
def _leave_a_trace(sender: Any, **_: object) -> None:
    """Every two seconds, while it is bound to the broker and takes messages: `tipline.healthy` looks for it."""
    from django.conf import settings

    with suppress(OSError):
        Path(settings.DATA_DIR, "state", f"alive-{sender.eventer.hostname}").touch()
