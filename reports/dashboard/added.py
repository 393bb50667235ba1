"""What was added in danger to another unit's tip, for the duty unit: the rest of the tip only that unit can open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.alerts.roster import to_reach
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.tip import MEANT, SPOKEN, UNASKED
from reports.dashboard.wording import Words, came
from reports.guides import in_words
from reports.models import Tip
from reports.models.choices import ACT, HEARD
from reports.queries.added import Added, read_added
from reports.queries.masking import masked
from reports.withheld import masked_answers


@dataclass(frozen=True, slots=True)
class _Said:
    """One addition as the page shows it, masked: the tip's own unit alone may ask to see its source."""

    when: str
    text: str = field(repr=False)
    answers: list[tuple[str, str]] = field(repr=False)
    files: int
    meant: Words
    spoken: Words


@at_the_desk
@require_safe
def added(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    try:
        read = read_added(request.key_ring, tip_id)
    except Tip.DoesNotExist:
        raise Http404 from None
    page = {
        "page": "duty",
        "tip": read.tip,
        "alert": read.alert,
        "said": list(_said(read.added)),
        "spoilt": read.spoilt,
        "reach": to_reach(read.tip),
    }
    return render(request, "dashboard/added.html", page)


def _said(added: Iterable[Added]) -> Iterable[_Said]:
    for one in added:
        answers = {name: told for name, told in one.answers.items() if name not in UNASKED}
        yield _Said(
            when=came(one.record.at),
            text=masked(one.text, one.findings),
            answers=in_words(masked_answers(answers, one.findings)),
            files=one.files,
            meant=MEANT.get(one.answers.get(ACT, ""), ""),
            spoken=SPOKEN.get(one.answers.get(HEARD, ""), ""),
        )
