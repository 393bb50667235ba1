"""FORGET and STOP at the door: obeyed once, however often the same request comes."""

from django.db import IntegrityError, transaction

from reports.dialogue.forget import end_line
from reports.intake.repeats import Repeat


def forget_once(*, sender: str, repeat_key: bytes) -> None:
    """Destroy the line of a phone number, unless this very request came before.

    A line may have been made since then, and a captured FORGET that is sent again must not destroy that one. So the
    request counts as seen even if there was no line.
    """
    if not sender:
        return
    repeat = Repeat(repeat_key)
    try:
        with transaction.atomic():
            repeat.bare_row().save(force_insert=True)
            end_line(sender=sender)
    except IntegrityError:
        if not repeat.came_before():
            raise
