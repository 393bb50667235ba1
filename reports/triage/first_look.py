"""A first look at what waits, when more waits than is judged soon: danger comes up, junk goes down, copies go last.

It costs a tenth of a judgement, for it leaves out the slow hash and nearly all writing, so that one real tip among a
hundred thousand is found in minutes. It settles nothing: each is judged all the same, in the order that it gives.
Urgency only rises here too, and nothing leaves its urgency.
"""

import logging
import secrets
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Least

from reports import audit, keystore
from reports.alarm import raise_alarm
from reports.clock import this_hour
from reports.models import Capsule, KeyPurpose, Tip, TriageState, Turn, Urgency
from reports.models.due import TAKEN_ON_WITHIN
from reports.triage.assessment import URGENCIES, Assessment, TipText
from reports.triage.opened import open_capsule, words_of
from reports.triage.pipeline import STEPS, run
from reports.triage.settling import JUNK
from reports.triage.steps.draft import Draft, Step
from reports.triage.steps.wording import tokens_of

log = logging.getLogger(__name__)
MANY = 48  # waiting, seen or not, from here on; fewer are judged within two seconds or so
AT_ONCE = 200  # half a second
COPIES = 5  # in the same words before one goes last
_WORDS = 4  # different ones that a copy has at least: "help me" is nobody's own
_REMEMBERED = 50_000
_RATHER_JUNK = 0.5
_A_CRIME = 1.0  # of a category's score: more than leaning words
_LATER = {"identifying", "topics", "learned", "answers", "duplicates", "routing"}
_STEPS = tuple(step for step in STEPS if step.name not in _LATER)
_FOR_JUNK = {"category", "entities", "junk"}

_secret = secrets.token_bytes(32)
_seen: Counter[bytes] = Counter()


def look_ahead() -> bool:
    """Look at the newest of what waits unseen, if much waits; return whether it does.

    Never raises: what it cannot do is left to judging.
    """
    is_much = False
    try:
        is_much = many_wait()
        if is_much and (names := _take()):
            _sort(_turns(names))
    except Exception as problem:  # noqa: BLE001 - nobody may wait longer because a look failed
        log.warning("A first look failed (%s).", type(problem).__name__)
    return is_much


def waiting() -> QuerySet[Capsule]:
    """Return what waits for its turn and was never tried."""
    return Capsule.objects.filter(attempts=0, turn__lt=Turn.QUIET)


def many_wait() -> bool:
    """Tell whether so many wait that they are looked at before they are judged."""
    return waiting()[:MANY].count() >= MANY


def forget_all() -> None:
    """Begin anew, as a process that has just started."""
    _seen.clear()


@transaction.atomic
def _take() -> list[UUID]:
    """Take what is looked at now: it counts as seen before it is opened, so that nothing can fail twice."""
    unseen = Capsule.objects.select_for_update(skip_locked=True).filter(attempts=0, turn=Turn.UNSEEN)
    names = list(unseen.order_by("-due_at").values_list("pk", flat=True)[:AT_ONCE])
    Capsule.objects.filter(pk__in=names).update(turn=Turn.LOOKED_AT)
    return names


@transaction.atomic
def _turns(names: Collection[UUID]) -> dict[Turn, list[Capsule]]:
    """Give each its turn, held meanwhile; what cannot be opened is left to the sweep."""
    one_time = keystore.get_many(KeyPurpose.ONE_TIME, names)
    turns: dict[Turn, list[Capsule]] = {}
    held = Capsule.objects.select_for_update(skip_locked=True, of=("self",)).filter(attempts=0, pk__in=names)
    for capsule in held.select_related("record__tip"):
        try:
            turns.setdefault(_turn(capsule, one_time[capsule.pk]), []).append(capsule)
        except Exception:  # noqa: BLE001, S112 - told and counted when it is judged
            continue
    for turn, capsules in turns.items():
        Capsule.objects.filter(pk__in=[capsule.pk for capsule in capsules]).update(turn=turn)
    return turns


