"""What stands beside the forms by which a tip could leave standards or oversight: what to weigh, and what to answer."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from reports.casework.refer import spoken_of
from reports.dashboard.found import quoted
from reports.models import Tip, Unit
from reports.models.choices import APART
from reports.queries.named import kept_from
from reports.queries.reading import ReadEntry
from reports.triage.assessment import Assessment
from reports.withheld import masked_assessment

ANSWER = _("I have read it: nothing in it is said against police, or that unit")
UNANSWERED = _(
    "A tip leaves standards and oversight only where you tick that you have read it and that nothing in it is said"
    " against police, or that unit. If something is, it stays with these two."
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """`heard`: triage heard a wrong said outright, in the words `quotes` where these may be shown.

    `spoken_of`: units whose members the tip may speak of; `tells_of_police`: of police whom nobody knows.
    """

    heard: bool
    quotes: str = field(repr=False)
    spoken_of: list[Unit]
    tells_of_police: bool
    answer = ANSWER


def leaving(tip: Tip, ways: Iterable[Unit], entries: Collection[ReadEntry], *, with_source: bool) -> Leaving | None:
    """Return it of a tip of standards or oversight; None of any other.

    `ways`: the units that it can be passed on to, `entries`: what its page has opened of it.
    """
    if tip.unit.purpose not in APART:
        return None
    heard, kept = list(_heard(entries, with_source=with_source)), kept_from(entries)
    return Leaving(
        heard=bool(heard),
        quotes=", ".join(dict.fromkeys(filter(None, heard))),
        spoken_of=spoken_of(ways, entries, kept),
        tells_of_police=kept.tells_of_police,
    )


def _heard(entries: Collection[ReadEntry], *, with_source: bool) -> Iterator[str]:
    """Yield the words of each wrong that was heard; "" where they stand in an answer, or are masked."""
    for entry in entries:
        if not entry.findings:
            continue
        judged = Assessment.from_dict(entry.findings)
        shown = judged if with_source else masked_assessment(judged, entry.text)
        yield from (quoted(one, entry.text) for one in shown.of("conflict") if one.score > 0)
