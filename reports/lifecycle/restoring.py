"""Putting a backup back: the key store, the tips with every erasure done again, or the secrets.

What was erased stays erased: the restored tips' own list of erasures, the one beside the key store's backup and the one
of the database that is replaced are done again before anybody may look. The last one lies in a file until then, so that
a restore that ends halfway forgets none.
"""

import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.core.serializers import deserialize
from django.db import DatabaseError, transaction

from reports import audit, keystore, vault
from reports.gateways.blobs import blobs
from reports.gateways.postgres_tools import restore, rows_of
from reports.lifecycle.backup import KEY_FILES, BackupSet, Part, backups_in, newest_part, parts_in
from reports.lifecycle.chain import start_anew
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.tidy import drop_revived_keys, owned_among
from reports.models import Erasure, KeyPurpose, Line, StoredKey, Tip
from reports.models.routing import KEY_STORE
from reports.sealing.backups import open_backup
from reports.sealing.keys import KeyPair, fingerprint
from reports.sealing.opening import CannotOpen

_FOLDER_MODE, _MODE = 0o700, 0o600
_BEFORE = "erasures-before-restore"
_SINCE = {"erasures": " Tips that were erased since that one come back: erase them again."}


class NothingToRestore(Exception):
    """The folder holds no whole backup of this set, or it does not open; says why."""


class FilesMissing(Exception):
    """The rows are back and every erasure was done again, but not all sealed files are back; says why."""


def restore_keys(folder: Path, pair: KeyPair) -> tuple[int, int]:
    """Put the key store back. Returns how many of its keys the key files here open, and how many there are.

    Raises NothingToRestore, PostgresToolFailed.
    """
    parts = _parts(folder, BackupSet.KEYS)
    call_command("grant_rights", roles_only=True)  # the policies in the copy name them
    restore(KEY_STORE, _opened(folder, parts["keystore"], pair))
    call_command("migrate", database=KEY_STORE, verbosity=0)
    call_command("grant_rights")
    names = set(vault.key_files().names()) if (settings.SECRETS_DIR / KEY_FILES).is_dir() else set[str]()
    count = readable = 0
    for row in StoredKey.objects.all().iterator():
        count += 1
        if row.key_file in names:
            try:
                keystore.open_row(row)
                readable += 1
            except CannotOpen:
                continue
    if Tip.objects.exists():  # only the key store was lost
        drop_revived_keys()
    return readable, count


def mend_keys(folder: Path, pair: KeyPair) -> tuple[int, int]:
    """Put back the keys that do not open here, from the newest of a folder's backups in which each still does.

    Nothing else changes, so it may be done while all runs. A key whose row is gone stays gone, should somebody have
    planted one for what was erased; and who may come in is no matter of backups (`register_people`). Returns how many
    were mended, and how many still do not open. Raises NothingToRestore, PostgresToolFailed.
    """
    backups = list(backups_in(folder, BackupSet.KEYS))
    if not backups:
        raise NothingToRestore(f"{folder} holds no whole backup of {BackupSet.KEYS}.")
    spoilt = {purpose: set(ids) for purpose, ids in keystore.spoilt().items() if purpose != KeyPurpose.PEOPLE}
    lost = {(str(key_id), str(purpose)) for purpose, ids in spoilt.items() for key_id in owned_among(purpose, ids)}
    found: list[StoredKey] = []
    for parts in backups:
        [dumped] = [part for part in parts if part.name == "keystore"]
        for row in rows_of("stored_key", _opened(folder, dumped, pair), alias=KEY_STORE):
            if (row["id"], row["purpose"]) in lost and (key := _that_opens(row)):
                lost.remove((row["id"], row["purpose"]))
                found.append(key)
        if not lost:
            break
    with transaction.atomic(using=KEY_STORE):
        for key in found:
            same = StoredKey.objects.using(KEY_STORE).filter(id=key.id, purpose=key.purpose)
            same.update(key_file=key.key_file, sealed=key.sealed, day=key.day)
    audit.enter("keys.mended", by="command line", mended=len(found), left=len(lost))
    return len(found), len(lost)


def _that_opens(row: Mapping[str, str]) -> StoredKey | None:
    """Return a row of a dump, if a key file of here still opens it."""
    key = StoredKey(
        id=UUID(row["id"]),
        purpose=KeyPurpose(row["purpose"]),
        key_file=row["key_file"],
        sealed=bytes.fromhex(row["sealed"].removeprefix("\\x")),
        day=date.fromisoformat(row["day"]),
    )
    try:
        keystore.open_row(key)
    except CannotOpen:
        return None
    return key


def restore_tips(folder: Path, pair: KeyPair, *, keys_folder: Path | None) -> int:
    """Put the tips back and do every erasure again. Returns how many erasures are known.

    `keys_folder` holds the backup of the keys, with the newest list of erasures and the phones' lines. Raises
    NothingToRestore, PostgresToolFailed, FilesMissing.
    """
    parts = _parts(folder, BackupSet.TIPS)
    erased = _kept() | _known_here() | (_newest_erasures(keys_folder, pair) if keys_folder else {})
    lines = _lines_in(keys_folder, pair) if keys_folder else "[]"  # whole, before anything is replaced
    _keep(erased)
    call_command("grant_rights", roles_only=True)
    restore("default", _opened(folder, parts["database"], pair))
    call_command("migrate", database="default", verbosity=0)
    call_command("grant_rights")
    erased |= _known_here()
    _erase_again(erased)
    _file_of_kept().unlink()  # the database knows them from here on
    with transaction.atomic():
        for line in _of_living_tips(lines):
            line.save(force_insert=True)
    drop_revived_keys()
    lost = start_anew()
    audit.enter("backup.restored", by="command line", stamp=parts["database"].stamp, entries_lost=lost)
    try:
        _put_back(_opened(folder, parts["files"], pair))
    except (NothingToRestore, OSError) as problem:
        raise FilesMissing(str(problem)) from problem
    return len(erased)


