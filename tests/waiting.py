"""Time that passes for what waits, and the worker's turn that comes."""

from datetime import timedelta

from django.db.models import F

from reports.dialogue.lines import ANSWERED_WITHIN
from reports.intake.making_safe import make_safe
from reports.models import Errand, Line


def answers_are_due(*, ago: float = 1.0) -> None:
    """Let the minute pass in which the provider is to tell that it has an answer, and `ago` seconds more."""
    passed = timedelta(seconds=ANSWERED_WITHIN + ago)
    Line.objects.filter(answer_due__isnull=False).update(answer_due=F("answer_due") - passed)


def make_files_safe() -> None:
    """Let the worker make every file safe that was sent to be cleaned afterwards."""
    for errand in Errand.objects.values_list("pk", flat=True):
        make_safe(errand)
