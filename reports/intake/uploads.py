"""Files that came before the tip they belong to: sealed in the blob store, their keys only in the sender's page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from math import inf
from time import monotonic
from typing import Self
from uuid import UUID, uuid4

from reports.gateways.blobs import blobs
from reports.intake.media import CleanFile, MediaKind, Refusal
from reports.models.claiming import claimed
from reports.sealing.files import Sealer, seal_file
from reports.sealing.keys import KEY_SIZE, new_key

MOST_FILES = 10
MOST_TOGETHER = 100 * 1024 * 1024  # bytes of all files of one arrival
MOST_IN_MEMORY = 20 * 1024 * 1024  # bytes of a picture or a PDF, which is cleaned while its sender waits
WAITS = frozenset({MediaKind.VIDEO, MediaKind.SOUND})  # too slow to clean while the sender waits: an errand does it
DIGEST_SIZE = 32


class Limit(StrEnum):
    """Why a file was not taken though nothing need be wrong with it itself; `Refusal` has the other reasons."""

    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    INFECTED = "infected"
    NOT_CHECKED = "not_checked"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not kept, by its place among those sent together (the first is 1).

    `media` is a MediaKind, or nothing for what is none; `size` counts the bytes that came.
    """

    position: int
    reason: Refusal | Limit
    media: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A sealed file that no tip claims yet, for an hour or two.

    `media` is a MediaKind; `size` counts plain bytes; `removed` and `told` are as in CleanFile. A `raw` one is sealed
    as it came, and the worker cleans it after sending. `digest` is of the bytes that came: the same file sent again has
    the same one under another name. `number` is what its sender's page calls it: those of files that were not kept are
    left out. `warned`: the sender was shown what it could tell.
    """

    blob: UUID
    key: bytes = field(repr=False)
    media: str
    mime: str
    size: int
    removed: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict, repr=False)
    raw: bool = False
    digest: bytes = field(default=b"", repr=False)
    number: int = 0
    warned: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return plain JSON, to travel sealed in the sender's page."""
        return {
            "blob": self.blob.hex,
            "key": self.key.hex(),
            "media": self.media,
            "mime": self.mime,
            "size": self.size,
            "removed": list(self.removed),
            "told": dict(self.told),
            "raw": self.raw,
            "digest": self.digest.hex(),
            "number": self.number,
            "warned": self.warned,
        }

    @classmethod
    def from_dict(cls, said: Mapping[str, object]) -> Self:
        """Return what `to_dict` wrote. Raises ValueError for anything else."""
        try:
            removed, told = said["removed"], said["told"]
            if not isinstance(removed, list) or not isinstance(told, dict):
                raise TypeError
            held = cls(
                blob=UUID(hex=str(said["blob"])),
                key=bytes.fromhex(str(said["key"])),
                media=MediaKind(str(said["media"])).value,
                mime=str(said["mime"]),
                size=int(str(said["size"])),
                removed=tuple(map(str, removed)),
                told={str(name): str(value) for name, value in told.items()},
                raw=said["raw"] is True,
                digest=bytes.fromhex(str(said["digest"])),
                number=int(str(said.get("number", 0))),
                warned=said.get("warned") is True,
            )
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError("This is no held file.") from problem
        if len(held.key) != KEY_SIZE:
            raise ValueError("A held file has a key of 32 bytes.")
        return held


class SealedUpload:
    """A file that is sealed while it comes, under a fresh name and key; no byte of it reaches the disk in plain."""

    def __init__(self) -> None:
        self._name, self._key = uuid4(), new_key()
        self._sealer = Sealer(self._key, "file", self._name)
        self._digest = blake2b(digest_size=DIGEST_SIZE)
        self._writing = blobs().begin(self._name)

    def write(self, data: bytes) -> None:
        """Take more of the file. Raises OSError."""
        self._digest.update(data)
        for piece in self._sealer.write(data):
            self._writing.write(piece)

    def finish(self, kind: MediaKind) -> HeldFile:
        """Make the file durable and return it. Raises OSError."""
        for piece in self._sealer.finish():
            self._writing.write(piece)
        self._writing.keep()
        return HeldFile(
            blob=self._name,
            key=self._key,
            media=kind.value,
            mime="",
            size=self._sealer.size,
            raw=True,
            digest=self._digest.digest(),
        )

    def drop(self) -> None:
        """Leave nothing of the file behind."""
        self._writing.drop()


def hold(clean: CleanFile, kind: MediaKind, digest: bytes = b"") -> HeldFile:
    """Seal a cleaned file under a fresh name and key. Raises OSError."""
    name, key = uuid4(), new_key()
    blobs().put(name, seal_file(key, clean.data, "file", name))
    return HeldFile(
        blob=name,
        key=key,
        media=kind.value,
        mime=clean.kind,
        size=len(clean.data),
        removed=clean.removed,
        told=clean.told,
        digest=digest,
    )


def cannot_be_sent(files: Iterable[HeldFile], *, within: float = inf) -> frozenset[UUID]:
    """Return the blobs of those that were claimed, by what was sent before, or are not kept any more.

    Raises OSError, also if the store of files is still to be asked after `within` seconds.
    """
    names = {held.blob for held in files}
    until, gone = monotonic() + within, set()
    for name in names:
        if monotonic() > until:
            raise TimeoutError("The store of files answers too slowly.")
        if not blobs().has(name):
            gone.add(name)
    return frozenset(claimed(names) | gone) if names else frozenset()


def let_go(files: Iterable[HeldFile]) -> None:
    """Delete files that their sender does not want to send after all. They must not have been handed to the door."""
    for held in files:
        blobs().delete(held.blob)
