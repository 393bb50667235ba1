"""What is done and said when a text asks for something instead of telling."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from django.conf import settings

from reports.dialogue import mailbox
from reports.dialogue.lines import KnownPhone, Met, known_phone
from reports.dialogue.turns import MailboxBusy
from reports.gateways.segments import cheaper
from reports.intake.forgetting import (
    forget_once,
    forget_tip_once,
    give_receipt_once,
    leave_tip_once,
    link_once,
    silence_once,
    silence_tip_once,
)
from reports.models import Tip
from reports.phone.closed import closed
from reports.phone.reward_code import about_reward
from reports.phone.silenced import SILENCED
from reports.phone.taking_back import withdraw
from reports.phone.wording import DEFAULT, Asked, Wish, languages, text

_ISLAND = "acf"  # spoken by nearly everybody here
_LONGEST = 1400  # characters of questions in one text; the provider takes 1600, and officers write 1000 at most
_NAME_IT = (
    "receipt",
    "receipt_danger",
    "instead_new",
    "danger",
    "danger_by_receipt",
    "joined",
    "piece",
    "by_receipt",
    "started",
    "help",
    "hello",
    "seen",
    "papers",
)  # texts with the emergency number
_DANGER = ("receipt_danger", "danger", "danger_by_receipt")
_STATES = {
    "received": "received",
    "new": "received",
    "read": "read",
    "open": "open",
    "waiting": "waiting",
    "closed": "ended",
}


def grant(asked: Asked, *, sender: str, met: Met, receipt: str | None, repeat_key: bytes) -> str:
    """Do what the word asks for and return the answer, "" for none.

    STOP gets none: the provider has blocked the phone. Nor does QUIET from a phone we know, nor sent again, nor
    anything after it but START and RECEIPT: a text that rings is what it is to prevent. As it cannot be told how
    FORGET is spelt, what is nearly that is obeyed. So with a phone of which nobody can know whether it sent QUIET. The
    relay worker sends a receipt that is owed.
    """
    phone, is_silent = met.known, met.must_not_ring
    language = asked.language(phone.language if phone else "")
    is_told = phone is not None and not phone.renewed
    name = "help" if asked.wish is not Wish.RECEIPT else "receipt_told" if is_told else "no_receipt"
    match asked.wish:
        case Wish.NEARLY if not is_silent:
            name = "forget_how"
        case Wish.STOP | Wish.FORGET | Wish.NEARLY:
            is_stopped = _is_blocked(asked)
            forget_once(sender=sender, repeat_key=repeat_key, is_stopped=is_stopped, hushed=asked.is_hushed)
            answer = _forgotten(receipt, repeat_key)
            is_told_nothing = is_silent or asked.is_hushed or is_stopped
            return "" if is_told_nothing else _of_forgetting(language, answer, has_hidden=met.has_hidden)
        case Wish.NEW | Wish.START if asked.wish is Wish.NEW or (_is_deaf(phone) and not receipt):
            # START: it was stopped, and is owed no receipt; its number is gone, so the next text begins a tip.
            if asked.wish is Wish.START:
                silence_once(sender=sender, silent=False, repeat_key=repeat_key + b":open")
            leave_tip_once(sender=sender, repeat_key=repeat_key)
            return "" if is_silent and asked.wish is Wish.NEW else said_openly(language, "new")
        case Wish.QUIET:
            name = _quieten(sender, met, receipt, repeat_key)
        case Wish.STATUS | Wish.REWARD:
            return "" if is_silent else _about(asked.wish, receipt, phone, language)
        case Wish.WITHDRAW | Wish.SURE | Wish.KEEP:
            name = withdraw(asked.wish, phone=phone, receipt=receipt, repeat_key=repeat_key)
            name = "" if is_silent else name
        case Wish.RECEIPT if is_silent or (phone and phone.is_owed):
            is_given = give_receipt_once(sender=sender, repeat_key=repeat_key)
            return "" if is_given or is_silent else _in_words(language, "receipt_told")
        case Wish.START:
            name = _linked(sender, met, receipt, repeat_key) if receipt else _opened(sender, phone, repeat_key)
    return _in_words(language, name) if name else ""


def _is_blocked(asked: Asked) -> bool:
    """Whether the provider lets nothing through to a phone. Of a STOP of which he tells himself he does not, whatever
    is set; that is not hushed, as a typed one is.
    """
    return asked.wish is Wish.STOP and not (settings.STOP_PASSES and asked.is_hushed)


def _in_words(language: str, name: str) -> str:
    """Return an answer, with what stands behind it: to HELP more, for marks alone bring the first half; to START from a
    phone that nobody knows the same in Kwéyòl, for who texts that word may speak no English.
    """
    said = said_openly(language, name)
    if name == "help":
        return f"{said} {text(language, 'help_more')}"
    return f"{said} {text(_ISLAND, name)}" if (name, language) == ("started_anew", DEFAULT) else said


def _opened(sender: str, phone: KnownPhone | None, repeat_key: bytes) -> str:
    """Send texts to a phone again, and the receipt that it is owed; return the name of the answer."""
    silence_once(sender=sender, silent=False, repeat_key=repeat_key)
    if not (phone and phone.is_answered):
        give_receipt_once(sender=sender, repeat_key=repeat_key + b":receipt")
    return "started" if phone else "started_anew"


def _is_deaf(phone: KnownPhone | None) -> bool:
    """Whether a phone has stopped all texts, and is owed no receipt that START could bring."""
    return phone is not None and phone.stopped and not phone.is_owed


def _linked(sender: str, met: Met, receipt: str, repeat_key: bytes) -> str:
    """Let the phone go on with the tip of a receipt, if neither has another; return the name of the answer.

    One that wants silence is told nothing where the receipt opens nothing.
    """
    try:
        found = mailbox.find(receipt)
    except MailboxBusy:
        return "" if met.must_not_ring else "busy"
    if found is None:
        return "" if met.must_not_ring else "not_found"
    silence_once(sender=sender, silent=False, repeat_key=repeat_key + b":open")
    SILENCED.note(sender, silent=False)
    if _is_deaf(met.known):
        leave_tip_once(sender=sender, repeat_key=repeat_key)
    link_once(sender=sender, tip_id=found.tip_id, repeat_key=repeat_key + b":link")
    by_now = known_phone(sender)
    return "linked" if by_now and by_now.tip_id == found.tip_id else "not_linked"


def _forgotten(receipt: str | None, repeat_key: bytes) -> str:
    """Obey FORGET for the tip whose receipt stands beside it; return the name of the answer, one for all phones."""
    if receipt is None:
        return "forgotten"
    try:
        found = mailbox.find(receipt) if receipt else None
    except MailboxBusy:
        return "busy"
    if found:
        forget_tip_once(tip_id=found.tip_id, repeat_key=repeat_key + b":tip")
    return "forgotten_there" if found else "forgotten_only"


def _of_forgetting(language: str, answer: str, *, has_hidden: bool) -> str:
    """Return the answer to FORGET; where a fault hides lines that, and behind it what became of the receipt."""
    if not has_hidden or answer == "busy":
        return text(language, answer)
    of_receipt = {"forgotten_there": "forgotten_too", "forgotten_only": "unfit"}.get(answer)
    said = text(language, "forgotten_part")
    return f"{said} {text(language, of_receipt)}" if of_receipt else said


def _quieten(sender: str, met: Met, receipt: str | None, repeat_key: bytes) -> str:
    """Obey QUIET; return the name of the answer: none, but beside a receipt and where it cannot be obeyed."""
    if met.known or receipt is None:  # beside a receipt a stranger asks for the phone of that tip
        silence_once(sender=sender, silent=True, repeat_key=repeat_key)
        if met.known is None and known_phone(sender):  # a tip was taken at the same time
            silence_once(sender=sender, silent=True, repeat_key=repeat_key + b":line")
    if not receipt:
        return "" if sender else "quiet_withheld"
    answer = _silenced(receipt, repeat_key)
    return "" if met.known or met.is_silent else answer


def _silenced(receipt: str, repeat_key: bytes) -> str:
    """Obey QUIET for the tip whose receipt stands beside it; return the name of the answer to a phone without a tip."""
    try:
        found = mailbox.find(receipt)
    except MailboxBusy:
        return "busy"
    if found:
        silence_tip_once(tip_id=found.tip_id, repeat_key=repeat_key + b":tip")
    return "quiet_there" if found else "not_found"


def about_receipt(receipt: str, language: str = "", phone: KnownPhone | None = None) -> str:
    """Open the mailbox; say what officers wrote that nobody read yet, or where the tip stands. Never the tip itself.

    Their last words come again where nothing was written since. `phone`: the one that asks.
    """
    try:
        opened = mailbox.open_mailbox(receipt)
    except mailbox.NoSuchMailbox:
        return text(language or DEFAULT, "not_found")
    except MailboxBusy:
        return text(language or DEFAULT, "busy")
    language = language or language_of(opened.key)
    is_own = phone is not None and phone.tip_id == opened.key.tip_id
    told, more = _unread(opened.entries)
    if told:
        mailbox.read_by_tipster(replace(opened, entries=told))
        question = "\n".join(one.text for one in told)
        asked = text(language, "asked" if is_own else "asked_there", question=question)
        return cheaper(f"{asked}\n{text(language, 'more')}" if more else asked)
    if opened.rewards:
        return text(language, "reward")
    return said_openly(language, _standing(opened.state, withdrawn=opened.withdrawn, is_own=is_own))


def _unread(entries: Sequence[mailbox.Entry]) -> tuple[tuple[mailbox.Entry, ...], bool]:
    """Return officers' words that were not read, in their order, as many as one text takes; whether there are more.

    Only what is shown counts as read.
    """
    entries = [one for one in entries if not one.is_shut]
    words = [one for one in entries if one.from_officer and one.text]
    unread = [one for one in words if one.fades_on is None]
    if not unread:
        return tuple(words[-1:] if words and words[-1] == entries[-1] else ()), False
    lengths = accumulate(len(one.text) + 1 for one in unread)
    shown = max(1, sum(length <= _LONGEST for length in lengths))
    return tuple(unread[:shown]), shown < len(unread)


def language_of(key: mailbox.MailboxKey) -> str:
    """Return the language of a mailbox's tip, if it is one of ours."""
    known = Tip.objects.filter(pk=key.tip_id).values_list("language", flat=True).first()
    return known if known in languages() else DEFAULT


