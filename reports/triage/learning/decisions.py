"""An officer's decisions about what triage found, kept sealed under F, and read again by the worker."""

import json
import logging
from uuid import uuid4

from reports import keystore
from reports.models import Correction, KeyPurpose, Officer, Tip
from reports.sealing.envelope import seal
from reports.sealing.opening import CannotOpen, unseal
from reports.triage.learning.decision import Decision

log = logging.getLogger(__name__)


def keep_decision(tip: Tip, decision: Decision, *, by: Officer) -> None:
    """Store a decision, sealed under the tip's F. Raises KeyGone for an erased tip."""
    f = keystore.get(KeyPurpose.FINGERPRINT, tip.pk)
    correction_id = uuid4()
    plain = {
        "said": dict(decision.said),
        "meant": dict(decision.meant),
        "features": dict(decision.features),
        "rules": decision.rules_version,
    }
    sealed = seal(f, json.dumps(plain).encode(), "correction", tip.pk, correction_id)
    Correction.objects.create(id=correction_id, tip=tip, officer=by, at=decision.at, sealed=sealed)


def all_decisions() -> list[Decision]:
    """Return the newest decision about each tip, oldest first; what cannot be opened any more is left out."""
    newest: dict[object, Decision] = {}
    rows = list(Correction.objects.order_by("at", "id").values_list("id", "tip_id", "at", "sealed"))
    keys = keystore.get_many(KeyPurpose.FINGERPRINT, {tip_id for _, tip_id, _, _ in rows})
    for correction_id, tip_id, at, sealed in rows:
        if tip_id not in keys:
            continue
        try:
            plain = json.loads(unseal(keys[tip_id], sealed, "correction", tip_id, correction_id))
        except CannotOpen:
            log.error("A correction cannot be opened and is left out of learning.")
            continue
        newest.pop(tip_id, None)
        newest[tip_id] = Decision(
            said=plain["said"],
            meant=plain["meant"],
            features=plain["features"],
            rules_version=plain["rules"],
            at=at,
        )
    return list(newest.values())
