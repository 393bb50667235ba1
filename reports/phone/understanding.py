"""What a text says beside its receipt, and whether that tells something or asks for it."""

import re
from dataclasses import dataclass, field, replace

from reports.dialogue import mailbox
from reports.dialogue.lines import KnownPhone
from reports.dialogue.turns import MailboxBusy
from reports.intake import receipt as receipts
from reports.intake.receipt_parts import holds_part
from reports.models import Status, Tip
from reports.phone.beside_receipt import tells_nothing, wish_beside_receipt, without_labels
from reports.phone.clauses import bare
from reports.phone.signs import says_nothing
from reports.phone.small_talk import Kind, SmallTalk, small_talk
from reports.phone.taking_back import answer_to_sure, is_taken_back
from reports.phone.wording import BEFORE_A_TIP, DEFAULT, Asked, Wish, is_stop, may_tell, wish
from reports.triage.opened import DOUBTFUL

ALWAYS = (Wish.STOP, Wish.FORGET)  # obeyed even with a picture beside them, which is kept (captions.py)
_LATE = (*ALWAYS, Wish.QUIET, Wish.SURE)  # obeyed even late; nothing else is, for nobody waits for the answer
# Beside a receipt, too: whoever answers from another phone sends it.
_MAY_ANSWER = (Wish.FORGET, Wish.NEARLY, Wish.WITHDRAW)
_MAY_TELL = (Kind.YES, Kind.NO, Kind.NO_PAPERS, Kind.ANOTHER)  # from a phone with a tip
_NO_ANSWER = (Kind.PAPERS, Kind.SEEN, Kind.GREETING, Kind.THANKS)  # to no question, nor a message beside a receipt
NO_CRY = ("info",)  # words of HELP that nobody cries
MISTYPED = ""  # stands for a receipt where there is nearly one


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text asks for; `told`: its words for officers, without the receipt; `talk`: words that tell nothing.

    `tells`: there is something to be kept. `by_provider`: the provider has answered its word itself. `cries`: it is
    HELP from a phone that wants silence.
    """

    asked: Asked | None
    receipt: str | None = field(repr=False)
    told: str = field(repr=False)
    talk: SmallTalk | None
    tells: bool
    by_provider: bool
    cries: bool
    has_changed_mind: bool  # after taking the tip back

    @property
    def is_unanswered(self) -> bool:
        """Whether it asks for something of which nobody is told that it was done."""
        return self.by_provider or (self.asked is not None and (self.asked.wish is Wish.STOP or self.asked.is_hushed))

    @property
    def is_for_later(self) -> bool:
        """Whether it is obeyed even where it comes late."""
        if self.asked is None:
            return False
        return self.asked.wish in _LATE or (self.asked.wish is Wish.WITHDRAW and self.receipt is not None)


def understand(
    said: str, *, phone: KnownPhone | None, has_pictures: bool, opt_out: str, is_silent: bool = False
) -> Understood:
    """Understand a text of a phone. `opt_out` is the provider's name for a word that it knows itself.

    HELP is answered on a phone that may ring. On one that wants silence the word is what somebody cries: it is told.
    """
    is_known = phone is not None and not phone.renewed
    may_answer = is_known and _is_part(said)
    body, is_receipt, marked = (said, holds_part(said), "") if may_answer else _beside_receipt(said)
    receipt = receipts.find_in(said) or (MISTYPED if is_receipt else None)
    if says_nothing(body, is_known=is_known):
        body = ""
    by_provider = Wish(opt_out.lower()) if opt_out in ("STOP", "HELP", "START") else None
    asked = Asked(by_provider, (DEFAULT,)) if by_provider else _asked(body, phone, is_receipt=is_receipt)
    if asked and asked.is_own and asked.wish in _MAY_ANSWER and receipt and _is_waited_for(receipt):
        asked = _as_an_answer(asked, body)
    if asked and asked.is_own and asked.wish in (Wish.NEARLY, Wish.HELP) and is_silent:  # it cannot be told anything
        asked, body = (replace(asked, rest=body), body) if is_known or receipt or asked.rest else (None, "")
    is_cry = asked is not None and asked.wish is Wish.HELP and not asked.is_own
    cries = is_cry and is_silent and bare(body) not in NO_CRY
    is_obeyed = asked is not None and not cries and (asked.wish in ALWAYS or not (asked.rest or has_pictures))
    talk = small_talk(body) if asked is None and not (is_receipt or has_pictures) else None
    return Understood(
        asked=asked,
        receipt=receipt,
        told=_told(asked.rest if asked and asked.wish in BEFORE_A_TIP else body, body, marked),
        talk=talk,
        tells=bool(body or has_pictures) and not is_obeyed and (talk is None or _may_answer(talk, phone)),
        by_provider=by_provider is not None,
        cries=cries,
        has_changed_mind=asked is None and not is_receipt and _is_keep(body) and is_taken_back(phone),
    )


def _told(words: str, body: str, marked: str) -> str:
    """Return words for officers, with a mark where digits that are nearly a receipt are left out."""
    if DOUBTFUL not in marked or not words:
        return words
    return marked if words == body else with_mark(words)


def with_mark(words: str) -> str:
    """Return words for officers, and that digits were left out of them."""
    return f"{words} {DOUBTFUL}" if words else words


def _asked(body: str, phone: KnownPhone | None, *, is_receipt: bool) -> Asked | None:
    """Understand what a text asks for. A yes or no is one where we have asked "Sure?"."""
    if is_receipt and (beside := wish_beside_receipt(body)):
        return beside
    if is_receipt and _is_keep(body):
        return None
    talk = small_talk(body)
    asked = None if talk else wish(body)
    if talk or (asked and asked.wish is Wish.KEEP):
        return answer_to_sure(phone, talk or asked) or _change_of_mind(asked, phone)
    if asked is None or phone is None or phone.renewed:
        return asked
    if phone.state != "waiting":
        return replace(asked, rest=asked.rest or body) if asked.wish is Wish.QUIET and may_tell(body) else asked
    return _as_an_answer(asked, body)


def _as_an_answer(asked: Asked, body: str) -> Asked | None:
    """Understand a request where an officer has asked. Its words may be the answer, and are then kept.

    A slip that may be another word is nothing else, nor is "nueva" or "I lost my receipt". FORGET in other words
    than ours destroys nothing: it may be "forget it, he is gone", so the phone is told how the word is spelt. "Take
    it back" is kept and asked about, "can I delete it" is kept and answered, "reward" is kept; of a phone that
    wants silence it is kept. QUIET may be "no answer", and is obeyed, as is "Stop."; "fini" is obeyed and kept; but
    "Alto." may say how somebody looks.
    """
    if asked.is_guess or (asked.is_own and asked.wish in (Wish.NEW, Wish.START, Wish.RECEIPT)):
        return None
    if asked.wish is Wish.REWARD or (asked.is_own and asked.wish in (Wish.WITHDRAW, Wish.HELP)):
        return replace(asked, rest=body)
    may_stop = asked.is_own and is_stop(body)
    is_forget = may_stop or (asked.wish in (Wish.FORGET, Wish.NEARLY) and asked.is_own)
    if not may_stop and (asked.wish is Wish.QUIET or (is_forget and asked.is_hushed)):
        may_tell = " " in bare(body) or (asked.is_own and asked.wish is Wish.QUIET)
        return replace(asked, wish=Wish.QUIET, rest=asked.rest or (body if may_tell else ""))
    return replace(asked, wish=Wish.NEARLY, rest=body) if is_forget else asked


def _is_waited_for(receipt: str) -> bool:
    """Whether an officer has asked whoever holds this receipt."""
    try:
        found = mailbox.find(receipt)
    except MailboxBusy:
        return False
    return found is not None and Tip.objects.filter(pk=found.tip_id, status=Status.WAITING).exists()


def _change_of_mind(asked: Asked | None, phone: KnownPhone | None) -> Asked | None:
    """Understand "I changed my mind" from a phone without a tip, which must send the receipt; else officers read it."""
    is_stranger = phone is None or phone.renewed
    return Asked(Wish.STATUS, asked.languages) if asked and is_stranger else None


def _is_keep(body: str) -> bool:
    asked = wish(body)
    return asked is not None and asked.wish is Wish.KEEP


def _may_answer(talk: SmallTalk, phone: KnownPhone | None) -> bool:
    """Whether small talk may answer an officer, or, as a yes or no, our own question for danger, or add something."""
    if phone is None or phone.renewed:
        return False
    return (phone.state == "waiting" and talk.kind not in _NO_ANSWER) or talk.kind in _MAY_TELL


def _is_part(said: str) -> bool:
    """Whether a text is digits alone that may be a part of a receipt, or answer an officer: "1234 5678"."""
    return not any(map(str.isalpha, said)) and receipts.without_receipts(said) == said and receipts.is_part(said)


def _beside_receipt(body: str) -> tuple[str, bool, str]:
    """Return what a text says beside a receipt or what is nearly one, whether it holds such a thing, and it with marks.

    The receipt must not lie in a tip: it would open the mailbox to whoever reads the tip. Nothing but a few digits, or
    words such as "my receipt is", is nothing told.
    """
    beside = receipts.without_receipts(body, "")
    if beside == body:
        words = re.sub(r"\d", " ", body)
        if wish_beside_receipt(words) and receipts.is_part(re.sub(r"[^\W\d_]+", "", body)):
            return words.strip(), True, ""
        return ("", True, "") if receipts.is_part(without_labels(body)) else (body, holds_part(body), "")
    asked = wish(beside)  # RECEIPT is no wish of whoever sends it
    talk = small_talk(beside)
    is_polite = talk is not None and talk.kind in _NO_ANSWER
    is_named = is_polite or tells_nothing(beside) or (asked is not None and asked.wish is Wish.RECEIPT)
    marked = receipts.without_receipts(body, DOUBTFUL) if receipts.find_in(body) is None else ""
    return "" if is_named else beside.strip(" \n\t.,:;/-"), True, marked
