"""What was added in danger to another unit's tip, for the duty unit: the rest of the tip only that unit can open.

Words that could identify the tipster are masked, as on a tip's page, until the officer says that somebody is in danger.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from reports.alerts.roster import to_reach
from reports.casework.unmasking import mask_again, purposes_for
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.thread import MEANT, SPOKEN, UNASKED
from reports.dashboard.unmasking import ask, sees_source
from reports.dashboard.wording import Words, came
from reports.guides import in_words
from reports.models import Tip
from reports.models.choices import ACT, HEARD
from reports.queries.added import Added, find_added, read_added
from reports.queries.masking import MASK, masked
from reports.withheld import masked_answers


@dataclass(frozen=True, slots=True)
class _Said:
    """One addition as the page shows it."""

    when: str
    text: str = field(repr=False)
    answers: list[tuple[str, str]] = field(repr=False)
    files: int
    meant: Words
    spoken: Words

    @property
    def is_masked(self) -> bool:
        """Whether anything is masked in it."""
        return any(MASK in words for words in (self.text, *(answer for _, answer in self.answers)))


@at_the_desk
@require_safe
def added(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    try:
        read = read_added(request.key_ring, tip_id)
    except Tip.DoesNotExist:
        raise Http404 from None
    is_shown = sees_source(request, read.tip)
    said = list(_said(read.added, is_shown))
    page = {
        "page": "duty",
        "tip": read.tip,
        "alert": read.alert,
        "said": said,
        "spoilt": read.spoilt,
        "reach": to_reach(read.tip),
        "source": {
            "is_shown": is_shown,
            "is_masked": not is_shown and any(one.is_masked for one in said),
            "purposes": purposes_for(read.tip, request.key_ring),
        },
    }
    return render(request, "dashboard/added.html", page)


@at_the_desk
@require_POST
def added_source(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Show what is masked there, or mask it again."""
    try:
        tip = find_added(request.key_ring, tip_id)
    except Tip.DoesNotExist:
        raise Http404 from None
    if request.POST.get("do") != "hide":
        ask(request, tip)
    elif sees_source(request, tip):
        mask_again(tip=tip, by=request.user)
    return redirect("dashboard:added", tip_id=tip.pk)


def _said(added: Iterable[Added], is_shown: bool) -> Iterable[_Said]:
    for one in added:
        answers = {name: told for name, told in one.answers.items() if name not in UNASKED}
        yield _Said(
            when=came(one.record.at),
            text=one.text if is_shown else masked(one.text, one.findings),
            answers=in_words(answers if is_shown else masked_answers(answers, one.findings)),
            files=one.files,
            meant=MEANT.get(one.answers.get(ACT, ""), ""),
            spoken=SPOKEN.get(one.answers.get(HEARD, ""), ""),
        )
