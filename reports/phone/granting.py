"""What is done and said when a text asks for something instead of telling."""

from reports.dialogue import mailbox
from reports.dialogue.lines import KnownPhone
from reports.dialogue.turns import MailboxBusy
from reports.intake.forgetting import forget_once, leave_tip_once, silence_once
from reports.models import Tip
from reports.phone.closed import closed
from reports.phone.wording import DEFAULT, Asked, Wish, languages, text

_LONGEST = 1500  # characters of a question; the provider takes 1600
_STATES = {
    "received": "received",
    "new": "received",
    "read": "received",
    "open": "open",
    "waiting": "waiting",
    "closed": "ended",
}


def grant(asked: Asked, *, sender: str, phone: KnownPhone | None, receipt: str | None, repeat_key: bytes) -> str:
    """Do what the word asks for and return the answer, "" for none.

    STOP gets none: the provider has blocked the phone. Nor does QUIET from a phone we know, or FORGET after it: a text
    that rings is what they are to prevent.
    """
    language = asked.language(phone.language if phone else "")
    is_silent = phone is not None and phone.silent
    match asked.wish:
        case Wish.STOP | Wish.FORGET:
            forget_once(sender=sender, repeat_key=repeat_key)
            return "" if is_silent or asked.wish is Wish.STOP else text(language, "forgotten")
        case Wish.NEW:
            leave_tip_once(sender=sender, repeat_key=repeat_key)
            return text(language, "new")
        case Wish.QUIET:
            silence_once(sender=sender, silent=True, repeat_key=repeat_key)
            return "" if phone else text(language, "quiet")
        case Wish.STATUS:
            return about_receipt(receipt, language) if receipt else _about_phone(phone, language)
        case Wish.START:
            silence_once(sender=sender, silent=False, repeat_key=repeat_key)
    return said_openly(language, "help")


def about_receipt(receipt: str, language: str = "") -> str:
    """Open the mailbox; say the officer's last question in it, or else where the tip stands. Never the tip itself."""
    try:
        opened = mailbox.open_mailbox(receipt)
    except mailbox.NoSuchMailbox:
        return text(language or DEFAULT, "not_found")
    except MailboxBusy:
        return text(language or DEFAULT, "busy")
    language = language or language_of(opened.key)
    last = opened.entries[-1] if opened.entries else None
    if last and last.from_officer and last.text:
        mailbox.read_by_tipster(opened)
        return text(language, "asked", question=last.text[:_LONGEST])
    return text(language, _STATES[opened.state])


def language_of(key: mailbox.MailboxKey) -> str:
    """Return the language of a mailbox's tip, if it is one of ours."""
    known = Tip.objects.filter(pk=key.tip_id).values_list("language", flat=True).first()
    return known if known in languages() else DEFAULT


def said_openly(language: str, name: str, **parts: str) -> str:
    """Return a text, and after it, while the hotline is closed, that nobody is there and which number to call."""
    said, now_closed = text(language, name, **parts), closed()
    return f"{said} {text(language, 'closed', other=now_closed.number)}" if now_closed else said


def _about_phone(phone: KnownPhone | None, language: str) -> str:
    return text(language, _STATES[phone.state]) if phone else text(language, "stranger")
