"""An officer says what triage should have found: the tip is put right, and the decision is kept to learn from."""

from collections.abc import Mapping

from django.utils import timezone

from reports.alarm import raise_alarm
from reports.called_in import call_in
from reports.changing import changing
from reports.keyring import KeyRing
from reports.models import Category, Tip, Urgency
from reports.triage.assessment import Assessment
from reports.triage.learning.decision import NOT_A_TIP, TIP, Decision, said_by_triage
from reports.triage.learning.decisions import keep_decision
from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.learned import features

LANGUAGES = ("en", "acf", "fr", "es", "ht")


class NoSuchValue(Exception):
    """A finding cannot be corrected to that."""


def correct(*, tip: Tip, assessment: Assessment, meant: Mapping[str, str], ring: KeyRing, version: int) -> Tip:
    """Set what an officer meant: `category`, `urgency` (its name), `junk` (tip or not_a_tip) and `language`.

    Unchanged values are a decision too. What becomes immediate rings, and the duty unit can open it.
    Raises NoSuchValue, NotYours, StaleTip, KeyGone, CannotOpen.
    """
    allowed = {
        "category": CATEGORIES,
        "urgency": [name.lower() for name in Urgency.names],
        "junk": (TIP, NOT_A_TIP),
        "language": (*LANGUAGES, "unsure"),
    }
    if set(meant) != set(allowed) or any(meant[step] not in allowed[step] for step in allowed):
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