def _erase_again(erased: Mapping[UUID, date]) -> None:
    """Erase what was erased before. First of all: whatever fails later, no erased tip may be read."""
    with transaction.atomic():
        for tip_id, day in erased.items():
            Erasure.objects.get_or_create(tip_id=tip_id, defaults={"day": day})
    for tip_id in erased:
        erase_tip(tip_id=tip_id, by="command line")


def restore_secrets(folder: Path, pair: KeyPair) -> int:
    """Put secrets back that are not here; one that is here is left alone. Returns how many were written."""
    parts = _parts(folder, BackupSet.SECRETS)
    return _unpack(settings.SECRETS_DIR, _opened(folder, parts["secrets"], pair), never=KEY_FILES)


def _parts(folder: Path, which: BackupSet) -> dict[str, Part]:
    parts = {part.name: part for part in parts_in(folder, which)}
    if not parts:
        raise NothingToRestore(f"{folder} holds no whole backup of {which}.")
    return parts


def _opened(folder: Path, part: Part, pair: KeyPair) -> Iterator[bytes]:
    with (folder / part.file).open("rb") as sealed:
        try:
            yield from open_backup(pair, sealed, *part.labels)
        except CannotOpen:
            told = f"not sealed to this stick ({fingerprint(pair.public)}; each backup tells its own), or damaged"
            older = f"For an older one move this file out of the folder, and run this again.{_SINCE.get(part.name, '')}"
            raise NothingToRestore(f"{part.file} does not open: {told}. {older}") from None


def _newest_erasures(folder: Path, pair: KeyPair) -> dict[UUID, date]:
    part = newest_part(folder, BackupSet.KEYS, "erasures")
    if part is None:
        raise NothingToRestore(f"{folder} holds no list of erasures.")
    return _as_erasures(json.loads(b"".join(_opened(folder, part, pair))))


def _lines_in(folder: Path, pair: KeyPair) -> str:
    """The phones' lines of a backup, as they were written."""
    part = _parts(folder, BackupSet.KEYS)["lines"]
    return b"".join(_opened(folder, part, pair)).decode()


def _of_living_tips(told: str) -> Iterator[Line]:
    """Those lines whose tips are back; one that was forgotten since has no key any more.

    One whose key does not open is kept: a better copy of the key may come, and QUIET must not be lost until then.
    """
    lines = [cast("Line", one.object) for one in deserialize("json", told)]
    found = keystore.get_many(KeyPurpose.LINE, [line.pk for line in lines])
    alive = found.keys() | found.spoilt
    tips = set(Tip.everything.filter(pk__in={line.tip_id for line in lines}).values_list("pk", flat=True))
    return (line for line in lines if line.pk in alive and line.tip_id in tips)


def _known_here() -> dict[UUID, date]:
    """The erasures of the database as it is now; none where it is empty or gone."""
    try:
        with transaction.atomic():
            return dict(Erasure.objects.values_list("tip_id", "day"))
    except DatabaseError:
        return {}


def _file_of_kept() -> Path:
    return settings.DATA_DIR / "state" / _BEFORE


def _keep(erased: Mapping[UUID, date]) -> None:
    """Write down which erasures are to be done again: soon the database that knows them is replaced."""
    path = _file_of_kept()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{_BEFORE}")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE), "w") as file:
        json.dump([[str(tip_id), day.isoformat()] for tip_id, day in erased.items()], file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def _kept() -> dict[UUID, date]:
    """The erasures that a restore before this one, which did not come to its end, was to do again."""
    try:
        return _as_erasures(json.loads(_file_of_kept().read_text()))
    except FileNotFoundError:
        return {}


def _as_erasures(told: Iterable[tuple[str, str]]) -> dict[UUID, date]:
    return {UUID(tip_id): date.fromisoformat(day) for tip_id, day in told}


def _unpack(folder: Path, pieces: Iterable[bytes], *, never: str) -> int:
    """Write the files of an archive that are not there yet, by their plain names below the folder."""
    count = 0
    for name, data in _files_in(pieces):
        if name.is_absolute() or ".." in name.parts or name.parts[0] == never:
            continue
        path = folder / name
        path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        except FileExistsError:
            continue
        with open(handle, "wb") as file:
            file.write(data)
        count += 1
    return count


def _put_back(pieces: Iterable[bytes]) -> None:
    """Store the sealed files of an archive that are not there yet. Older archives hold empty files made before."""
    for name, data in _files_in(pieces):
        sealed = UUID(name.name)
        if data and not blobs().has(sealed):
            blobs().put(sealed, [data])


def _files_in(pieces: Iterable[bytes]) -> Iterator[tuple[Path, bytes]]:
    with tarfile.open(fileobj=cast("io.BufferedReader", _Pieces(pieces)), mode="r|") as archive:
        for about in archive:
            data = archive.extractfile(about)
            if data is not None:
                yield Path(about.name), data.read()


class _Pieces(io.RawIOBase):
    """Pieces that come one by one, read as a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces, self._left = iter(pieces), b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, fewer only at the end."""
        taken = [self._left]
        length = len(self._left)
        while size < 0 or length < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            taken.append(piece)
            length += len(piece)
        whole = b"".join(taken)
        cut = len(whole) if size < 0 else size
        self._left = whole[cut:]
        return whole[:cut]
