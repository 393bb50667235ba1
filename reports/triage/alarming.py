"""What judging does where a tip tells of immediate danger: the duty unit can open it too, and its alert begins.

Of a tip that was not immediate the worker holds no key any more when words are added: of these the duty unit can open
what was added.
"""

from collections.abc import Iterable

from reports.alarm import raise_alarm, standing_by
from reports.models import AddedKey, Tip, TipKey, Urgency
from reports.triage.assessment import Assessment
from reports.writing import RecordRoot, added_key, informing_key


def duty_key(tip: Tip, d: bytes) -> TipKey | None:
    """Return D in a box to the duty unit, for a judged tip of immediate danger whose unit may all be off.

    None for all else; and never for a tip that is kept apart.
    """
    unit = standing_by(tip)
    return informing_key(tip, unit, d) if unit else None


def key_of_added(tip: Tip, keys: RecordRoot) -> AddedKey | None:
    """Return the key of a judged addition in a box to the duty unit, where that holds no key of the tip.

    As long as a tip is immediate it is so with all that is added: "he is at the back now" tells of no danger by itself.
    """
    unit = standing_by(tip)
    return added_key(keys, unit) if unit and unit.unit_id not in tip.informed else None


def alarm(tip: Tip, assessment: Assessment, *, was: int, is_first: bool, is_left: bool) -> None:
    """Begin the alert of a judged tip that is immediate. `was`: its urgency before.

    One that somebody has confirmed begins anew only where this arrival tells of danger by itself, or where who saw to
    it `is_left` out from now on.
    """
    if tip.urgency == Urgency.IMMEDIATE:
        anew = is_left or was != Urgency.IMMEDIATE or (not is_first and _tells_itself(assessment))
        raise_alarm([tip.pk], borne_out=_is_borne_out(tip, assessment), anew=anew)


def alarm_all(judged: Iterable[tuple[Tip, Assessment]]) -> None:
    """Begin the alerts of those among tips that were just judged for the first time."""
    immediate = [(tip, assessment) for tip, assessment in judged if tip.urgency == Urgency.IMMEDIATE]
    borne_out = [tip.pk for tip, assessment in immediate if _is_borne_out(tip, assessment)]
    raise_alarm(borne_out)
    raise_alarm([tip.pk for tip, _ in immediate if tip.pk not in borne_out], borne_out=False)


def _is_borne_out(tip: Tip, assessment: Assessment) -> bool:
    """Tell whether more than the sender's tick speaks for danger. The tick alone has only an allowance of its own."""
    return _tells_itself(assessment) and not tip.looks_junk


def _tells_itself(assessment: Assessment) -> bool:
    """Tell whether danger was found in words, also typed ones, and is not only what the tip's sender said before."""
    typed = (found for inside in assessment.in_answers.values() for found in inside if found.step == "urgency")
    return any(
        found.value == "immediate" and any(span.end > span.start for span in found.spans)
        for found in (*assessment.of("urgency"), *typed)
    )
