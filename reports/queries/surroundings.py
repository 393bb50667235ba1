"""What there is around a tip, asked in one statement: of most tips little, and what there is none of is not read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from reports.models import (
    Alert,
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
    Recusal,
    Release,
    Tip,
)
from reports.queries.reading import waits_beside

# What a statement that was put together once names in the places of these.
_TIP, _OFFICER, _NOW = UUID(int=1), UUID(int=2), datetime(1, 1, 2, tzinfo=UTC)


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
    RECUSED = "recused"
    ALERT = "alert"


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
    statement, values = _statement()
    told: dict[Any, Any] = {_TIP: tip.pk, _OFFICER: officer.pk, _NOW: timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(statement, [told.get(value, value) for value in values])
        found = cursor.fetchone()
    if found is None:
        raise Tip.DoesNotExist
    names, silent, waiting, *there = found
    return Surroundings(
        looking=tuple(names),
        silent=tuple(silent),
        being_made_safe=len(waiting),
        near=frozenset(name for name, is_there in zip(Near, there, strict=True) if is_there),
    )


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """Return the statement, with what stands for the tip, the officer and now.

    Django takes longer to put it together than Postgres to answer it.
    """
    of_tip = OuterRef("pk")
    looking = Presence.objects.filter(tip=of_tip, until__gt=_NOW).exclude(officer=_OFFICER)
    uploads = Errand.objects.filter(record__tip=of_tip, kind=ErrandKind.UPLOAD, fetched=False)
    uploads = uploads.exclude(waits_beside("record"))
    near = _near(of_tip, _OFFICER)
    asked = Tip.objects.filter(pk=_TIP).values_list(
        ArraySubquery(looking.order_by("officer__name").values("officer__name")),
        ArraySubquery(Line.objects.filter(tip=of_tip).values("silent")),
        ArraySubquery(uploads.values("pk")),
        *(near[name] for name in Near),
    )
    return asked.query.sql_with_params()


def _near(of_tip: OuterRef, officer: UUID) -> dict[Near, Any]:
    links = Link.objects.filter(Q(first=of_tip) | Q(second=of_tip))
    merges = Merge.objects.filter(Q(tip=of_tip) | Q(into=of_tip))
    return {
        Near.OUTCOME: Exists(Outcome.objects.filter(tip=of_tip)),
        Near.JOINED: Exists(links) | Exists(merges),
        Near.CASE: Exists(CaseTip.objects.filter(tip=of_tip)),
        Near.RELEASE: Exists(Release.objects.filter(record__tip=of_tip)),
        Near.FEEDBACK: Exists(Feedback.objects.filter(tip=of_tip)),
        Near.ALERT: Exists(Alert.objects.filter(tip=of_tip, due_at__isnull=False)),
        Near.RECUSED: Exists(Recusal.objects.filter(tip=of_tip)),
        Near.HOLD: Exists(LegalHold.objects.filter(tip=of_tip)),
        Near.DRAFT: Exists(Draft.objects.filter(tip=of_tip, officer=officer)),
        Near.MENTION: Exists(Mention.objects.filter(record__tip=of_tip, officer=officer, is_new=True)),
    }
