"""FORGET, STOP, NEW and QUIET at the door: obeyed once, however often the same request comes."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from reports.dialogue.forget import end_line, silence_line
from reports.intake.repeats import Repeat


def forget_once(*, sender: str, repeat_key: bytes) -> None:
    """Destroy the line of a phone number, unless this very request came before.

    A line may have been made since then, and a captured FORGET that is sent again must not destroy that one. So the
    request counts as seen even if there was no line.
    """
    _once(sender, repeat_key, lambda: end_line(sender=sender))


def leave_tip_once(*, sender: str, repeat_key: bytes) -> None:
    """Let the next text of this phone begin a new tip, unless this very request came before."""
    _once(sender, repeat_key, lambda: end_line(sender=sender, act="line.renewed"))


def silence_once(*, sender: str, silent: bool, repeat_key: bytes) -> None:
    """Send this phone nothing unasked, or again, unless this very request came before."""
    _once(sender, repeat_key, lambda: silence_line(sender=sender, silent=silent))


def _once(sender: str, repeat_key: bytes, act: Callable[[], object]) -> None:
    if not sender:
        return
    repeat = Repeat(repeat_key)
    try:
        with transaction.atomic():
            repeat.bare_row().save(force_insert=True)
            act()
    except IntegrityError:
        if not repeat.came_before():
            raise
