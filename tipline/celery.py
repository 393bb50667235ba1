"""The Celery app: messages are JSON, carry ids only, and leave no results."""

import os

from celery import Celery
from celery.signals import setup_logging

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
