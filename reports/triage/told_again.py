"""What triage takes for likely the same as a closed tip puts that one on the list for a look."""

from collections.abc import Sequence
from uuid import UUID

from reports.models import Tip
from reports.told_again import LIKELY, point_from_closed
from reports.triage.assessment import Assessment


def tell_of_closed(judged: Sequence[tuple[Assessment, Tip]]) -> None:
    """Point from closed tips to these new ones of the same unit; what their units may not see is left out before."""
    point_from_closed(
        {
            UUID(found.value): tip
            for assessment, tip in judged
            for found in assessment.duplicates
            if found.score >= LIKELY
        }
    )
