"""Letting a tip's unit read what an outside agency answered, once it is judged; it rings where it tells of danger."""

import json
from dataclasses import replace

from reports.alarm import call_anew
from reports.kept_from import THANKED
from reports.models import Capsule, Tip, Turn
from reports.models.choices import APART
from reports.triage.alarming import alarm
from reports.triage.assessment import Assessment, Finding, Span
from reports.triage.conflict import is_guess, keep_from_named, rekey_later
from reports.triage.settling import sort
from reports.writing import RecordRoot

_WRITES_OF_DANGER = "an outside agency writes of it"


def keep_answer(capsule: Capsule, tip: Tip, keys: RecordRoot, assessment: Assessment) -> bool:
    """Let the tip's unit read an answer. What the tip is about stays as it was; it rings where danger is told of.

    Where it leaves out who saw to an immediate tip, somebody else is called.
    """
    record = capsule.record
    if tip.unit.purpose in APART:
        keys = rekey_later(tip, record, keys)
    stored = _to_store(assessment)
    if stored.findings or stored.named or stored.units_unwanted or stored.units_told_of:
        record.findings = keys.seal_part(json.dumps(stored.to_dict()).encode(), "findings")
        record.save(update_fields=["findings"])
    is_left = keep_from_named(tip, assessment.named, assessment.by_unit, is_guessed=is_guess(assessment))
    if assessment.urgency == "immediate" and not tip.self_test:
        was = tip.urgency
        sort(tip, assessment, Turn(capsule.turn), is_first=False)
        alarm(tip, assessment, was=was, is_first=False, is_left=is_left)
        tip.save()
    else:
        tip.version += 1
        tip.save(update_fields=["version"])
        if is_left:
            call_anew(tip)
    capsule.delete()
    return True


def _to_store(assessment: Assessment) -> Assessment:
    """Return what later roads ask of an answer: all that an agency wrote is masked, so no place in it but the words
    that thank somebody, which are passed by where officers are looked for.
    """
    found = list(assessment.of(THANKED))
    if assessment.urgency == "immediate":
        outside = (Span(0, 0, _WRITES_OF_DANGER, 0.0),)
        reason = "An outside agency writes that somebody is in danger."
        found.append(Finding(step="urgency", value="immediate", score=0.0, reason=reason, spans=outside))
    return replace(assessment, findings=tuple(found), in_answers={}, fingerprint=b"")
