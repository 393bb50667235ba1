"""The secrets that lie outside both databases, read from the secrets folder and kept in this process.

A process holds only the files it needs; asking for one that is missing here says so. A file that changed is read again,
so that a new key is in use at once and nothing has to be started anew.
"""

import time
from base64 import b64decode
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.sealing.keyfiles import KeyFiles
from reports.sealing.keys import KeyPair, pair_from_seed
from reports.sealing.manifest import Manifest, hold_floor, read_manifest

KEPT_DAYS = 7  # of a key file, after which it is destroyed with what was sealed under it
_SETTLED = 2_000_000_000  # ns; a file that changed within may change again before its time of change can tell

_LIMITED = "-"  # before a version: it opens what was sealed and finds what was hashed, but signs nothing any more

_read: dict[Path, tuple[int, tuple[tuple[bytes, bool], ...]]] = {}


def secret(name: str) -> bytes:
    """Return the secret `name` as it is in force."""
    return versions(name)[0]


def versions(name: str) -> tuple[bytes, ...]:
    """Return the secret `name`: the one in force, and those before it that are still good for something."""
    return tuple(version for version, _ in _versions(name))


def trusted(name: str) -> tuple[bytes, ...]:
    """Return those versions of a secret whose signature is still believed."""
    return tuple(version for version, may_sign in _versions(name) if may_sign)


def _versions(name: str) -> tuple[tuple[bytes, bool], ...]:
    """Return what a file holds (base64, a line for each version), and whether each version may sign."""
    path = settings.SECRETS_DIR / name
    try:
        changed = path.stat().st_mtime_ns
        kept = _read.get(path)
        if kept is not None and kept[0] == changed:
            return kept[1]
        lines = path.read_text().split()
        found = tuple((b64decode(line.lstrip(_LIMITED)), not line.startswith(_LIMITED)) for line in lines)
    except OSError as problem:
        raise ImproperlyConfigured(f"This process has no secret {name}: {problem.strerror}.") from None
    if not found:
        raise ImproperlyConfigured(f"The secret {name} is empty.")
    if changed < time.time_ns() - _SETTLED:
        _read[path] = (changed, found)
    return found


def holds(name: str) -> bool:
    """Return whether this process has the secret file `name`."""
    return (settings.SECRETS_DIR / name).exists()


def worker_pair(name: str) -> KeyPair:
    """Return the worker's pair `triage_key` or `relay_key`, the one in force."""
    return worker_pairs(name)[0]


def worker_pairs(name: str) -> tuple[KeyPair, ...]:
    """Return the worker's pair in force, and the one before it while something may lie under that."""
    return tuple(map(_pair, versions(name)))


_pair = lru_cache(maxsize=8)(pair_from_seed)


@cache
def key_files() -> KeyFiles:
    """Return the key files of the key store."""
    return KeyFiles(settings.SECRETS_DIR / "keystore_keys")


def manifest() -> Manifest:
    """Return the manifest in force; a changed file is checked again, and an older one is refused."""
    path = settings.SECRETS_DIR / "manifest.json"
    return _manifest(path.stat().st_mtime_ns)


@lru_cache(maxsize=1)  # one only: an older file that comes back with its old date must meet the floor again
def _manifest(changed: int) -> Manifest:
    signed = (settings.SECRETS_DIR / "manifest.json").read_text()
    found = read_manifest(signed, secret("root_public_key"))
    state = settings.DATA_DIR / "state"
    state.mkdir(parents=True, exist_ok=True)
    hold_floor(found.version, state / "manifest-floor")
    return found
