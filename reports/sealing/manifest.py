"""The manifest: the public keys that may be sealed to, signed by the root key, with a version that only rises."""

import fcntl
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


class ManifestRefused(Exception):
    """The manifest is not signed by the root key, is damaged, or is older than one already seen."""


@dataclass(frozen=True, slots=True)
class UnitKey:
    """A unit's public key in one generation, and its slug for routing."""

    unit_id: UUID
    slug: str
    generation: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who may be sealed to. `triage` and `relay` are the worker's two public keys."""

    version: int
    units: Mapping[str, UnitKey]
    triage: bytes
    relay: bytes
    break_glass: bytes

    def signed(self, root: SigningKey) -> str:
        """Return the manifest as signed JSON text."""
        body = json.dumps(self._plain(), sort_keys=True, separators=(",", ":"))
        return json.dumps({"body": body, "signature": _text(root.sign(body.encode()).signature)})

    def _plain(self) -> dict[str, object]:
        units = {
            unit.slug: {"id": str(unit.unit_id), "generation": unit.generation, "public": _text(unit.public)}
            for unit in self.units.values()
        }
        keys = {"triage": _text(self.triage), "relay": _text(self.relay), "break_glass": _text(self.break_glass)}
        return {"version": self.version, "units": units, **keys}


def read_manifest(signed: str, root_public: bytes) -> Manifest:
    """Return the manifest in `signed`. Raises ManifestRefused."""
    try:
        outer = json.loads(signed)
        VerifyKey(root_public).verify(outer["body"].encode(), b64decode(outer["signature"]))
        plain = json.loads(outer["body"])
        units = {
            slug: UnitKey(UUID(unit["id"]), slug, unit["generation"], b64decode(unit["public"]))
            for slug, unit in plain["units"].items()
        }
        keys = (b64decode(plain[name]) for name in ("triage", "relay", "break_glass"))
        return Manifest(plain["version"], units, *keys)
    except (BadSignatureError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ManifestRefused("The manifest is not signed by the root key or is damaged.") from problem


def hold_floor(version: int, floor: Path) -> None:
    """Raise ManifestRefused if `version` is below the highest one seen; else remember it. `floor` is a local file."""
    with open(os.open(floor, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        seen = _number(file.read())
        if version < seen:
            raise ManifestRefused(f"Manifest {version} is older than {seen}, which was already in use.")
        if version > seen:
            file.seek(0)
            file.write(str(version))
            file.truncate()


def _number(text: str) -> int:
    try:
        return int(text or 0)
    except ValueError:
        raise ManifestRefused("The floor of the manifest's version is damaged: no version can be trusted.") from None


def _text(value: bytes) -> str:
    return b64encode(value).decode()
