"""Opening very many envelopes: a search opens three for each tip.

They are the envelopes of `envelope`, and they are opened by the same function of libsodium. It is called here without
what PyNaCl's binding checks and makes for every call, and the labels around the ids are put together once: that costs a
quarter of `opening.unseal`.
"""

from nacl._sodium import ffi, lib  # the compiled library behind nacl.bindings

from reports.sealing.envelope import ENVELOPE, NONCE_SIZE, PADDING
from reports.sealing.keys import KEY_SIZE, derive_from
from reports.sealing.labels import Label, Later, around

_TAG_SIZE = 16
_BEGIN = 1 + NONCE_SIZE
_VERSION = ENVELOPE[0]
_KEY_END = b"\x80" + bytes(15)  # a key's padding: libsodium's, to 16 bytes
_PADDED_KEY = KEY_SIZE + len(_KEY_END)
KEY_ENVELOPE = _BEGIN + _PADDED_KEY + _TAG_SIZE  # bytes
_NULL = ffi.NULL
# Called in `key` and in `words` itself, for a search opens three for each tip: that spares a call of Python each.
_decrypt = lib.crypto_aead_xchacha20poly1305_ietf_decrypt


def where(*labels: Label | Later) -> list[bytes]:
    """Return what is authenticated beside an envelope, in the pieces around those labels that are given later."""
    begin, *rest = around(*labels)
    return [ENVELOPE + begin, *rest]


class Opener:
    """Opens envelopes one after the other, in one room: no two threads may share it. None stands for CannotOpen."""

    def __init__(self) -> None:
        self._make_room(8 * PADDING)

    def key(self, key: bytes, row: bytes, place: bytes, at: int = 0) -> bytes | None:
        """Return the key that `seal_key` sealed, whose envelope is the rest of a row from `at` on.

        `place`: the joined pieces of `where`.
        """
        if len(row) - at != KEY_ENVELOPE or row[at] != _VERSION or len(key) != KEY_SIZE:
            return None
        begin = at + _BEGIN
        sealed, nonce = row[begin:], row[at + 1 : begin]
        if _decrypt(self._room, _NULL, _NULL, sealed, KEY_ENVELOPE - _BEGIN, place, len(place), nonce, key):
            return None
        return self._seen[:KEY_SIZE] if self._seen[KEY_SIZE:_PADDED_KEY] == _KEY_END else None

    def words(self, key: bytes, row: bytes, place: bytes, at: int = 0) -> bytes | None:
        """Return what `seal` sealed, as `key` does."""
        begin = at + _BEGIN
        size = len(row) - begin - _TAG_SIZE
        if size > self._size:
            self._make_room(2 * size)
        if size < PADDING or row[at] != _VERSION or len(key) != KEY_SIZE:
            return None
        sealed, nonce = row[begin:], row[at + 1 : begin]
        if _decrypt(self._room, _NULL, _NULL, sealed, len(sealed), place, len(place), nonce, key):
            return None
        plain = self._seen[:size].rstrip(b"\0")
        return plain[:-1] if plain.endswith(b"\x80") and size - len(plain) < PADDING else None

    def _make_room(self, size: int) -> None:
        self._size, self._room = size, ffi.new("unsigned char[]", size)
        self._seen = ffi.buffer(self._room)


class Part:
    """How one part of a record is opened, its `body` or its `findings`: many differ in their ids and keys alone."""

    def __init__(self, what: str) -> None:
        self._key, self._place = around("record", Later.KEY, Later.ID, Later.ID, what), where(what, Later.ID, Later.ID)

    def open(
        self, opener: Opener, root: bytes, erasure: bytes, tip_id: bytes, record_id: bytes, row: bytes, at: int = 0
    ) -> bytes | None:
        """Return the part, the rest of a row from `at` on; `root` and `erasure` are the record's keys.

        The ids are told by their bytes.
        """
        one, two, three, four = self._key
        key = derive_from(root, one + erasure + two + tip_id + three + record_id + four)
        before, between, after = self._place
        return opener.words(key, row, before + tip_id + between + record_id + after, at)
