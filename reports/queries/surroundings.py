"""What there is around a tip, asked in one statement: of most tips little, and what there is none of is not read."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from reports.models import Officer, Tip
from reports.models.raw import plain_rows

_AROUND = "SELECT looking, silent, uploads, near FROM around_tip(%s, %s, %s)"


class Near(StrEnum):
    """What a tip may have, in the order in which `around_tip` tells it (migration 0093)."""

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
    found = plain_rows("default", _AROUND, tip.pk, officer.pk, timezone.now())
    if not found:
        raise Tip.DoesNotExist
    looking, silent, uploads, near = found[0]
    return Surroundings(
        looking=tuple(looking),
        silent=tuple(silent),
        being_made_safe=uploads,
        near=frozenset(name for name, is_there in zip(Near, near, strict=True) if is_there),
    )
