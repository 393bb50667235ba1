"""Time that passes for what waits."""

from datetime import timedelta

from django.db.models import F

from reports.dialogue.lines import ANSWERED_WITHIN
from reports.models import Line


def answers_are_due(*, ago: float = 1.0) -> None:
    """Let the minute pass in which the provider is to tell that it has an answer, and `ago` seconds more."""
    passed = timedelta(seconds=ANSWERED_WITHIN + ago)
    Line.objects.filter(answer_due__isnull=False).update(answer_due=F("answer_due") - passed)
