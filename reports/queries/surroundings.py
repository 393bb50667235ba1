"""What there is around a tip, asked in one statement: of most tips little, and what there is none of is not read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from reports.models import (
    CaseTip,
    Draft,
    Errand,
    ErrandKind,
    Feedback,
    LegalHold,
    Line,
    Link,
    Mention,
    Merge,
    Officer,
    Outcome,
    Presence,
    Release,
    Tip,
)


class Near(StrEnum):
    """What a tip may have."""

    OUTCOME = "outcome"
    JOINED = "joined"
    CASE = "case"
    RELEASE = "release"
    FEEDBACK = "feedback"
    HOLD = "hold"
    DRAFT = "draft"
    MENTION = "mention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a tip.

    `looking`: the colleagues who have it open. `silent`: of each of its lines, whether its tipster wants no texts.
    `being_made_safe`: uploads that wait. `near`: of what there is at least one.
    """

    looking: tuple[str, ...]
    silent: tuple[bool, ...]
    being_made_safe: int
    near: frozenset[Near]


def surroundings(tip: Tip, officer: Officer) -> Surroundings:
    """Return what stands around a tip; words that were begun, and new mentions, are those of this officer."""
    of_tip = OuterRef("pk")
    looking = Presence.objects.filter(tip=of_tip, until__gt=timezone.now()).exclude(officer=officer)
    uploads = Errand.objects.filter(record__tip=of_tip, kind=ErrandKind.UPLOAD, fetched=False)
    near = _near(of_tip, officer)
    names, silent, waiting, *there = (
        Tip.objects.filter(pk=tip.pk)
        .values_list(
            ArraySubquery(looking.order_by("officer__name").values("officer__name")),
            ArraySubquery(Line.objects.filter(tip=of_tip).values("silent")),
            ArraySubquery(uploads.values("pk")),
            *near.values(),
        )
        .get()
    )
    return Surroundings(
        looking=tuple(names),
        silent=tuple(silent),
        being_made_safe=len(waiting),
        near=frozenset(name for name, is_there in zip(near, there, strict=True) if is_there),
    )


def _near(of_tip: OuterRef, officer: Officer) -> dict[Near, Any]:
    links = Link.objects.filter(Q(first=of_tip) | Q(second=of_tip))
    merges = Merge.objects.filter(Q(tip=of_tip) | Q(into=of_tip))
    return {
        Near.OUTCOME: Exists(Outcome.objects.filter(tip=of_tip)),
        Near.JOINED: Exists(links) | Exists(merges),
        Near.CASE: Exists(CaseTip.objects.filter(tip=of_tip)),
        Near.RELEASE: Exists(Release.objects.filter(record__tip=of_tip)),
        Near.FEEDBACK: Exists(Feedback.objects.filter(tip=of_tip)),
        Near.HOLD: Exists(LegalHold.objects.filter(tip=of_tip)),
        Near.DRAFT: Exists(Draft.objects.filter(tip=of_tip, officer=officer)),
        Near.MENTION: Exists(Mention.objects.filter(record__tip=of_tip, officer=officer, is_new=True)),
    }
