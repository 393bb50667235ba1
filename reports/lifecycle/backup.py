"""Backups that keep the promise: tips, keys and secrets are three sets, each sealed, each in a folder of its own.

Whoever finds one set, or two, must not have what opens a tip that was erased. So a folder is marked with its set and
takes no other, key-store backups die after seven days, and the key files are in none.
"""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.serializers import serialize
from django.db import router
from django.utils import timezone

from reports import audit
from reports.clock import today
from reports.gateways.blobs import blobs
from reports.gateways.postgres_tools import dump, shuffle
from reports.models import Erasure, Line
from reports.models.routing import KEY_STORE
from reports.queries.pulses import SAVED_KEYS, SAVED_TIPS, note
from reports.sealing.backups import seal_backup
from reports.vault import KEPT_DAYS, secret

PUBLIC_KEY = "backup_public_key"
KEY_FILES = "keystore_keys"  # in no backup: destroying them is what erases
SUFFIX = ".sealed"
MARK = ".tipline-backups-of"
_OF_THE_DISK = "lost+found"  # at the root of a disk of its own
_STATE = "backups.json"
_PASSING = ("django_session", "presence", "silence")  # of use for hours; sessions hold halves of officers' keys
_PHONES = "line"  # in the set that dies after seven days: FORGET would mean little to copies that are kept for long


class BackupSet(StrEnum):
    """What is backed up apart from the other two."""

    TIPS = "tips"
    KEYS = "keys"
    SECRETS = "secrets"


_PULSES = {BackupSet.TIPS: SAVED_TIPS, BackupSet.KEYS: SAVED_KEYS}  # secrets are backed up after a change


class BackupRefused(Exception):
    """Nothing was written; says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup: `tips-20261125-0300-database.sealed`."""

    set: BackupSet
    stamp: str
    name: str

    @property
    def file(self) -> str:
        """Its name in the folder."""
        return f"{self.set}-{self.stamp}-{self.name}{SUFFIX}"

    @property
    def day(self) -> date:
        """The day on which it was made."""
        return datetime.strptime(self.stamp, "%Y%m%d-%H%M%S").date()  # noqa: DTZ007 - a name, in UTC

    @property
    def labels(self) -> tuple[str, str, str]:
        """What it is sealed for."""
        return self.set, self.stamp, self.name


def back_up(which: BackupSet, folder: Path, others: Iterable[Path] = ()) -> list[Path]:
    """Write one set into its folder and return its files. `others`: where the other sets go.

    Raises BackupRefused, PostgresToolFailed, OSError; what was not written whole is not there.
    """
    _claim(which, folder, others)
    public, stamp = secret(PUBLIC_KEY), f"{timezone.now():%Y%m%d-%H%M%S}"
    written = [_write(folder, Part(which, stamp, name), pieces, public) for name, pieces in _contents(which)]
    if which == BackupSet.KEYS:
        forget_old_keys(folder)
    _remember(which)
    if which in _PULSES:
        note(_PULSES[which], True)
    audit.enter("backup.made", by="command line", set=which, stamp=stamp)
    return written


def parts_in(folder: Path, which: BackupSet) -> list[Part]:
    """Return the parts of the newest whole backup of a set in a folder."""
    return next(backups_in(folder, which), [])


def backups_in(folder: Path, which: BackupSet) -> Iterator[list[Part]]:
    """Yield the parts of each whole backup of a set in a folder, the newest first."""
    found = list(_parts(folder, which))
    for stamp in sorted({part.stamp for part in found}, reverse=True):
        parts = [part for part in found if part.stamp == stamp]
        if len(parts) == len(_NAMES[which]):
            yield parts


def newest_part(folder: Path, which: BackupSet, name: str) -> Part | None:
    """Return the newest part of this name in a folder, whether or not the others of its backup are there."""
    found = (part for part in _parts(folder, which) if part.name == name)
    return max(found, key=lambda part: part.stamp, default=None)


def forget_old_keys(folder: Path) -> None:
    """Delete copies of the key store that are older than seven days: their key files are destroyed as well."""
    for part in _parts(folder, BackupSet.KEYS):
        if part.day < timezone.now().date() - timedelta(days=KEPT_DAYS):  # as their names tell it: not the force's zone
            (folder / part.file).unlink(missing_ok=True)


def last_backups() -> Mapping[str, date]:
    """Return the day of the last backup of each set, as far as this host knows."""
    try:
        told = json.loads((settings.DATA_DIR / "state" / _STATE).read_text())
    except FileNotFoundError:
        return {}
    return {name: date.fromisoformat(day) for name, day in told.items()}


