"""The secrets that lie outside both databases, read from the secrets folder and kept in this process.

A process holds only the files it needs; asking for one that is missing here says so.
"""

from base64 import b64decode
from functools import cache, lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.sealing.keyfiles import KeyFiles
from reports.sealing.keys import KeyPair, pair_from_seed
from reports.sealing.manifest import Manifest, hold_floor, read_manifest


@cache
def secret(name: str) -> bytes:
    """Return the secret file `name` (base64 inside)."""
    try:
        return b64decode((settings.SECRETS_DIR / name).read_text())
    except OSError as problem:
        raise ImproperlyConfigured(f"This process has no secret {name}: {problem.strerror}.") from None


@cache
def worker_pair(name: str) -> KeyPair:
    """Return the worker's pair `triage_key` or `relay_key`."""
    return pair_from_seed(secret(name))


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
