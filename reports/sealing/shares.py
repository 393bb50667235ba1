"""Break-glass: a key pair whose private half exists only as printed SLIP-39 shares, three of five."""

from collections.abc import Sequence

from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.utils import MnemonicError

from reports.sealing.keys import KeyPair, new_pair, pair_from_seed

NEEDED, PRINTED = 3, 5
OF_ANOTHER_SET = "This paper is of another set than those before it."


class SharesRefused(Exception):
    """The shares are mistyped, too few, or not of one set."""


def new_break_glass() -> tuple[bytes, list[str]]:
    """Return the public key and the five shares to print; the private key is not kept."""
    pair = new_pair()
    return pair.public, generate_mnemonics(1, [(NEEDED, PRINTED)], pair.private)[0]


def join_shares(shares: list[str]) -> KeyPair:
    """Return the break-glass pair from three shares. Raises SharesRefused."""
    try:
        return pair_from_seed(combine_mnemonics(shares))
    except (MnemonicError, ValueError) as problem:
        raise SharesRefused("These shares do not belong together, or a word is mistyped.") from problem


def wrong_with(share: str, others: Sequence[str]) -> str:
    """Return what is wrong with a share beside those that were typed before it; nothing if it fits."""
    try:
        own, known = Share.from_mnemonic(share), [Share.from_mnemonic(each) for each in others]
    except (MnemonicError, ValueError):
        return "A word of this paper is mistyped, missing or too many."
    if any(own.index == each.index and own.identifier == each.identifier for each in known):
        return "This paper was typed already."
    return "" if all(own.identifier == each.identifier for each in known) else OF_ANOTHER_SET


def spoken(share: str) -> str:
    """Return a share as it was printed, however a person types it."""
    return " ".join(share.split()).lower()
