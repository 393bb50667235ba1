"""How long a closed tip is kept: the rules as data, and the day on which a tip is erased.

The day is set when a tip is closed, and told to the tipster. Other rules may bring it forward later, never put it off;
only a legal hold does that.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.clock import today
from reports.models import Category, CloseReason, HoldState, LegalHold, RetentionRules, Tip
from reports.models.retention import STANDING
from reports.signed_rules import in_force as newest
from reports.wall import whole_house

WARNED_DAYS = 14  # before an erasure, a tip stands on the list of its unit
SHORTEST, LONGEST, MOST_RULES = WARNED_DAYS, 3650, 40
JUNK = (CloseReason.SPAM, CloseReason.PRANK, CloseReason.NOT_A_TIP)


class BadRules(Exception):
    """Rules that nobody may put in force; `reason` is one of: number, word, twice, many, junk_later."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Days for tips of a category and an outcome; an empty one fits any."""

    category: str = ""
    outcome: str = ""
    days: int

    def fits(self, category: str, outcome: str) -> bool:
        """Whether it speaks of such a tip."""
        return self.category in ("", category) and self.outcome in ("", outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One version of the rules: the first row that fits decides, else the default. `since`: in force since that day."""

    version: int = 1
    default: int
    rows: tuple[Rule, ...] = ()
    since: date | None = None

    def __post_init__(self) -> None:
        """Raises BadRules."""
        places = [(rule.category, rule.outcome) for rule in self.rows]
        if not all(SHORTEST <= days <= LONGEST for days in (self.default, *(rule.days for rule in self.rows))):
            raise BadRules("number")
        if any(
            {category} - {"", *Category.values} or {outcome} - {"", *CloseReason.values} for category, outcome in places
        ):
            raise BadRules("word")
        if len(set(places)) < len(places) or ("", "") in places:
            raise BadRules("twice")
        if len(places) > MOST_RULES:
            raise BadRules("many")
        if any(self.days("", junk) > self.default for junk in JUNK):
            raise BadRules("junk_later")

    def days(self, category: str, outcome: str) -> int:
        """Return for how many days after its closing such a tip is kept."""
        return next((rule.days for rule in self.rows if rule.fits(category, outcome)), self.default)

    def told(self) -> dict[str, Any]:
        """Return them as they are stored."""
        rows = [{"category": rule.category, "outcome": rule.outcome, "days": rule.days} for rule in self.rows]
        return {"default": self.default, "rows": rows}

    @property
    def shortest(self) -> int:
        """The fewest days in them."""
        return min(self.default, *(rule.days for rule in self.rows), LONGEST)

    @property
    def longest(self) -> int:
        """The most days in them."""
        return max(self.default, *(rule.days for rule in self.rows), SHORTEST)


def of(told: Mapping[str, Any], *, version: int, since: date | None = None) -> Rules:
    """Return stored rules. Raises BadRules."""
    rows = tuple(Rule(**row) for row in told["rows"])
    return Rules(version=version, default=told["default"], rows=rows, since=since)


@cache
def shipped() -> Rules:
    """Return the rules that the program brings."""
    told = tomllib.loads(Path(__file__).with_name("retention.toml").read_text())
    return Rules(default=told["default"], rows=tuple(Rule(**row) for row in told["rule"]))


def in_force() -> Rules:
    """Return the rules that hold today."""
    row = newest(RetentionRules.objects.all())
    return of(row.told, version=row.version, since=row.in_force_since) if row else shipped()


def closed_today(tip: Tip) -> None:
    """Set the days of a tip that is just closed; the caller saves it."""
    tip.rests_since = today()
    tip.erase_on = tip.rests_since + timedelta(days=in_force().days(tip.category, tip.outcome))


def opened_again(tip: Tip) -> None:
    """A tip that is worked on has no day on which it is erased, and waits for no look; the caller saves it."""
    tip.rests_since = tip.erase_on = tip.again_because = None


def earliest(tip: Tip, rules: Rules) -> date:
    """Return the day on which these rules would erase a closed tip: never without the warning before."""
    day = (tip.rests_since or today()) + timedelta(days=rules.days(tip.category, tip.outcome))
    return max(day, rules.since + timedelta(days=WARNED_DAYS)) if rules.since else day


def is_held(tip_id: UUID) -> bool:
    """Whether a legal hold stops the erasure of a tip."""
    return LegalHold.objects.filter(tip_id=tip_id, state__in=STANDING).exists()


def stopping(day: date) -> QuerySet[LegalHold]:
    """Return the holds that stop erasures on a day: those that stand, and those that were asked for lately."""
    asked = Q(state=HoldState.ASKED, asked_on__gt=day - timedelta(days=WARNED_DAYS))
    return LegalHold.objects.filter(asked | Q(state__in=STANDING))


def erased_on(tip: Tip) -> date | None:
    """Return the day on which a tip is erased as things stand; none for one in work, held, or led by one of these."""
    with whole_house():  # it may have gone to another unit
        leading = Tip.objects.filter(led__tip=tip).first()
    days = [one.erase_on if not is_held(one.pk) else None for one in (tip, leading) if one]
    known = [day for day in days if day]
    return max(*known, today() + timedelta(days=1)) if len(known) == len(days) else None
