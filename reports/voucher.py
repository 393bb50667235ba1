"""A voucher's two halves: the payer's, printed on its sheet, and the tipster's, which the mailbox makes when asked.

Neither half is stored. The payer's is made from the voucher's id and a key outside both databases. The tipster's is
made from the mailbox's private key, which only the receipt gives, and what lay in the voucher's slip; its mark, kept
from when it was asked for, is a hash under the same key outside.
"""

import re
import secrets
import unicodedata
from collections.abc import Collection
from hmac import compare_digest
from uuid import UUID

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from reports import vault
from reports.models import Reward, RewardProposal
from reports.sealing.keys import derive, new_key
from reports.spoken_code import LETTERS, spoken_code

NUMBER_LENGTH, KEY_LENGTH = 5, 8
CODE_DIGITS = 15  # thirteen from the keys and two check digits; a receipt has twenty, and is never mistaken for one
_KEY = "row_mac_key"
SLIP = "reward slip"  # the label of the box to a mailbox
MOST_BARRED = 12  # officers; so many places has each slip, and each row of bars
_KEY_SIZE, _ID, _BAR = 32, 16, 16  # bytes
_LOTS = 3  # of so many vouchers one is refused to an officer without a cause


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


def new_promise(barred: Collection[UUID]) -> bytes:
    """Return what lies in a slip: a fresh key, and the officers who may not pay it; always of one length."""
    ids = b"".join(officer.bytes for officer in list(barred)[:MOST_BARRED])
    return new_key() + ids.ljust(_ID * MOST_BARRED, b"\0")


def barred_in(told: bytes) -> frozenset[UUID]:
    """Return the officers who may not pay what this slip promises; one of before names none."""
    ids = told[_KEY_SIZE:]
    found = {ids[at : at + _ID] for at in range(0, len(ids), _ID)} - {bytes(_ID)}
    return frozenset(UUID(bytes=each) for each in found)


def bars_of(reward: Reward, code: str, barred: Collection[UUID]) -> bytes:
    """Return what refuses these officers, and tells nobody without the code who they are, nor how many."""
    bars = [_bar(reward, code, officer) for officer in barred][:MOST_BARRED]
    bars += [secrets.token_bytes(_BAR) for _ in range(MOST_BARRED - len(bars))]
    return b"".join(sorted(bars))


def may_pay(reward: Reward, code: str, officer: UUID) -> bool:
    """Whether an officer may pay: not who had a hand in it, nor whom the lot refuses: so a refusal tells little."""
    bars, own = bytes(reward.bars), _bar(reward, code, officer)
    had_a_hand = any(compare_digest(bars[at : at + _BAR], own) for at in range(0, len(bars), _BAR))
    return not had_a_hand and not is_refused_by_lot(reward, officer)


def is_refused_by_lot(reward: Reward, officer: UUID) -> bool:
    """Whether this voucher is one that the lot refuses to an officer: always the same answer."""
    return int.from_bytes(derive(_key_of(reward), "reward lot", reward.pk, officer)) % _LOTS == 0


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


def _bar(reward: Reward, code: str, officer: UUID) -> bytes:
    return derive(_key_of(reward), "reward bar", reward.pk, code, officer)[:_BAR]


def _fitting(reward: Reward) -> bytes | None:
    """Return the key under which a voucher was signed."""
    return next((key for key in vault.versions(_KEY) if compare_digest(bytes(reward.row_mac), _mac(reward, key))), None)


def _mac(reward: Reward, key: bytes) -> bytes:
    told = (reward.pk, reward.number, reward.amount, reward.last_day.isoformat(), bytes(reward.slip))
    return derive(key, "reward row", *told)


def _key_of(reward: Reward) -> bytes:
    return _fitting(reward) or vault.secret(_KEY)
