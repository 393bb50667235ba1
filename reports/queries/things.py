"""What tips name that can be the same in another: people, plates, boats, phones, places.

All of it is read in the officer's session and kept nowhere: a stored hash of a plate would let a thief ask for plates.
What could identify the tipster is no such thing and is left out, here and where it is shown.

Triage looks among what came before a tip, and says so in that tip's own findings. So of a later one that it holds for
like this one only that one's findings know, and they are opened here too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any
from uuid import UUID

from reports import audit
from reports.keyring import KeyRing
from reports.models import LinkKind, Tip
from reports.models.choices import ORIGIN
from reports.models.tip import reference
from reports.queries.masking import hidden
from reports.queries.question import fold
from reports.queries.reading import Judged, read_judged

KINDS = (LinkKind.PERSON, LinkKind.PLATE, LinkKind.BOAT, LinkKind.PHONE, LinkKind.PLACE)
MOST_COMPARED = 2_000  # of the newest tips: about 0.8 s, by 0.4 ms a tip measured on a busy machine
MOST_SHOWN = 20
_TITLES = """mr mrs ms miss mister dr doctor pastor father fr rev reverend bishop sir madam teacher coach nurse sister
brother uncle auntie aunty tonton tantie matante tant monsieur mme madame mlle mademoiselle maitre don dona senor
senora misye misie msye madanm manmzel met pe pc wpc cpl corporal sgt sergeant inspector insp asp acp officer
constable detective det superintendent supt commissioner minister hon honourable honorable captain kapten kaptenn capt
lieutenant lt skipper boss deacon elder principal caporal kaporal sergent sejan inspecteur cabo sargento ton madan mesye
paste granny grann apostle prophet chef empress sajan sajen sargento kaponal brigadier lyetnan capitaine capitan
enspekte oficial officier ofisye docteur dokte nos titcha maestra maestro profesora profesor infirmiere
ma polis teniente comandante agente adjudant commissaire manze mamzel komise"""
TITLES = frozenset(_TITLES.split())
"""What may stand before a name, folded: "Corporal Marcia Reid" is Marcia Reid. All that triage knows, and ranks."""
_COMMON = 0.1  # what more than this share of the compared tips name makes none of them alike
_FEW = 30  # compared tips; of fewer nothing is common


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing where a text names it, or the answer with this id. `key` is the same however it is written."""

    kind: LinkKind
    key: str = field(repr=False)
    name: str = field(repr=False)
    start: int
    end: int
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """A tip that names some of the same things, the rarest first.

    `why`: it came later, and triage says that it is like this one.
    """

    tip: Tip
    things: tuple[Thing, ...] = field(repr=False)
    why: tuple[str, ...] = field(default=(), repr=False)


def things_in(judged: Judged) -> list[Thing]:
    """Return what a record names, its text and then its answers, without what could identify the tipster.

    Of what was added to another tip and set apart, that one comes last: what else was added to it tells of the same.
    """
    named = _things(judged.text, judged.findings)
    for answer, findings in judged.in_answers.items():
        named += _things(judged.answers.get(answer, ""), findings, answer)
    return named + [
        Thing(LinkKind.INCIDENT, one["value"], reference(UUID(one["value"])), 0, 0)  # no words of it name that tip
        for one in judged.findings
        if one["step"] == ORIGIN
    ]


def _things(text: str, findings: Sequence[Mapping[str, Any]], answer: str = "") -> list[Thing]:
    secret, found = hidden(findings), []
    for one in findings:
        if one["step"] != "entities" or one["value"] not in KINDS:
            continue
        for start, end, rule, _ in one["spans"]:
            name = text[start:end]
            key = _key(one["value"], name, rule)
            if key and not any(start < stop and begin < end for begin, stop in secret):
                found.append(Thing(LinkKind(one["value"]), key, name, start, end, answer))
    return sorted(found, key=lambda thing: thing.start)


def once_each(things: Iterable[Thing]) -> dict[tuple[LinkKind, str], Thing]:
    """Return each thing as it was first written, by what makes it the same."""
    found: dict[tuple[LinkKind, str], Thing] = {}
    for thing in things:
        found.setdefault((thing.kind, thing.key), thing)
    return found


def find_same(ring: KeyRing, tip: Tip) -> tuple[list[Same], int]:
    """Compare a tip with the newest that the officer may read; return those that share something, and how many were.

    First come those of which triage said, when they came, that they are like this one. That it was asked is audited,
    with the tips that are shown.
    """
    newest = list(ring.tips.newest_first().values_list("pk", flat=True)[:MOST_COMPARED])
    judged = read_judged(ring, {tip.pk, *newest})
    named = {tip_id: _named(read) for tip_id, read in judged.items()}
    own = named.pop(tip.pk, {})
    holders = {key: sum(key in other for other in named.values()) for key in own}
    telling = {key: count for key, count in holders.items() if count <= max(_FEW, len(named)) * _COMMON}
    shared = {pk: [key for key in telling if key in other] for pk, other in named.items()}
    weight = {key: log((len(named) + 1) / count) for key, count in telling.items() if count}
    later = {pk: why for pk in named if (why := _likens(judged[pk], tip.pk))}
    found = (pk for pk, keys in shared.items() if keys or pk in later)
    best = sorted(found, key=lambda pk: (pk not in later, -sum(weight[key] for key in shared[pk])))
    tips = ring.tips.select_related("unit").in_bulk(best[:MOST_SHOWN])
    same = [
        Same(
            tips[pk],
            tuple(named[pk][key] for key in sorted(shared[pk], key=lambda key: -weight[key])),
            later.get(pk, ()),
        )
        for pk in best[:MOST_SHOWN]
        if pk in tips
    ]
    shown = " ".join(one.tip.reference for one in same)
    audit.enter("tips.compared", by=ring.officer, tip=tip.pk, unit=tip.unit_id, compared=len(named), tips=shown)
    return same, len(named)


def _named(read: Sequence[Judged]) -> Mapping[tuple[LinkKind, str], Thing]:
    return once_each(thing for judged in read for thing in things_in(judged))


def _likens(read: Sequence[Judged], tip_id: UUID) -> tuple[str, ...]:
    """Return for what reasons triage holds what was told here for like that tip, if it does."""
    found = (one for judged in read for one in judged.findings if one["step"] == "duplicates")
    return tuple(one["reason"] for one in found if one["value"] == str(tip_id))


def _key(kind: str, name: str, rule: str) -> str:
    if kind == LinkKind.PLACE:
        return rule
    plain = fold(name)
    if kind == LinkKind.PHONE:
        return "".join(letter for letter in plain if letter.isdigit())[-7:]
    if kind == LinkKind.PERSON:
        words = plain.replace(".", " ").split()
        while len(words) > 1 and words[0] in TITLES:
            words = words[1:]
        return " ".join(words)
    return "".join(letter for letter in plain if letter.isalnum())
