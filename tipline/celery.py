"""The Celery app: messages are JSON, carry ids only, and leave no results."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_init

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
