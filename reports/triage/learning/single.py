"""What officers said of single findings: kept without a word of the tip, counted for who writes rules."""

import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from uuid import uuid4

from reports import keystore, vault
from reports.models import FindingCorrection, KeyPurpose, Officer, Tip
from reports.sealing.envelope import seal, seal_to
from reports.sealing.opening import CannotOpen, unseal
from reports.triage.learning.agreement import FEW
from reports.worker_box import TRIAGE, open_to_worker

log = logging.getLogger(__name__)
_LABEL = "finding correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What triage said in one step ("" for nothing), what an officer meant ("" for nothing), and the published rules.

    `times`: in how many places.
    """

    step: str
    said: str
    meant: str
    rules: Sequence[str] = field(default=(), repr=False)
    times: int = 1


def keep_said(tip: Tip, said: Said, *, by: Officer) -> None:
    """Store it under the tip's F, in a box to the worker (decision 76). Raises KeyGone for an erased tip."""
    f, name = keystore.get(KeyPurpose.FINGERPRINT, tip.pk), uuid4()
    labels = (_LABEL, tip.pk, name)
    sealed = seal(f, json.dumps(asdict(said)).encode(), *labels)
    FindingCorrection.objects.create(
        id=name, tip=tip, officer=by, sealed=seal_to(vault.manifest().triage, sealed, *labels)
    )


def all_said() -> Iterator[tuple[object, Said]]:
    """Yield all of them that open, each with the id of its tip."""
    rows = list(FindingCorrection.objects.values_list("id", "tip_id", "sealed"))
    keys = keystore.get_many(KeyPurpose.FINGERPRINT, {tip_id for _, tip_id, _ in rows})
    for name, tip_id, sealed in rows:
        if tip_id in keys:
            try:
                labels = (_LABEL, tip_id, name)
                inner = open_to_worker(TRIAGE, sealed, *labels)
                yield tip_id, Said(**json.loads(unseal(keys[tip_id], inner, *labels)))
            except CannotOpen:
                log.error("What an officer said of a finding cannot be opened and is left out.")


def counted(said: Iterable[tuple[object, Said]]) -> list[tuple[str, int]]:
    """Count the tips by what was wrong in them; what fewer than five tips had is left out, for it would tell of one."""
    tips = {(tip_id, line) for tip_id, one in said for line in _lines(one)}
    counts = Counter(line for _, line in tips)
    return sorted(((line, count) for line, count in counts.items() if count >= FEW), key=lambda one: (-one[1], one[0]))


def _lines(one: Said) -> Iterator[str]:
    """Yield what was wrong: as a whole, and for each rule that led to it."""
    change = f"{one.step}: {one.said or 'nothing'} was {one.meant or 'nothing'}"
    yield change
    for rule in one.rules:
        yield f"{change}, by {rule}"
