"""Handovers to the worker: one-use boxes under a one-time key.

A capsule, an errand and a dispatch are all of this kind: sealed under a one-time key C that lies in the key store, then
boxed to the worker's public key. Destroying C closes every copy, backups included.
"""

import json
from collections.abc import Mapping

from reports.sealing.envelope import seal, seal_to
from reports.sealing.keys import KeyPair
from reports.sealing.labels import Label
from reports.sealing.opening import open_box, unseal


def seal_handover(content: Mapping[str, str], one_time: bytes, public: bytes, *labels: Label) -> bytes:
    """Return `content` (text to text) for the owner of `public`, while `one_time` exists."""
    inner = seal(one_time, json.dumps(dict(content)).encode(), "handover", *labels)
    return seal_to(public, inner, "handover", *labels)


def open_handover(sealed: bytes | memoryview, one_time: bytes, pair: KeyPair, *labels: Label) -> dict[str, str]:
    """Return the content of a handover. Raises CannotOpen."""
    inner = open_box(pair, sealed, "handover", *labels)
    content: dict[str, str] = json.loads(unseal(one_time, inner, "handover", *labels))
    return content
