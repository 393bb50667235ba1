"""FORGET, STOP, NEW, QUIET and START at the door: obeyed once, however often the same request comes."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from reports.dialogue.forget import FORGOTTEN, OPTED_OUT, end_line, forget_tip, leave_tip, silence_line, silence_tip
from reports.dialogue.lines import known_phone
from reports.dialogue.linking import link_phone
from reports.dialogue.owed import ask_for_receipt
from reports.intake.repeats import Repeat


def forget_once(*, sender: str, repeat_key: bytes, is_stopped: bool = False, hushed: bool = False) -> None:
    """Destroy the line of a phone number, unless this very request came before.

    A line may have been made since then, and a captured FORGET that is sent again must not destroy that one. So the
    request counts as seen even if there was no line. `is_stopped`: the provider has blocked the phone as well.
    `hushed`: silence is asked for beside it.
    """
    act = OPTED_OUT if is_stopped else FORGOTTEN
    _once(sender, repeat_key, lambda: end_line(sender=sender, act=act, hushed=hushed))


def leave_tip_once(*, sender: str, repeat_key: bytes) -> None:
    """Let the next text of this phone begin a new tip, unless this very request came before."""
    _once(sender, repeat_key, lambda: leave_tip(sender=sender))


def silence_once(*, sender: str, silent: bool, repeat_key: bytes) -> None:
    """Send this phone nothing unasked, or again, unless this very request came before."""
    _once(sender, repeat_key, lambda: silence_line(sender=sender, silent=silent))


def link_once(*, sender: str, tip_id: UUID, repeat_key: bytes) -> None:
    """Let a phone go on with a tip, as somebody with its receipt asks, unless this very request came before."""
    _once(sender, repeat_key, lambda: link_phone(sender=sender, tip_id=tip_id))


def forget_tip_once(*, tip_id: UUID, repeat_key: bytes) -> None:
    """Destroy the lines of a tip, as somebody with its receipt asks. Once."""
    _once(str(tip_id), repeat_key, lambda: forget_tip(tip_id))


def silence_tip_once(*, tip_id: UUID, repeat_key: bytes) -> None:
    """Send nothing more about a tip to its phone, as somebody with its receipt asks. Once."""
    _once(str(tip_id), repeat_key, lambda: silence_tip(tip_id))


def give_receipt_once(*, sender: str, repeat_key: bytes) -> bool:
    """Send this phone the receipt it is owed, unless this very request came before. False where it is owed none.

    Of a request that came before, whose answer may have been lost, False where none is on its way by now.
    """
    is_given = _once(sender, repeat_key, lambda: ask_for_receipt(sender))
    if is_given is None:
        phone = known_phone(sender)
        return phone is not None and phone.is_owed
    return bool(is_given)


def _once(sender: str, repeat_key: bytes, act: Callable[[], object]) -> object:
    """Return what the act did; None where it was done before, or by nobody."""
    if not sender:
        return None
    repeat = Repeat(repeat_key)
    try:
        with transaction.atomic():
            repeat.bare_row().save(force_insert=True)
            return act()
    except IntegrityError:
        if not repeat.came_before():
            raise
    return None