def _turn(capsule: Capsule, one_time: bytes) -> Turn:
    record = capsule.record
    words = words_of(record, open_capsule(capsule, one_time))
    if _is_copy(words):
        return Turn.COPY
    tip = TipText(
        text=words["text"],
        answers=words["answers"],
        channel=record.channel,
        in_danger=False,  # whoever only says so is believed, but what he wrote is read
        language_hint=record.tip.language,
    )
    found = run(tip, _STEPS if record.tip.urgency == Urgency.IMMEDIATE else _UNTICKED)
    if found.junk >= JUNK or (record.tip.urgency == Urgency.IMMEDIATE and _is_only_said(found)):
        return Turn.JUNK
    return Turn(min(Urgency[found.urgency.upper()], record.tip.urgency))


def _unless_immediate(step: Step) -> Step:
    """A step that is left out once words tell of danger: no such tip is put last, whatever else it says."""

    def judge(draft: Draft) -> Draft:
        told = draft.of("urgency")
        return draft if any(one.value == URGENCIES[-1] for one in told) else step.judge(draft)

    return replace(step, judge=judge)


_UNTICKED = (
    *(step for step in _STEPS if step.name not in _FOR_JUNK),
    *(_unless_immediate(step) for step in _STEPS if step.name in _FOR_JUNK),
)
"""Urgency first, which asks for no other step but the signs; then what tells junk, of all but danger."""


def _is_only_said(found: Assessment) -> bool:
    """Tell whether the words bear out in no way that somebody is in danger: no hurry, no crime, or rather junk.

    Of 94 tips of danger, made up by others and by ourselves, it says so of none; of ticked junk of 98 in 100.
    """
    tells = any(finding.score >= _A_CRIME for finding in found.of("category") if finding.value != "other")
    return found.junk >= _RATHER_JUNK or (found.urgency == "routine" and not tells)


def _is_copy(words: Mapping[str, str]) -> bool:
    """Tell whether many came in the same words, numbers aside. Kept keyed in this process's memory, nowhere else."""
    own = sorted({token.text for token in tokens_of(words["text"]) if not any(map(str.isdigit, token.text))})
    if len(own) < _WORDS:
        return False
    if len(_seen) >= _REMEMBERED:
        _seen.clear()
    name = blake2b(" ".join(own).encode("utf-8", "surrogatepass"), key=_secret, digest_size=16).digest()
    _seen[name] += 1
    return _seen[name] > COPIES


def _sort(turns: Mapping[Turn, list[Capsule]]) -> None:
    """Let the queue show at once what is urgent and what goes last."""
    for urgency in (Urgency.IMMEDIATE, Urgency.TODAY):
        due = this_hour() + TAKEN_ON_WITHIN[urgency]
        tips = Tip.objects.filter(pk__in=_tips(turns, Turn(urgency)), urgency__gt=urgency)
        _change(tips, urgency=urgency, due_at=Least(F("due_at"), due))
    found = Tip.objects.filter(pk__in=_tips(turns, Turn.IMMEDIATE), urgency=Urgency.IMMEDIATE)
    # Not at once: judging, which these come first in, may find that they speak of the police.
    raise_alarm(list(found.values_list("pk", flat=True)), wait=settings.ALERT_GRACE)
    firsts = _tips(turns, Turn.JUNK, Turn.COPY)
    _change(Tip.objects.filter(pk__in=firsts, triage=TriageState.WAITING), looks_junk=True)
    audit.enter("tips.looked_at", by=audit.WORKER, tips=sum(map(len, turns.values())))


def _tips(turns: Mapping[Turn, list[Capsule]], *of: Turn) -> set[UUID]:
    """Return the tips whose first words are of these turns. What was added shows nothing before it is judged."""
    capsules = (capsule for turn in of for capsule in turns.get(turn, ()))
    return {capsule.pk for capsule in capsules if capsule.pk == capsule.record.tip_id}


@transaction.atomic
def _change(tips: QuerySet[Tip], **what: object) -> None:
    """Change rows; what somebody else holds is left to judging, so that nobody waits for a look."""
    free = list(tips.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Tip.objects.filter(pk__in=free).update(**what, version=F("version") + 1)
