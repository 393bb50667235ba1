"""Numbers of a text that wait in its capsule: no officer reads one before it is known that it is no part of a receipt.

People send a receipt in pieces, and whoever has all of it can pose as the tipster. One piece looks like any number. So
the door puts a mark in its place; the worker, who opens what came close together, puts each number back, but not those
that together make a receipt, or that stand in the receipt of their own tip.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from stdnum.iso7064 import mod_97_10

from reports.keystore import KeyGone
from reports.models import Capsule, Record, Tip
from reports.sealing.opening import CannotOpen
from reports.triage.opened import PLACES, Opened, body_of, open_capsule, put_back
from reports.triage.steps.wording import digits_of
from reports.writing import RecordRoot

_DIGITS, _TELLING = 20, 4  # of a receipt; of a piece that is looked for in the tip's own receipt


@dataclass(slots=True)
class _Text:
    """One text that still has numbers kept back: its sealed words as they are now, and the numbers by their places."""

    record: Record
    opened: Opened = field(repr=False)
    body: dict[str, Any] = field(repr=False)


def settle_numbers(tip: Tip, record: Record, opened: Opened, beside: Sequence[Capsule] = ()) -> None:
    """Put the numbers of one text back, and mark what proves to be a part of a receipt, in its neighbours too.

    `beside`: what waits beside a tip's first words. The caller holds the tip's row, so that two texts are never settled
    at once. Raises CannotOpen.
    """
    if not (opened.kept_back or beside):
        return
    if not beside:
        waiting = Capsule.objects.filter(record__tip=tip).exclude(pk=record.pk)
        beside = list(waiting.select_related("record").order_by("record__position"))
    record.refresh_from_db(fields=["body"])
    own = _Text(record, opened, body_of(record, opened))
    texts = [*_open(beside), *([own] if PLACES in own.body else [])]
    texts.sort(key=lambda text: text.record.position)
    for at, which in _parts(texts, opened.receipt):
        texts[at].body[PLACES][which] = None
        if texts[at] is not own:
            _save(texts[at])
    if PLACES in own.body:
        own.body["text"] = put_back(own.body["text"], own.body.pop(PLACES), opened.kept_back)
        _save(own)


def _open(beside: Sequence[Capsule]) -> Iterator[_Text]:
    """Yield what has numbers kept back. What does not open is reported when its own turn comes."""
    for capsule in beside:
        try:
            opened = open_capsule(capsule)
            body = body_of(capsule.record, opened)
        except (CannotOpen, KeyGone):
            continue
        if opened.kept_back and PLACES in body:
            yield _Text(capsule.record, opened, body)


def _parts(texts: Sequence[_Text], receipt: str) -> set[tuple[int, int]]:
    """Find the numbers, by text and place in it, that are pieces of a receipt: of this one, or together of any."""
    numbers = [
        (at, which, digits_of(number))
        for at, text in enumerate(texts)
        for which, number in enumerate(text.opened.kept_back)
        if text.body[PLACES][which] is not None
    ]
    found = {(at, which) for at, which, digits in numbers if len(digits) >= _TELLING and digits in receipt}
    for first in range(len(numbers)):
        for last in range(first + 1, len(numbers)):
            pieces = numbers[first : last + 1]
            whole = "".join(digits for _, _, digits in pieces)
            if len(whole) >= _DIGITS:
                is_one = len(whole) == _DIGITS and mod_97_10.is_valid(whole)
                found.update((at, which) for at, which, _ in pieces if is_one)
                break
    return found


def _save(text: _Text) -> None:
    keys = RecordRoot(text.record.tip_id, text.record.pk, text.opened.root, text.opened.erasure)
    text.record.body = keys.seal_part(json.dumps(text.body).encode(), "body")
    text.record.save(update_fields=["body"])
