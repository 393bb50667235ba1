"""A voucher's two halves: the payer's, printed on its sheet, and the tipster's, which the mailbox makes when asked.

Neither half is stored. The payer's is made from the voucher's id and a key outside both databases. The tipster's is
made from the mailbox's private key, which only the receipt gives, and what lay in the voucher's slip; its mark, kept
from when it was asked for, is a hash under the same key outside.
"""

import re
import unicodedata
from hmac import compare_digest

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from reports import vault
from reports.models import Reward, RewardProposal
from reports.sealing.keys import derive
from reports.spoken_code import LETTERS, spoken_code

NUMBER_LENGTH, KEY_LENGTH = 5, 8
CODE_DIGITS = 15  # thirteen from the keys and two check digits; a receipt has twenty, and is never mistaken for one
_KEY = "row_mac_key"
SLIP = "reward slip"  # the label of the box to a mailbox


class Mistyped(Exception):
    """This is no half of a voucher's code: a sign is wrong, missing or too many."""


class ReceiptShown(Mistyped):
    """This has the length of a receipt, which a tipster must show nobody."""


def fresh_number(model: type[Reward | RewardProposal]) -> str:
    """Return a number that no row of this model has."""
    while True:
        number = spoken_code(NUMBER_LENGTH)
        if not model._default_manager.filter(number=number).exists():
            return number


def payer_half(reward: Reward) -> str:
    """Return what stands on the voucher's sheet beside its number: eight letters and digits."""
    raw = int.from_bytes(derive(_key_of(reward), "reward payer", reward.pk))
    return "".join(LETTERS[raw // len(LETTERS) ** place % len(LETTERS)] for place in range(KEY_LENGTH))


def written(reward: Reward) -> str:
    """Return number and payer's half as they are printed and typed."""
    half = payer_half(reward)
    return f"{reward.number}-{half[:4]}-{half[4:]}"


def tipster_half(mailbox_private: bytes, told: bytes) -> str:
    """Return the fifteen digits that the tipster brings. `told` is what lay in the slip."""
    raw = int.from_bytes(derive(mailbox_private, "reward code", told)) % 10 ** (CODE_DIGITS - 2)
    number = f"{raw:0{CODE_DIGITS - 2}}"
    return number + mod_97_10.calc_check_digits(number)


def mark_of(reward: Reward, code: str) -> bytes:
    """Return what the tipster's half is known by."""
    return derive(_key_of(reward), "reward mark", reward.pk, code)


def sign(reward: Reward) -> None:
    """Set the MAC of a voucher that was just made."""
    reward.row_mac = _mac(reward, vault.secret(_KEY))


def is_signed(reward: Reward) -> bool:
    """Whether number, sum, last day and slip are those that the board's decision put there."""
    return _fitting(reward) is not None


def read_voucher(text: str) -> tuple[str, str]:
    """Return number and payer's half of what was typed from a sheet. Raises Mistyped."""
    plain = re.sub(r"[\s.\-]+", "", unicodedata.normalize("NFKC", text)).upper()
    if len(plain) != NUMBER_LENGTH + KEY_LENGTH or set(plain) - set(LETTERS):
        raise Mistyped
    return plain[:NUMBER_LENGTH], plain[NUMBER_LENGTH:]


def read_code(text: str) -> str:
    """Return the digits of what a tipster brought. Raises Mistyped, ReceiptShown."""
    digits = re.sub(r"[\s.\-]+", "", unicodedata.normalize("NFKC", text))
    if not (digits.isascii() and digits.isdigit()):
        raise Mistyped
    if len(digits) == 20:
        raise ReceiptShown
    try:
        mod_97_10.validate(digits)
    except ValidationError:
        raise Mistyped from None
    if len(digits) != CODE_DIGITS:
        raise Mistyped
    return digits


def grouped(code: str) -> str:
    """Return a tipster's half in three groups of five."""
    return " ".join(code[at : at + 5] for at in range(0, CODE_DIGITS, 5))


def is_of_before(reward: Reward) -> bool:
    """Whether a voucher was made under a key that has been replaced since: it hangs on that key until it is over."""
    return _fitting(reward) not in (None, vault.secret(_KEY))


def _fitting(reward: Reward) -> bytes | None:
    """Return the key under which a voucher was signed."""
    return next((key for key in vault.versions(_KEY) if compare_digest(bytes(reward.row_mac), _mac(reward, key))), None)


def _mac(reward: Reward, key: bytes) -> bytes:
    told = (reward.pk, reward.number, reward.amount, reward.last_day.isoformat(), bytes(reward.slip))
    return derive(key, "reward row", *told)


def _key_of(reward: Reward) -> bytes:
    return _fitting(reward) or vault.secret(_KEY)
