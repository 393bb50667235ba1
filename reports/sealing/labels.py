"""Labels: what a sealed value is and where it belongs, in one unambiguous byte string."""

from enum import Enum
from uuid import UUID

Label = str | bytes | int | UUID


class Later(Enum):
    """A label that is given later, by its bytes: an id or a key."""

    ID = b"u", 16
    KEY = b"b", 32


def encoded(labels: tuple[Label, ...]) -> bytes:
    """Return `labels` length-prefixed and typed, so that no two different tuples read the same."""
    parts = [len(labels).to_bytes(1)]
    for label in labels:
        kind, value = _typed(label)
        parts.append(kind + len(value).to_bytes(4) + value)
    return b"".join(parts)


def around(*labels: Label | Later) -> list[bytes]:
    """Return the bytes that stand around the labels that are given later: many differ in these alone."""
    pieces = [len(labels).to_bytes(1)]
    for label in labels:
        if isinstance(label, Later):
            kind, size = label.value
            pieces[-1] += kind + size.to_bytes(4)
            pieces.append(b"")
        else:
            kind, value = _typed(label)
            pieces[-1] += kind + len(value).to_bytes(4) + value
    return pieces


def _typed(label: Label) -> tuple[bytes, bytes]:
    match label:
        case str():
            return b"s", label.encode()
        case bytes():
            return b"b", label
        case UUID():
            return b"u", label.bytes
        case int():
            return b"i", label.to_bytes(8, signed=True)
