"""What of a notice an officer had before him: who publishes, keeps or ends it does so with that, and nothing newer."""

import json
from hashlib import blake2b

from reports.models import Notice

PARTS = ("state", "kind", "category", "last_day", "picture", "picture_words")
"""What a notice is besides its words; those are a part for each language, by its code."""


def edition(notice: Notice) -> str:
    """Return what a form tells of the notice that it shows: a digest of each part."""
    return " ".join(f"{name}:{digest}" for name, digest in _digests(notice).items())


def changed_since(notice: Notice, seen: str) -> tuple[str, ...]:
    """Return which parts are not as `seen` shows them; a part that it does not tell of was not seen."""
    told = dict(part.split(":", 1) for part in seen.split() if ":" in part)
    now = _digests(notice)
    return tuple(name for name in dict.fromkeys((*now, *told)) if now.get(name) != told.get(name))


def _digests(notice: Notice) -> dict[str, str]:
    told: dict[str, bytes] = {name: str(getattr(notice, name)).encode() for name in PARTS if name != "picture"}
    told["picture"] = bytes(notice.picture or b"")
    told |= {code: json.dumps(said, sort_keys=True).encode() for code, said in sorted(notice.words.items())}
    return {name: blake2b(part, digest_size=16, person=b"tipline-notice").hexdigest() for name, part in told.items()}
