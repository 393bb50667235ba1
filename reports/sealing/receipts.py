"""What a receipt opens: a lookup id and the key pair of its mailbox. Slow on purpose, and peppered."""

from collections.abc import Sequence
from dataclasses import dataclass

from nacl.encoding import RawEncoder
from nacl.hash import blake2b
from nacl.pwhash import argon2id

from reports.sealing.keys import KeyPair, derive, pair_from_seed

_MEMORY = 19 * 1024 * 1024  # bytes; OWASP's smaller Argon2id set (19 MiB, 2 passes)
_PASSES = 2
GUARD_DIGITS = 2  # each costs a thief with the pepper a tenth of his work: docs/decisions/0018


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """`lookup` (32 bytes) finds the mailbox's row, `pair` opens what officers wrote to it."""

    lookup: bytes
    pair: KeyPair


def open_receipt(receipt: str, pepper: bytes) -> ReceiptKeys:
    """Return the keys of a 20-digit receipt: Argon2id over it, then the pepper. About 20 ms and 19 MiB.

    The salt is the same for all receipts, because a receipt must find its own row; the pepper stands outside the
    databases, and 16 random digits make a table of all receipts too dear.
    """
    salt = blake2b(b"receipt salt", digest_size=argon2id.SALTBYTES, key=pepper, encoder=RawEncoder)
    raw = argon2id.kdf(32, receipt.encode(), salt, opslimit=_PASSES, memlimit=_MEMORY, encoder=RawEncoder)
    root = derive(pepper, "receipt", raw)
    return ReceiptKeys(lookup=derive(root, "lookup"), pair=pair_from_seed(derive(root, "pair")))


def guard(number: str, pepper: bytes) -> str:
    """Return the digits that a receipt bears after its random ones: only who has the pepper can make them.

    They let 99 of 100 guesses be told from a receipt without the slow hash, and nothing is stored for it. Whoever
    stole the pepper would have a hundredth of the numbers to try, each still at the price of the slow hash.
    """
    return f"{int.from_bytes(derive(pepper, 'receipt guard', number)[:8]) % 10**GUARD_DIGITS:0{GUARD_DIGITS}}"


def bears_guard(receipt: str, pepper: bytes) -> bool:
    """Return whether a 20-digit receipt was minted here, or guessed with luck."""
    number = receipt[: -2 - GUARD_DIGITS]
    return guard(number, pepper) == receipt[len(number) : -2]


def in_likely_order(receipt: str, peppers: Sequence[bytes]) -> list[bytes]:
    """Return versions of the pepper with those first under which a receipt may have been minted, as its guard tells."""
    return sorted(peppers, key=lambda pepper: not bears_guard(receipt, pepper))


def waiting_hash(receipt: str, pepper: bytes, day_key: bytes) -> bytes:
    """Return the fast keyed hash that lets the mailbox page say 'received' while the capsule waits."""
    return derive(pepper, "waiting", day_key, receipt)
