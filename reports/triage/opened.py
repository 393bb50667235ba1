"""A waiting arrival, opened for the worker, and all that the steps are told of it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Value

from reports import keystore
from reports.models import (
    Capsule,
    CloseReason,
    Feedback,
    Joining,
    KeyPurpose,
    Membership,
    Officer,
    Record,
    RecordKind,
    Tip,
    Unit,
    Urgency,
)
from reports.models.choices import APART
from reports.models.outcome import COUNTS
from reports.sealing.keys import record_key
from reports.sealing.opening import unseal
from reports.triage.assessment import KnownOfficer, LearnedWeights, TipText
from reports.triage.candidates import earlier_tips, keep_up
from reports.triage.learning.train import weights_in_use
from reports.triage.routes import Routes, in_force
from reports.worker_box import TRIAGE, open_handed
from reports.writing import Came

DOUBTFUL = "[receipt?]"  # what officers read in the place of a number that may be a part of a receipt
_FRUIT = frozenset(
    {
        CloseReason.ARREST,
        CloseReason.CHARGE,
        CloseReason.CLEARED,
        CloseReason.SEIZURE,
        CloseReason.PERSON_SAFE,
        CloseReason.PREVENTED,
    }
)
"""How a copy ended that led to something, as an agency's form says it."""
PLACES = "kept_back"  # in a sealed body: where such marks stand, for numbers that the capsule holds


@dataclass(frozen=True, slots=True)
class Opened:
    """What a capsule held. `kept_back`: numbers of the text that stand nowhere else (reports.triage.kept_back).

    `came`: what the arrival does to the tip it joins, once it is judged; None of whatever did so when it came.
    """

    root: bytes = field(repr=False)
    erasure: bytes = field(repr=False)
    receipt: str = field(repr=False)
    kept_back: tuple[str, ...] = field(default=(), repr=False)
    came: frozenset[Came] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What judging needs to know besides the tip: the same for all that are judged together."""

    officers: tuple[KnownOfficer, ...] = field(repr=False)
    learned: LearnedWeights | None = field(repr=False)
    routes: Routes
    called: Mapping[str, str] = field(default_factory=dict)
    """What the units are called, and were before, that an administrator may name, and which unit it is, by its slug."""


def known_here() -> Known:
    """Return what is known now; the memory of earlier tips is brought up to date."""
    keep_up()
    return Known(tuple(_officers()), weights_in_use(), in_force(), dict(_called()))


def _called() -> Iterator[tuple[str, str]]:
    named = Unit.objects.exclude(purpose__in=APART).order_by("slug").values_list("slug", "name", "former_names")
    for slug, name, former in named:
        yield from ((one, slug) for one in (name, *former))


def _officers() -> Iterator[KnownOfficer]:
    """Yield every officer, also those who are suspended: what is said of them is a matter of standards as well."""
    sits, waits, apart = (defaultdict[UUID, set[str]](set) for _ in range(3))
    now, later = (model._default_manager.annotate(waits=Value(model is Joining)) for model in (Membership, Joining))
    told = ("officer_id", "unit__slug", "unit__purpose", "waits")
    for officer, slug, purpose, is_waiting in now.values_list(*told).union(later.values_list(*told), all=True):
        (waits if is_waiting else sits)[officer].add(slug)
        if purpose in APART:
            apart[officer].add(purpose)
    for pk, name, is_active in Officer.objects.values_list("pk", "name", "is_active"):
        reads = sits[pk] if is_active else set()
        joins = (sits[pk] | waits[pk]) - reads
        yield KnownOfficer(name, str(pk), frozenset(apart[pk]), frozenset(reads), frozenset(joins))


def open_capsule(capsule: Capsule, one_time: bytes | None = None) -> Opened:
    """Open a capsule with its one-time key, which is fetched unless it is given. Raises KeyGone, CannotOpen."""
    key = one_time or keystore.get(KeyPurpose.ONE_TIME, capsule.pk)
    held = open_handed(TRIAGE, capsule.box, key, "capsule", capsule.pk)
    numbers = tuple(json.loads(held.get("kept_back", "[]")))
    came = frozenset(Came(word) for word in held["came"].split()) if "came" in held else None
    return Opened(bytes.fromhex(held["root"]), bytes.fromhex(held["erasure"]), held["receipt"], numbers, came)


def words_of(record: Record, opened: Opened) -> dict[str, Any]:
    """Return `text` and `answers` of a record, with the numbers that are kept back. Raises CannotOpen."""
    words = body_of(record, opened)
    places = words.pop(PLACES, None)
    return words | {"text": put_back(words["text"], places, opened.kept_back)} if places else words


def body_of(record: Record, opened: Opened) -> dict[str, Any]:
    """Return what is sealed as a record's words, as it stands. Raises CannotOpen."""
    key = record_key(opened.root, opened.erasure, record.tip_id, record.pk, "body")
    body: dict[str, Any] = json.loads(unseal(key, record.body, "body", record.tip_id, record.pk))
    return body


def put_back(text: str, places: Sequence[int | None], numbers: Sequence[str]) -> str:
    """Return a text with each number in the place of its mark; one without a place stays out."""
    for place, number in reversed([*zip(places, numbers, strict=True)]):
        if place is not None:
            text = f"{text[:place]}{number}{text[place + len(DOUBTFUL) :]}"
    return text


def tip_text(tip: Tip, record: Record, words: Mapping[str, Any], known: Known, *, in_danger: bool = False) -> TipText:
    """Return all that the steps may know. `in_danger`: what joins the tip says so by itself.

    As long as a tip is immediate, so is all that its tipster adds. An agency's answer tells of danger by its words.
    """
    is_answer = record.kind == RecordKind.FEEDBACK
    is_urgent = tip.urgency == Urgency.IMMEDIATE and not is_answer
    return TipText(
        text=words["text"],
        answers={} if is_answer else words["answers"],  # an agency's are numbers
        channel=record.channel,
        in_danger=in_danger or is_urgent,
        gave_copy=_who_gave_copy(record) if is_answer else None,
        bore_fruit=is_answer and _came_of_it(words["answers"]),
        judged_before=is_urgent and not in_danger and record.pk != tip.pk,
        language_hint=tip.language,
        earlier=earlier_tips(tip),
        officers=known.officers,
        called=tuple(known.called),
        called_of=known.called,
        here="" if record.pk == tip.pk else tip.unit.slug,
        duty=settings.DUTY_UNIT,
        learned=known.learned,
        units=known.routes.units if known.routes.version > 1 else {},
        routes=known.routes.version,
    )


def _who_gave_copy(record: Record) -> frozenset[str]:
    """Return the ids of who wrote, translated, checked or gave the copy that an agency answers about."""
    told = ("given_by_id", "release__made_by_id", "release__translated_by_id", "release__checked_by_id")
    rows = Feedback.objects.filter(record=record).values_list(*told)
    return frozenset(str(officer) for row in rows for officer in row if officer)


def _came_of_it(answers: Mapping[str, str]) -> bool:
    """Whether an agency's form says that something came of the copy; what is none is not stored."""
    counts = (name in COUNTS or name.startswith(("firearms_", "drugs_")) for name in answers)
    return answers.get("code") in _FRUIT or any(counts)
