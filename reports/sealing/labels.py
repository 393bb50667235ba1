"""Labels: what a sealed value is and where it belongs, in one unambiguous byte string."""

from uuid import UUID

Label = str | bytes | int | UUID


def encoded(labels: tuple[Label, ...]) -> bytes:
    """Return `labels` length-prefixed and typed, so that no two different tuples read the same."""
    parts = [len(labels).to_bytes(1)]
    for label in labels:
        kind, value = _typed(label)
        parts.append(kind + len(value).to_bytes(4) + value)
    return b"".join(parts)


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
