"""The root key: signs the manifest, and lies sealed under a passphrase that only an administrator types."""

from nacl.encoding import RawEncoder
from nacl.pwhash import argon2id
from nacl.signing import SigningKey

from reports.sealing.envelope import seal_key
from reports.sealing.officers import new_salt
from reports.sealing.opening import unseal_key

_MEMORY, _PASSES = 256 * 1024 * 1024, 4


def seal_root(root: SigningKey, passphrase: str) -> bytes:
    """Return the root key sealed: 16 bytes of salt, then an envelope."""
    salt = new_salt()
    return salt + seal_key(_stretch(passphrase, salt), bytes(root), "root key")


def open_root(sealed: bytes, passphrase: str) -> SigningKey:
    """Return the root key. Raises CannotOpen on a wrong passphrase."""
    salt, envelope = sealed[: argon2id.SALTBYTES], sealed[argon2id.SALTBYTES :]
    return SigningKey(unseal_key(_stretch(passphrase, salt), envelope, "root key"))


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return argon2id.kdf(32, passphrase.encode(), salt, opslimit=_PASSES, memlimit=_MEMORY, encoder=RawEncoder)
