"""The pages and the sweeps that are looked at in the full house: what is asked for, and under which name."""

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from uuid import UUID

from reports.alerts.ladder import climb
from reports.casework.absence import expire_claims
from reports.casework.bulk import forget_bulks, take_up
from reports.clock import today
from reports.dialogue.fading import forget_read
from reports.dialogue.forget import forget_idle_lines
from reports.hooks.telling import gather
from reports.lifecycle import chain, expiry, noted_days, tidy
from reports.models import Case, Channel, Officer, Release, Status, Tip, Unit
from reports.queries.lists import AGES, LANGUAGES, LISTS, NOBODY, View

_dice = random.Random(7)
PLACES = (0.3, 0.97)  # of a list, from which it is gone on with


def lists(officer: Officer, units: list[UUID], *, briefly: bool) -> Iterator[tuple[str, str]]:
    """Yield every list with every way to narrow it, from its begin and from further places.

    `briefly`: with one way to narrow it.
    """
    for which in LISTS:
        for told in ({}, *islice(_narrowings(officer, units), 1 if briefly else None)):
            view = View.read({"list": which} | told)
            name = f"{which} {' '.join(f'{key}={_short(word)}' for key, word in told.items())}".strip()
            query = "&".join(f"{key}={word}" for key, word in view.told().items())
            yield f"list {name}", f"/?{query}"
            for place in PLACES:
                if cursor := _cursor(view, officer, units, place):
                    yield f"list {name}, at {place:.0%}", f"/?{query}&after={cursor}"


def _narrowings(officer: Officer, units: list[UUID]) -> Iterator[dict[str, str]]:
    yield {"unit": str(units[0])}
    yield from ({"status": status} for status in Status.values)
    yield {"assigned_to": NOBODY}
    yield {"assigned_to": str(officer.pk)}
    stranger = Officer.objects.exclude(memberships__unit__in=units).values_list("pk", flat=True)[0]
    yield {"assigned_to": str(stranger)}  # works on none of them, so the whole list is gone over
    yield {"unit": str(units[0]), "status": "new", "assigned_to": NOBODY, "category": "misconduct"}
    yield {"category": "misconduct"}
    yield {"category": "drugs"}
    yield {"channel": Channel.API.value}
    yield {"language": LANGUAGES[-1]}
    yield {"days": str(AGES[0])}
    yield {"days": str(AGES[-1])}
    yield {"unit": str(units[0]), "category": "drugs", "channel": "sms", "language": "acf", "days": "30"}


def _short(word: str) -> str:
    return word if len(word) < 20 else "one"


def _cursor(view: View, officer: Officer, units: list[UUID], place: float) -> str:
    """Return the cursor at a place of a list, found without the officer's keys."""

    class Ring:
        unit_ids = units
        tips = Tip.objects.of_units(units).seen_by(officer)
        tips_for_information = Tip.objects.informing(units).seen_by(officer)

    Ring.officer = officer  # type: ignore[attr-defined]
    tips = view.order.sort(view.of(Ring))  # type: ignore[arg-type]
    row = int(min(20_000, tips.count()) * place)
    tip = next(iter(tips[row : row + 1]), None)
    return view.order.cursor(tip) if tip else ""


def pages(units: list[UUID]) -> Iterator[tuple[str, str]]:
    """Yield the other pages of the desk that read."""
    tip, other = some_tips(units, 2)
    yield "tip", f"/tips/{tip}"
    yield "trail of a tip", f"/tips/{tip}/trail"
    yield "state of the queue", "/state?list=open&was="
    yield "cases", "/cases"
    if case := Case.objects.filter(unit__in=units).first():
        yield "case", f"/cases/{case.pk}"
    yield "mentions", "/mentions"
    yield "people", "/people"
    yield "shift", "/shift"
    yield "duty", "/duty"
    yield "keeping", "/keeping"
    yield "rewards", "/rewards"
    yield "hotline", "/hotline"
    yield "you", "/you"
    yield "what my unit did", "/unit-trail"
    yield "agencies", "/agencies"
    yield "status of the line", "/status"
    yield "several tips", "/several"
    yield "two tips beside each other", f"/tips/{tip}/beside/{other}"
    yield "what came of a tip", f"/tips/{tip}/outcome"
    yield "into a case", f"/tips/{tip}/case"
    yield "a tip's findings", f"/tips/{tip}/correct"
    yield "notices", "/notices"
    if copy := Release.objects.filter(record__tip__unit__in=units).select_related("record").first():
        yield "release copy", f"/tips/{copy.record.tip_id}/releases/{copy.pk}"


def numbers(units: list[UUID]) -> Iterator[tuple[str, str]]:
    """Yield the pages that count or compare: they may read as much as they count."""
    yield "the same things", f"/tips/{some_tips(units, 1)[0]}/same"
    yield "numbers of a month", "/numbers"
    yield "unusual reading", "/unusual"
    yield "numbers of a year", "/numbers?first=2026-01&last=2026-11"
    yield "places of a month", "/numbers/places"


OF_ALL_CLOSED = ("noted days",)
"""Sweeps that go over all closed tips: `benchmarks.noting` measures them."""


def some_tips(units: list[UUID], count: int, *, status: str = Status.OPEN) -> list[UUID]:
    """Return open tips of these units, from anywhere."""
    found = list(Tip.objects.filter(unit__in=units, status=status).values_list("pk", flat=True)[: 20 * count])
    return _dice.sample(found, min(count, len(found)))


def units_of(officer: Officer) -> list[UUID]:
    """Return the units of an officer."""
    return list(Unit.objects.filter(memberships__officer=officer).order_by("slug").values_list("pk", flat=True))


def sweeps() -> Mapping[str, Callable[[], object]]:
    """Return what the clock does, by name; what would go on for long is done once."""
    return {
        "alerts": climb,
        "claims": expire_claims,
        "acts on many tips": take_up,
        "forget acts on many tips": forget_bulks,
        "idle lines": forget_idle_lines,
        "read messages": forget_read,
        "hooks": gather,
        "chain": chain.chain_batch,
        "later arrivals": expiry.blur_later_arrivals,
        "noted days": noted_days.note_days,
        "days of erasure": expiry.settle_days,
        "erasure": lambda: list(islice(expiry._due(Tip.objects.all(), today()).values_list("pk"), 5)),
        "long due": lambda: expiry.long_due().count(),
        "presence": tidy.forget_presence,
        "drafts": tidy.forget_drafts,
        "answers": tidy.forget_answers,
        "leftovers": tidy.drop_leftovers,
    }
