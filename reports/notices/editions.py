"""What an officer had before him: who publishes, keeps or ends it does so with that, and nothing newer."""

import json
from collections.abc import Mapping
from hashlib import blake2b

from reports.models import Notice

PARTS = ("state", "kind", "category", "last_day", "picture_words")
"""What a notice is besides its picture and words; those are a part for each language, by its code."""

type Parts = Mapping[str, object]


def parts_of(notice: Notice) -> Parts:
    """Return what a notice is made of."""
    told: dict[str, object] = {name: str(getattr(notice, name)) for name in PARTS}
    return told | {"picture": bytes(notice.picture or b"").hex()} | dict(sorted(notice.words.items()))


def edition(parts: Parts) -> str:
    """Return what a form tells of what it shows: a digest of each part."""
    return " ".join(f"{name}:{digest}" for name, digest in _digests(parts).items())


def changed_since(parts: Parts, seen: str) -> tuple[str, ...]:
    """Return which parts are not as `seen` shows them; a part that it does not tell of was not seen."""
    told = dict(part.split(":", 1) for part in seen.split() if ":" in part)
    now = _digests(parts)
    return tuple(name for name in dict.fromkeys((*now, *told)) if now.get(name) != told.get(name))


def _digests(parts: Parts) -> dict[str, str]:
    told = {name: json.dumps(part, sort_keys=True).encode() for name, part in parts.items()}
    return {name: blake2b(part, digest_size=16, person=b"tipline-edition").hexdigest() for name, part in told.items()}
