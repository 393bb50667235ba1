"""An officer's decisions about what triage found: kept under F, in a box to the worker, who alone reads them again.

They name the published rules that fired, and so words of the tip. F alone lies under key files, which every host has.
"""

import json
import logging
from uuid import uuid4

from reports import keystore, vault
from reports.models import Correction, KeyPurpose, Officer, Tip
from reports.sealing.envelope import ENVELOPE, seal, seal_to
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, unseal
from reports.triage.learning.decision import Decision
from reports.worker_box import TRIAGE, open_to_worker

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
    labels = ("correction", tip.pk, correction_id)
    sealed = seal(f, json.dumps(plain).encode(), *labels)
    box = seal_to(vault.manifest().triage, sealed, *labels)
    Correction.objects.create(id=correction_id, tip=tip, officer=by, at=decision.at, sealed=box)


def all_decisions() -> list[Decision]:
    """Return the newest decision about each tip, oldest first; what cannot be opened any more is left out."""
    newest: dict[object, Decision] = {}
    rows = list(Correction.objects.order_by("at", "id").values_list("id", "tip_id", "at", "sealed"))
    keys = keystore.get_many(KeyPurpose.FINGERPRINT, {tip_id for _, tip_id, _, _ in rows})
    for correction_id, tip_id, at, sealed in rows:
        if tip_id not in keys:
            continue
        try:
            plain = json.loads(_opened(sealed, keys[tip_id], "correction", tip_id, correction_id))
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


def _opened(sealed: bytes | memoryview, f: bytes, *labels: Label) -> bytes:
    """Open one; what was kept before it lay in a box has none until the worker's keys are made anew."""
    inner = sealed if bytes(sealed[:1]) == ENVELOPE else open_to_worker(TRIAGE, sealed, *labels)
    return unseal(f, inner, *labels)