def changed_on(folder: Path) -> date:
    """Return the day on which a file of a folder was changed last."""
    changed = max((path.stat().st_mtime for path in folder.glob("*") if path.is_file()), default=0.0)
    return datetime.fromtimestamp(changed, tz=timezone.get_current_timezone()).date()


def _parts(folder: Path, which: BackupSet) -> Iterator[Part]:
    for path in folder.glob(f"{which}-*{SUFFIX}"):
        stamp, _, name = path.name[len(which) + 1 : -len(SUFFIX)].rpartition("-")
        if name in _NAMES[which]:
            yield Part(which, stamp, name)


def _claim(which: BackupSet, folder: Path, others: Iterable[Path]) -> None:
    """Mark a folder as that of one set. Raises BackupRefused where another set lies in it, above it or below it."""
    folder = folder.resolve()
    forbidden = [settings.SECRETS_DIR.resolve(), settings.DATA_DIR.resolve(), *(other.resolve() for other in others)]
    for place in forbidden:
        if folder == place or folder in place.parents or place in folder.parents:
            raise BackupRefused(f"{folder} and {place} would lie in one place: each set needs a folder of its own.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place in (folder, *folder.parents):
        mark = place / MARK
        if mark.exists() and (place != folder or mark.read_text().strip() != which):
            raise BackupRefused(f"{place} holds backups of {mark.read_text().strip()}: {which} must lie elsewhere.")
    others_here = {path.name for path in folder.iterdir()} - {MARK, _OF_THE_DISK}
    if not all(name.startswith(f"{which}-") for name in others_here):
        raise BackupRefused(f"{folder} holds other things: give {which} an empty folder.")
    (folder / MARK).write_text(f"{which}\n")


def _write(folder: Path, part: Part, pieces: Iterable[bytes], public: bytes) -> Path:
    path = folder / part.file
    fresh = path.with_suffix(".unfinished")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for piece in seal_backup(public, pieces, *part.labels):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return path


def in_order() -> list[str]:
    """Return the tables whose rows lie as they came, between acts that are kept to the second: all of ours."""
    ours = apps.get_app_config("reports").get_models()
    return [model._meta.db_table for model in ours if router.db_for_read(model) != KEY_STORE]


_NAMES = {
    BackupSet.TIPS: ("database", "files"),
    BackupSet.KEYS: ("keystore", "erasures", "lines"),
    BackupSet.SECRETS: ("secrets",),
}


def _contents(which: BackupSet) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield each part's name and pieces. Rows go before files, whose rows may come while they are read."""
    match which:
        case BackupSet.TIPS:
            shuffle("default", in_order())
            yield "database", dump("default", without=(*_PASSING, _PHONES))
            yield "files", _archive((f"{name.hex[:2]}/{name.hex}", partial(blobs().get, name)) for name in _sealed())
        case BackupSet.KEYS:
            shuffle(KEY_STORE, ["stored_key"])
            yield "keystore", dump(KEY_STORE)
            erased = [[str(row.tip_id), row.day.isoformat()] for row in Erasure.objects.all()]
            yield "erasures", [json.dumps(erased).encode()]
            yield "lines", [serialize("json", Line.objects.order_by("pk")).encode()]
        case BackupSet.SECRETS:
            yield "secrets", packed(settings.SECRETS_DIR, without=KEY_FILES)


def _sealed() -> list[UUID]:
    """The names of all sealed files, in an order that tells nothing."""
    return sorted(blobs().names())


def packed(folder: Path, without: str = "") -> Iterator[bytes]:
    """Yield a folder as a tar archive, file by file."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder), path.read_bytes) for path in paths)
    return _archive((name.as_posix(), read) for name, read in named if not (without and name.parts[0] == without))


def _archive(files: Iterable[tuple[str, Callable[[], bytes]]]) -> Iterator[bytes]:
    """Yield a tar archive, file by file; names and contents alone, no times and no owners."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w|") as archive:
        for name, read in files:
            try:
                data = read()
            except FileNotFoundError:  # erased meanwhile
                continue
            about = tarfile.TarInfo(name)
            about.size, about.mode = len(data), 0o600
            archive.addfile(about, io.BytesIO(data))
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.BytesIO) -> bytes:
    piece = out.getvalue()
    out.seek(0)
    out.truncate()
    return piece


def _remember(which: BackupSet) -> None:
    state = settings.DATA_DIR / "state"
    state.mkdir(parents=True, exist_ok=True)
    told = {name: day.isoformat() for name, day in last_backups().items()} | {str(which): today().isoformat()}
    fresh = state / f".{_STATE}"
    fresh.write_text(json.dumps(told))
    os.replace(fresh, state / _STATE)
