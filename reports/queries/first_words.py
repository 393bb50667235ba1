"""The first words of many tips, for a list that nobody asked to read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from reports import keystore
from reports.keyring import KeyRing
from reports.models import KeyPurpose, Officer, RecordKind, Tip, TriageState
from reports.models.raw import ids, plain_rows
from reports.models.record import was_judged
from reports.namesakes import EVERYDAY, namesakes
from reports.queries.masking import findings_for, masked
from reports.sealing.many import Opener, Part
from reports.sealing.opening import CannotOpen
from reports.taking_off import readers_left

_RECORDS = "SELECT id, body, findings FROM record WHERE id = ANY(%s::uuid[])"
_BODY, _FINDINGS = Part("body"), Part("findings")


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What a list shows of a tip: its first words, masked; where it has none, its answers as they were given.

    `findings` are those that say what to mask in them, as they are stored, or None. `opens`: whether its own words,
    which are not erased, can be opened. `names_reader`: nobody has judged them yet, and who asks may be meant by them.
    """

    text: str = field(repr=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    findings: Mapping[str, Any] | None = field(default=None, repr=False)
    opens: bool = True
    names_reader: bool = False


def first_words(ring: KeyRing, tips: Iterable[Tip], length: int = 140) -> dict[UUID, FirstWords]:
    """Return the first words of many tips, but for those that are erased: keys and erasure keys are fetched in bulk.

    What triage found to identify the tipster is masked: a list shows words that nobody asked to read. Of a tip that
    names who asks, and that triage would keep from him, nothing is returned but that.
    """
    asked, opener = {tip.pk: tip for tip in tips}, Opener()
    names = list(asked)
    if not names:
        return {}
    roots, erasures = ring.roots(names), keystore.get_many(KeyPurpose.ERASURE, names)
    told = {}
    for tip_id, body, findings in plain_rows("default", _RECORDS, ids(*names)):
        if tip_id not in erasures and tip_id not in erasures.spoilt:
            continue
        try:
            tip = _Tip(opener, tip_id, roots[tip_id], erasures.opened(tip_id), asked[tip_id].triage)
            shown = _shown(tip, body, findings)
            if asked[tip_id].triage == TriageState.WAITING and _names(shown, ring, asked[tip_id]):
                told[tip_id] = FirstWords("", names_reader=True)
                continue
        except (KeyError, CannotOpen):  # the list shows the others
            told[tip_id] = FirstWords("", opens=False)
            continue
        line = " ".join(shown.text[: 2 * length].split())[:length]
        told[tip_id] = FirstWords(line) if line else shown
    return told


def kept_from(ring: KeyRing, tips: Iterable[Tip]) -> set[UUID]:
    """Return those of these tips that wait to be judged and name who asks: triage will keep them from him."""
    waiting = [tip for tip in tips if tip.triage == TriageState.WAITING]
    return {tip_id for tip_id, words in first_words(ring, waiting).items() if words.names_reader}


def _names(shown: FirstWords, ring: KeyRing, tip: Tip) -> bool:
    """Whether words may mean who reads them, and somebody else is there to do so.

    By the first name alone, too: triage asks first whether he is not to know, and a colleague has it for so long.
    """
    told = "\n".join((shown.text, *map(str, shown.answers.values())))
    return may_mean(told, ring.officer) and bool(readers_left(tip, {ring.officer.pk}))


def may_mean(words: str, officer: Officer) -> bool:
    """Return whether words may mean an officer, be it by the first name alone, unless that is a word of every day."""
    return bool(namesakes(words, _both_ways(officer.name)))


def _both_ways(name: str) -> list[str]:
    """A name, and with its first word last, unless that is a word of every day."""
    first, *rest = name.split() or [""]
    return [name] if first.lower() in EVERYDAY else [name, " ".join([*rest, first])]


@dataclass(frozen=True, slots=True)
class _Tip:
    """What opens a tip's first record, whose id is the tip's own."""

    opener: Opener
    tip_id: UUID
    root: bytes = field(repr=False)
    erasure: bytes = field(repr=False)
    triage: str

    def open(self, part: Part, sealed: memoryview) -> Any:
        """Return what lies in one part. Raises CannotOpen."""
        place = self.tip_id.bytes
        plain = part.open(self.opener, self.root, self.erasure, place, place, bytes(sealed))
        if plain is None:
            raise CannotOpen
        return json.loads(plain)


def _shown(tip: _Tip, body: memoryview, sealed_findings: memoryview | None) -> FirstWords:
    said = tip.open(_BODY, body)
    text, answers = said["text"], said["answers"]
    stored = None if sealed_findings is None else tip.open(_FINDINGS, sealed_findings)
    findings = findings_for(stored, text, answers, was_judged=was_judged(RecordKind.TIP, answers, tip.triage))
    return FirstWords(text if findings is None else masked(text, findings), answers, findings)
