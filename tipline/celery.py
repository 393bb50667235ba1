"""The Celery app: messages are JSON, carry ids only, and leave no results."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipline.settings")

app = Celery("tipline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["reports.intake", "reports.triage", "reports.dialogue", "reports.lifecycle"], related_name="tasks"
)
