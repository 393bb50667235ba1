"""An officer says what triage should have found: the tip is put right, and the decision is kept to learn from."""

from collections.abc import Collection, Mapping

from django.utils import timezone

from reports.alarm import raise_alarm
from reports.called_in import call_in
from reports.changing import StaleTip, changing
from reports.keyring import KeyRing
from reports.models import Category, Tip, Urgency
from reports.triage.assessment import Assessment
from reports.triage.learning.decision import NOT_A_TIP, TIP, Decision, said_by_triage
from reports.triage.learning.decisions import keep_decision
from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.learned import features

LANGUAGES = ("en", "acf", "fr", "es", "ht")
_ALLOWED: Mapping[str, Collection[str]] = {
    "category": CATEGORIES,
    "urgency": [name.lower() for name in Urgency.names],
    "junk": (TIP, NOT_A_TIP),
    "language": (*LANGUAGES, "unsure"),
}


class NoSuchValue(Exception):
    """A finding cannot be corrected to that."""


def as_it_stands(tip: Tip) -> dict[str, str]:
    """Return what a tip is taken for now, in the words of a correction."""
    return {
        "category": tip.category,
        "urgency": Urgency(tip.urgency).name.lower(),
        "junk": NOT_A_TIP if tip.looks_junk else TIP,
        "language": tip.language or "unsure",
    }


def correct(
    *,
    tip: Tip,
    assessment: Assessment,
    meant: Mapping[str, str],
    ring: KeyRing,
    version: int,
    seen: Mapping[str, str] | None = None,
) -> Tip:
    """Set what an officer meant: `category`, `urgency` (its name), `junk` (tip or not_a_tip) and `language`.

    Unchanged values are a decision too. What becomes immediate rings, and the duty unit can open it. `seen` is how the
    tip stood when the officer chose: where it stands otherwise now, nothing is done.
    Raises NoSuchValue, NotYours, StaleTip, KeyGone, CannotOpen.
    """
    if set(meant) != set(_ALLOWED) or any(meant[step] not in _ALLOWED[step] for step in _ALLOWED):
        raise NoSuchValue
    said = said_by_triage(assessment)
    decision = Decision(
        said=said,
        meant=meant,
        features=features(assessment.findings, tip.channel),
        rules_version=assessment.rules_version,
        at=timezone.now(),
    )
    changed_steps = ",".join(step for step in sorted(meant) if meant[step] != said[step]) or "none"
    with changing(tip, act="tip.corrected", by=ring.officer, version=version, changed=changed_steps) as changed:
        if seen is not None and as_it_stands(changed) != seen:
            raise StaleTip
        changed.category = Category(meant["category"])
        was = changed.urgency
        changed.urgency = Urgency[meant["urgency"].upper()]
        changed.language = meant["language"]
        changed.looks_junk = meant["junk"] == NOT_A_TIP
        if changed.urgency == Urgency.IMMEDIATE != was:
            call_in(changed, ring)
            raise_alarm([changed.pk], anew=True)
        keep_decision(changed, decision, by=ring.officer)
    return changed
