"""Opening very many envelopes: a search opens three for each tip.

They are the envelopes of `envelope`, and they are opened by the same function of libsodium. It is called here without
what PyNaCl's binding checks and makes for every call, the labels around the ids are put together once, and keys are
derived without an object for each: that costs a quarter of `opening.unseal`.
"""

from typing import Any

from nacl._sodium import ffi, lib  # the compiled library behind nacl.bindings

from reports.sealing.envelope import ENVELOPE, NONCE_SIZE, PADDING
from reports.sealing.keys import DERIVED, KEY_SIZE
from reports.sealing.labels import Label, Later, around

_TAG_SIZE = 16
_BEGIN = 1 + NONCE_SIZE
_VERSION = ENVELOPE[0]
_KEY_END = b"\x80" + bytes(15)  # a key's padding: libsodium's, to 16 bytes
_WORDS_END = b"\x80" + bytes(PADDING - 1)
_PADDED_KEY = KEY_SIZE + len(_KEY_END)
KEY_ENVELOPE = _BEGIN + _PADDED_KEY + _TAG_SIZE  # bytes
_NULL = ffi.NULL
_derive, _NO_SALT, _PERSON = lib.crypto_generichash_blake2b_salt_personal, bytes(16), DERIVED.ljust(16, b"\0")
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
        self._derived = ffi.new("unsigned char[]", KEY_SIZE)

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
        padded = self._seen[:size]
        end = padded.rfind(b"\x80", size - PADDING)
        return padded[:end] if _WORDS_END.startswith(padded[end:]) else None

    def derived(self, key: bytes, labels: bytes) -> Any:
        """Return what `derive_from` does, 32 bytes of C: there until the next one is made, in the same place."""
        if len(key) != KEY_SIZE:
            raise ValueError("A key has 32 bytes.")
        _derive(self._derived, KEY_SIZE, labels, len(labels), key, KEY_SIZE, _NO_SALT, _PERSON)
        return self._derived

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
        key = opener.derived(root, one + erasure + two + tip_id + three + record_id + four)
        before, between, after = self._place
        return opener.words(key, row, before + tip_id + between + record_id + after, at)
