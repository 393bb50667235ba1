"""What a tip lacks, and the ready question that asks for it: one press sends it, in the tip's language.

What officers said it lacked comes first; then what no answer and no word of it tells. A ready question repeats nothing
of any tip.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.dashboard.wording import Words
from reports.dialogue.canned import Canned
from reports.models import Missing, RecordKind
from reports.queries.reading import ReadEntry
from reports.triage.assessment import Assessment

MOST = 4  # of more, none is asked
KNOWN = "known"  # by how many people: what the guide asks, and no outcome
_LABELS: Mapping[str, Words] = {KNOWN: _("How many people could know it")}
_ASKS: Mapping[str, Sequence[str]] = {
    Missing.PLACE: ("where", "where_now"),
    Missing.TIME: ("when_again", "last_seen", "since_when"),
    Missing.WHO: ("recognise",),
    Missing.VEHICLE: ("recognise",),
    Missing.SEEN: ("seen_or_told",),
    Missing.SINCE: ("since_when",),
    KNOWN: ("how_many_know",),
}
"""By what is missing the names of the questions that ask for it, the best first; a category may not offer all."""
_ANSWERED: Mapping[str, Sequence[str]] = {
    Missing.PLACE: ("place", "where"),
    Missing.TIME: ("when",),
    Missing.SEEN: ("how_known",),
    KNOWN: ("how_many_know",),
}
"""By what may be missing the parts of ids of answers that tell it: `drugs.where`, `place.landmark`."""
_FOUND: Mapping[str, str] = {Missing.PLACE: "place", Missing.TIME: "datetime"}
_SEEN = "witness"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a tip lacks, and what asks for it."""

    label: Words
    question: Canned


def lacks(
    read: Sequence[ReadEntry], judged: Iterable[Assessment], said: Collection[str], ready: Iterable[Canned]
) -> list[Lack]:
    """Return what is worth asking. `said`: what officers wrote down as missing; `ready`: the questions on offer."""
    offered = {each.name: each for each in ready}
    asked = [entry.text.strip() + "\n" for entry in read if entry.record.kind == RecordKind.QUESTION]
    found: dict[str, Lack] = {}
    for missing in dict.fromkeys([*said, *_untold(read, list(judged))]):
        each = next((offered[name] for name in _ASKS.get(missing, ()) if name in offered), None)
        if each and not any(said.startswith((f"{each.said}\n", f"{each.english}\n")) for said in asked):
            label = _LABELS.get(missing) or Missing(missing).label
            found.setdefault(each.name, Lack(label, each))
    return list(found.values())[:MOST]


def _untold(read: Iterable[ReadEntry], judged: Sequence[Assessment]) -> Iterator[str]:
    """Yield what no answer and nothing that triage found tells."""
    told = {part for entry in read for name, said in entry.answers.items() if said.strip() for part in name.split(".")}
    named = {one.value for each in judged for one in each.entities}
    named |= {one.value for each in judged for told_of in each.in_answers.values() for one in told_of}
    has_seen = any(one.value == _SEEN for each in judged for one in each.of("identifying"))
    for missing, parts in _ANSWERED.items():
        is_found = _FOUND.get(missing) in named or (missing == Missing.SEEN and has_seen)
        if not is_found and told.isdisjoint(parts):
            yield missing
