"""WITHDRAW by text: where a phone stands with it, and what each of its texts then does.

    told ── WITHDRAW ──> asked "Sure?" ── YES ──> taken back
     ^                    │  ^                       │
     └── NO, any words ───┘  └─ WITHDRAW, ok         └─ "changed my mind": told to officers, who judge

WITHDRAW YES takes back from everywhere; so does a receipt beside the word, and a phone that wants silence, which cannot
be asked. `asked` ends by itself after an hour or two, and by whatever is told or asked in between.
"""

from reports.dialogue import mailbox
from reports.dialogue.lines import KnownPhone
from reports.dialogue.turns import MailboxBusy
from reports.intake.taking_back import note_asked, note_over, take_back, was_asked
from reports.models import Channel, Tip
from reports.phone.small_talk import Kind, SmallTalk
from reports.phone.wording import DEFAULT, Asked, Wish

_NO_ANSWER = (Kind.FINE, Kind.THANKS, Kind.OK)  # is asked once more
_ANSWERS = {Kind.YES: Wish.SURE, Kind.NO: Wish.KEEP, **dict.fromkeys(_NO_ANSWER, Wish.WITHDRAW)}


def answer_to_sure(phone: KnownPhone | None, said: SmallTalk | Asked | None) -> Asked | None:
    """Return what small talk or a change of mind asks for where we have asked "Sure?"; None where we have not."""
    meant = _ANSWERS.get(said.kind) if isinstance(said, SmallTalk) else Wish.KEEP if said else None
    if phone is None or meant is None or not was_asked(phone.tip_id, even_over=meant is Wish.KEEP):
        return None
    if meant is not Wish.SURE and is_taken_back(phone):  # its yes may come twice; all else is said after that
        return None
    return Asked(meant, (phone.language or DEFAULT,))


def is_taken_back(phone: KnownPhone | None) -> bool:
    """Whether the tip that a phone goes on with was taken back."""
    return phone is not None and not phone.renewed and Tip.objects.filter(pk=phone.tip_id, withdrawn=True).exists()


def withdraw(wished: Wish, *, phone: KnownPhone | None, receipt: str | None, repeat_key: bytes) -> str:
    """Ask, take back or leave a tip; return the name of the answer. Raises NotStored."""
    if receipt is not None:
        return _by_receipt(receipt, phone)
    if phone is None or phone.renewed:
        return "withdraw_how"
    if wished is Wish.KEEP:
        note_over(phone.tip_id)
        return "not_withdrawn"
    if wished is Wish.WITHDRAW and not phone.silent and not is_taken_back(phone):
        note_asked(phone.tip_id)
        return "sure"
    take_back(tip_id=phone.tip_id, channel=Channel.SMS, repeat_key=repeat_key)
    return "withdrawn_here"


def _by_receipt(receipt: str, phone: KnownPhone | None) -> str:
    try:
        found = mailbox.find(receipt) if receipt else None
    except MailboxBusy:
        return "busy"
    if found is None:
        return "not_found"
    take_back(tip_id=found.tip_id, channel=Channel.SMS, repeat_key=None)
    return "withdrawn_here" if phone and phone.tip_id == found.tip_id else "withdrawn"