def said_openly(language: str, name: str, **parts: str) -> str:
    """Return a text, and before it, while the hotline is closed, that nobody is there and which number to call.

    Behind it where somebody is in danger.
    """
    said, now_closed = text(language, name, **parts), closed()
    if not now_closed:
        return said
    if name in _DANGER:  # its first words are the emergency number, and no other is named
        return f"{said} {text(language, 'closed')}"
    is_named = now_closed.number == settings.EMERGENCY_NUMBER and name in _NAME_IT
    instead = "" if is_named else f" {text(language, 'instead', other=now_closed.number)}"
    return f"{text(language, 'closed')}{instead} {said}"  # so that the number for danger stands last


def _about(wish: Wish, receipt: str | None, phone: KnownPhone | None, language: str) -> str:
    if wish is Wish.REWARD:
        return about_reward(receipt, language)
    if receipt:
        return about_receipt(receipt, language, phone)
    if phone is None:
        return said_openly(language, "stranger")
    withdrawn = Tip.objects.filter(pk=phone.tip_id, withdrawn=True).exists()
    return said_openly(language, _standing(phone.state, withdrawn=withdrawn, is_own=True))


def _standing(state: str, *, withdrawn: bool, is_own: bool) -> str:
    """Return the name of the text that says where a tip stands; of one taken back that it is, whatever is done with it.

    `is_own`: it is the tip of the phone that asks. An officer's question is told of all the same.
    """
    name = "withdrawn" if withdrawn and state != "waiting" else _STATES[state]
    return f"{name}_here" if is_own else name
