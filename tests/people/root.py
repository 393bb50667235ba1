"""The root key in tests, and the manifest put back afterwards: files know no transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from reports import vault


def manifest_file() -> Path:
    return settings.SECRETS_DIR / "manifest.json"


def sealed_root() -> str:
    """Return the sealed root key as its keeper types it in."""
    return (settings.SECRETS_DIR / "root_key.sealed").read_text()


@contextmanager
def manifest_put_back() -> Iterator[None]:
    """Put the manifest and the floor of its version back."""
    floor = settings.DATA_DIR / "state" / "manifest-floor"
    kept = manifest_file().read_text()
    try:
        yield
    finally:
        manifest_file().write_text(kept)
        floor.unlink(missing_ok=True)
        vault._manifest.cache_clear()


@contextmanager
def secrets_put_back() -> Iterator[None]:
    """Put every secret of the folder back, and the manifest."""
    kept = {path: path.read_bytes() for path in settings.SECRETS_DIR.iterdir() if path.is_file()}
    with manifest_put_back():
        try:
            yield
        finally:
            for path, text in kept.items():
                if path.read_bytes() != text:
                    path.write_bytes(text)
