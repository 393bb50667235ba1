"""Opening the words of very many tips, a slice at a time, with the keys where they are: in the officer's request."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from reports import keystore
from reports.keyring import KeyRing, ManyRoots
from reports.models import KeyPurpose
from reports.models.raw import id_list, id_of, raw_rows
from reports.queries.meanwhile import meanwhile
from reports.sealing.envelope import BOX
from reports.sealing.many import Opener, Part
from reports.sealing.opening import CannotOpen
from reports.sealing.roots import open_root, settle_root
from reports.wall import whole_house

# Each reading of a release copy has its reference, so none is read here.
_RECORDS = (
    "SELECT uuid_send(tip_id) || uuid_send(id) || int4send(position) || int4send(coalesce(octet_length(root_box), 0))"
    " || coalesce(root_box, '') || body FROM record WHERE tip_id = ANY(%s::uuid[]) AND kind <> 'release'"
    " AND (id = tip_id OR NOT EXISTS (SELECT FROM capsule WHERE record_id = id))"  # not judged: records.waits_beside
)
_SETTLE = (
    "UPDATE record SET root_box = settled FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) AS fresh (id, box, settled)"
    " WHERE record.id = fresh.id AND root_box = box"
)
# Of a raw row: the ids of tip and record, the position, how long the box is that follows.
_TIP, _ID, _POSITION, _SIZE, _HEAD = slice(16), slice(16, 32), slice(32, 36), slice(36, 40), 40
_BODY = Part("body")
type _Parts = tuple[bytes, bytes, bytes, bytes]  # of an `Opened`: of very many tips few are made into one


@dataclass(slots=True)
class Opened:
    """One record's words and answers, as they are kept, and how to open what triage found in them."""

    record_id: bytes
    plain: bytes = field(repr=False)
    root: bytes = field(repr=False)
    erasure: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The words and the answers as one text."""
        said = json.loads(self.plain)
        return "\n".join([said["text"], *map(str, said["answers"].values())])


class Rows(dict[bytes, bytes]):
    """Raw rows by their tip, of which nearly each has one alone. `several`: all rows of those that have more."""

    def __init__(self, rows: Sequence[bytes]) -> None:
        super().__init__({row[_TIP]: row for row in rows})
        self.several: dict[bytes, list[bytes]] = {}
        if len(self) < len(rows):
            for row in rows:
                self.several.setdefault(row[_TIP], []).append(row)
            self.several = {tip_id: held for tip_id, held in self.several.items() if len(held) > 1}

    def of(self, tip_id: bytes) -> Sequence[bytes]:
        """Return all rows of a tip."""
        return self.several.get(tip_id) or [self[tip_id]] if tip_id in self else ()


@dataclass(slots=True)
class Sealed:
    """A slice of tips, by their ids' bytes and in their order, as it came from the databases."""

    tips: Sequence[bytes]
    wraps: Rows = field(default_factory=lambda: Rows([]), repr=False)
    records: Rows = field(default_factory=lambda: Rows([]), repr=False)
    erasures: dict[bytes, bytes] = field(default_factory=dict, repr=False)
    roots: dict[UUID, bytes] = field(default_factory=dict, repr=False)


class Scanner:
    """Fetches slices of an officer's tips, and opens them."""

    def __init__(self, ring: KeyRing) -> None:
        opener = Opener()
        self._ring, self._opener = ring, opener
        self._roots = ManyRoots(ring, opener)
        self._erasures = keystore.ManyKeys(KeyPurpose.ERASURE, opener)
        self._unsettled: list[tuple[UUID, bytes, bytes]] = []

    def fetch(self, tips: Sequence[bytes]) -> Sealed:
        """Fetch a slice. A tip's first record has its id, so its erasure key is asked for before; few have more."""
        sealed = Sealed(tips)

        def ask_key_store() -> Iterator[None]:
            sealed.erasures |= keystore.raw_many(KeyPurpose.ERASURE, tips)
            yield

        with whole_house():  # the ids came through the wall, and their keys do: asked of each record, it costs most
            rows = raw_rows("default", _RECORDS, [id_list(tips)])
        sealed.records = Rows(rows)
        with meanwhile(ask_key_store()):
            sealed.wraps = Rows(self._roots.fetch(sealed.records))
        if missing := [id_of(tip_id) for tip_id in sealed.records.keys() - sealed.wraps.keys()]:
            sealed.roots = self._ring.roots(missing)
        if later := [row[_ID] for row in rows if row[_ID] != row[_TIP]]:
            sealed.erasures |= keystore.raw_many(KeyPurpose.ERASURE, later)
        return sealed

    def read(
        self, sealed: Sealed, tips: Sequence[bytes], may_fit: Callable[[bytes], bool]
    ) -> Iterator[tuple[bytes, list[Opened]]]:
        """Yield those of these tips of a slice whose words `may_fit`, with each record's words in order.

        What does not open is left out, as in a list.
        """
        records, several, wraps = sealed.records, sealed.records.several, sealed.wraps
        for tip_id in tips:
            if tip_id in several or tip_id not in wraps or tip_id in wraps.several:
                opened = self.open(sealed, tip_id)
                if opened and may_fit(b"\n".join([one.plain for one in opened])):
                    yield tip_id, opened
            elif (d := self._roots.open(wraps[tip_id])) and tip_id in records:  # as nearly all are
                one = self._record(d, records[tip_id], sealed.erasures)
                if one and may_fit(one[1]):
                    yield tip_id, [Opened(*one)]

    def open(self, sealed: Sealed, tip_id: bytes) -> list[Opened]:
        """Return the words of each record of a tip, in order."""
        rows = sealed.records.of(tip_id)
        d = self._root(sealed, tip_id) if rows else None
        if d is None:
            return []
        found = (self._record(d, row, sealed.erasures) for row in sorted(rows, key=_position))
        return [Opened(*one) for one in found if one]

    def settle(self) -> None:
        """Let the keys of later records that were opened for the first time need no public-key work again."""
        if self._unsettled:
            with connection.cursor() as cursor:
                cursor.execute(_SETTLE, [list(column) for column in zip(*self._unsettled, strict=True)])
            self._unsettled = []

    def _root(self, sealed: Sealed, tip_id: bytes) -> bytes | None:
        for row in sealed.wraps.of(tip_id):
            if d := self._roots.open(row):
                return d
        return sealed.roots.get(id_of(tip_id)) if sealed.roots else None

    def _record(self, d: bytes, row: bytes, erasures: dict[bytes, bytes]) -> _Parts | None:
        tip_id, record_id = row[_TIP], row[_ID]
        at = _HEAD + int.from_bytes(row[_SIZE])
        if record_id not in erasures:
            return None
        try:
            root = d if at == _HEAD else self._record_root(d, row[_HEAD:at], tip_id, record_id)
            erasure = self._erasures.open(erasures[record_id])
        except CannotOpen:
            return None
        plain = _BODY.open(self._opener, root, erasure, tip_id, record_id, row, at)
        return None if plain is None else (record_id, plain, root, erasure)

    def _record_root(self, d: bytes, kept: bytes, tip_id: bytes, record_id: bytes) -> bytes:
        tip, record = id_of(tip_id), id_of(record_id)
        root = open_root(d, kept, tip, record)
        if kept[:1] == BOX:
            self._unsettled.append((record, kept, settle_root(d, root, tip, record)))
        return root


def _position(row: bytes) -> bytes:
    return row[_POSITION]
