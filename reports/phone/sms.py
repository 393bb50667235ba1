"""A text to the hotline: a tip, an addition to one, or a single word that asks for something.

Tell the provider to use this address as its fallback too. A tip that cannot be stored is answered with 503, so that the
provider tries the fallback; only then, when nobody is left to ask, the phone is told that it was not stored.

An addition is answered with one short text: for the tipster it is the only proof that it arrived, and worth its price.
"""

from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from twilio.twiml.messaging_response import MessagingResponse

from reports.dialogue import mailbox
from reports.dialogue.lines import KnownPhone, Met, NotSure, answer_tag, meet
from reports.dialogue.linking import has_line
from reports.dialogue.mailbox import MailboxKey
from reports.dialogue.turns import MailboxBusy
from reports.gateways.twilio import MESSAGE
from reports.intake import receipt as receipts
from reports.intake.door import Accepted, NotStored, accept
from reports.intake.errands import UNDER_WAY
from reports.intake.forgetting import give_receipt_once, silence_once
from reports.intake.ordering import order_deletion_once
from reports.intake.receipt_parts import may_be_piece
from reports.intake.submission import UNANSWERED, WITHHELD, ErrandRequest, Submission, clean_text
from reports.models import Channel, ErrandKind
from reports.phone.alert import answer_officer
from reports.phone.answers import bad_request, not_now, twiml
from reports.phone.caller import answerable
from reports.phone.captions import keep_pictures, with_news, with_receipt
from reports.phone.granting import about_receipt, grant, language_of, said_openly
from reports.phone.hearing import Heard, hear
from reports.phone.pictures import Pictures, pictures_of
from reports.phone.signature import signed
from reports.phone.silenced import asks_for_silence, not_stored, remember
from reports.phone.small_talk import Kind, SmallTalk
from reports.phone.status import address_for_news
from reports.phone.twins import TWINS
from reports.phone.understanding import MISTYPED, Understood, understand, with_mark
from reports.phone.wording import DEFAULT, Asked, Wish, text

_KEPT = {
    Wish.NEARLY: "forget_kept",
    Wish.WITHDRAW: "sure",
    Wish.HELP: "help",
}  # what was kept as an answer, and may ask for something
_QUESTIONS = {Kind.PAPERS: "papers", Kind.NO_PAPERS: "papers", Kind.SEEN: "seen"}  # and the name of the answer
_MAY_ANSWER = (Kind.YES, Kind.NO, Kind.OK, Kind.FINE)  # an officer, of a phone whose line has run out
_ABOUT_A_TIP = (Wish.STATUS, Wish.WITHDRAW, Wish.SURE, Wish.REWARD)


def repeat_key_of(sid: str) -> bytes:
    """Return what a text is known again by, whether it comes by webhook or is found in the provider's list."""
    return b"sms:" + sid.encode()


@dataclass(frozen=True, slots=True)
class IncomingText:
    """The fields we keep of the twenty and more that Twilio sends; city, carrier and the rest are dropped here."""

    sid: str
    sender: str = field(repr=False)
    body: str = field(repr=False)
    pictures: Pictures
    opt_out: str
    last_try: bool
    late: bool = False  # found in the provider's list, long after it was sent: nothing is sent to its phone

    @property
    def repeat_key(self) -> bytes:
        return repeat_key_of(self.sid)

    @classmethod
    def pick(cls, fields: QueryDict) -> "IncomingText | None":
        """None when it is no text message at all."""
        sid = fields.get("MessageSid", "")
        if not MESSAGE.fullmatch(sid):
            return None
        return cls(
            sid=sid,
            sender=answerable(fields.get("From", "")),
            body=clean_text(fields.get("Body", "")),
            pictures=pictures_of(fields),
            opt_out=fields.get("OptOutType", ""),
            last_try="ErrorCode" in fields,  # the fallback's request names the error that led to it
        )


@signed
def sms(request: HttpRequest) -> HttpResponse:
    incoming = IncomingText.pick(request.POST)
    if incoming is None:
        return bad_request()
    try:
        answer = with_news(incoming.pictures, take(incoming), sender=incoming.sender, body=incoming.body)
        return _say(answer, incoming.sid)
    except (NotStored, NotSure, DatabaseError, InterfaceError):
        return _say(not_stored(incoming.sender, incoming.body), incoming.sid) if incoming.last_try else not_now()


def take(incoming: IncomingText) -> str:
    """Do what the text asks for and return the answer, "" for none."""
    met = meet(incoming.sender)
    is_known = met.known is not None and not met.known.renewed
    has_pictures = bool(incoming.pictures.taken or (incoming.pictures.lost and (incoming.body or is_known)))
    read = understand(
        incoming.body,
        phone=met.known,
        has_pictures=has_pictures,
        opt_out=incoming.opt_out,
        is_silent=met.must_not_ring,
    )
    if to_officer := answer_officer(incoming.sender, incoming.body, read, met, more=has_pictures or incoming.late):
        order_deletion_once(incoming.sid, ErrandKind.MESSAGE, wait=UNDER_WAY)
        return "" if incoming.opt_out else to_officer
    asked, receipt, talk = read.asked, read.receipt, read.talk
    remember(incoming.sender, read, met)
    if read.tells:
        return _tell(incoming, read, met)
    kept = _keep_pictures(incoming, read, met) if incoming.pictures.taken or (has_pictures and is_known) else None
    is_too_late = incoming.late and not read.is_for_later
    answer = "" if is_too_late else _greet(incoming, talk, met) if talk else _ask(incoming, asked, met, receipt)
    answer = with_receipt(answer, kept, asked.languages[0] if asked else DEFAULT)
    if kept is None:  # it is kept by nobody: neither here, nor at the provider
        order_deletion_once(incoming.sid, ErrandKind.MESSAGE, wait=UNDER_WAY)
    is_twin = bool((asked or talk) and incoming.sender and answer) and TWINS.is_one(
        incoming.sender, f"{incoming.body} {answer}", incoming.sid
    )
    return "" if read.by_provider or is_twin else answer  # the provider has answered itself


def _keep_pictures(incoming: IncomingText, read: Understood, met: Met) -> Accepted:
    """Keep what stands beside a word that is obeyed all the same."""
    joins = _find_mailbox(read.receipt) if read.receipt else None
    goes_on = joins is None and met.known is not None and not met.known.renewed
    return keep_pictures(
        incoming.pictures,
        sid=incoming.sid,
        sender=incoming.sender if goes_on else "",
        joins=joins,
        repeat_key=incoming.repeat_key,
        is_answered=not (read.is_unanswered or met.must_not_ring or incoming.late),
    )


def _give_what_is_owed(incoming: IncomingText, phone: KnownPhone | None) -> None:
    """Send the receipt to a phone whose first text got no answer."""
    if phone and phone.is_owed and not phone.is_answered:
        give_receipt_once(sender=incoming.sender, repeat_key=incoming.repeat_key + b":receipt")


def _greet(incoming: IncomingText, talk: SmallTalk, met: Met) -> str:
    """Say what this line is to who greets it, and to a stranger whose text tells nothing; nothing of an earlier tip.

    Who asks whether the number is seen is told who sees it; who asks about immigration, that nobody can promise that.
    """
    is_known = met.known is not None and not met.known.renewed
    if met.must_not_ring:
        return ""
    _give_what_is_owed(incoming, met.known)
    if is_known and talk.kind not in (*_QUESTIONS, Kind.GREETING):
        return ""
    else_said = "started_anew" if talk.kind in _MAY_ANSWER else "hello"
    return said_openly(talk.language or DEFAULT, _QUESTIONS.get(talk.kind, else_said))


def _ask(incoming: IncomingText, asked: Asked | None, met: Met, receipt: str | None) -> str:
    """Answer a text that tells nothing: a word of ours, a receipt alone, or nothing at all."""
    phone = met.known
    is_start = asked is not None and asked.wish is Wish.START
    if met.must_not_ring and (asked is None or asked.wish is Wish.HELP or (is_start and receipt == MISTYPED)):
        return ""
    asked = None if is_start and receipt and not incoming.sender else asked  # no number to go on with
    asks = asked is None or is_start or (asked.wish in _ABOUT_A_TIP and not met.must_not_ring)
    is_strange_quiet = asked is not None and asked.wish is Wish.QUIET and phone is None and not met.is_silent
    if receipt == MISTYPED and (asks or is_strange_quiet):
        language = phone.language if phone else DEFAULT
        is_nearly = receipts.without_receipts(incoming.body) != incoming.body
        return text(language, "not_found" if is_nearly else "part")
    if asked:
        return grant(asked, sender=incoming.sender, met=met, receipt=receipt, repeat_key=incoming.repeat_key)
    return about_receipt(receipt, phone=phone) if receipt else said_openly(phone.language if phone else DEFAULT, "help")


def _tell(incoming: IncomingText, read: Understood, met: Met) -> str:
    """Hand a tip or an addition to the door, and return its answer."""
    phone, asked, body, receipt = met.known, read.asked, read.told, read.receipt
    is_new = asked is not None and asked.wish is Wish.NEW
    is_quiet = asks_for_silence(asked)
    found = _find_mailbox(receipt) if receipt else None
    joins = None if is_new else found
    body = with_mark(body) if receipt and not found else body
    begins = is_new or (phone is not None and phone.renewed and joins is None)
    of_the_tip = language_of(joins) if joins else phone.language if phone and not begins else ""
    heard = hear(body, of_the_tip=of_the_tip, cries=read.cries)
    if is_quiet and (phone or joins):  # else the line that is made for it keeps the silence
        silence_once(sender=incoming.sender, silent=True, repeat_key=incoming.repeat_key + b":quiet")
    is_silent = is_quiet or met.is_silent
    in_doubt = met.may_be_silent and (read.cries or not heard.in_danger)
    accepted = _hand_over(incoming, body, joins, heard, starts_anew=begins, silent=is_silent, in_doubt=in_doubt)
    if is_silent or in_doubt or incoming.late or (accepted.receipt and _is_silenced_meanwhile(incoming, met)):
        return ""
    if accepted.joined:
        _give_what_is_owed(incoming, phone)
    is_unsure = receipt is not None and found is None
    if accepted.receipt:
        name = "receipt_danger" if heard.needs_number else "instead_new" if is_unsure else "receipt"
        answer = said_openly(heard.language, name, receipt=receipts.grouped(accepted.receipt))
        return _with_news_of_receipt(answer, heard, is_unsure=is_unsure)
    if not accepted.joined:
        return ""
    name = "mistyped" if is_unsure and not heard.needs_number else _named(read, heard, joins, phone, incoming.sender)
    return _with_news_of_receipt(said_openly(heard.language, name), heard, is_unsure=is_unsure)


def _named(read: Understood, heard: Heard, joins: MailboxKey | None, phone: KnownPhone | None, sender: str) -> str:
    """Return the name of the answer to an addition."""
    if read.talk and read.talk.kind is Kind.NO_PAPERS:
        return "papers"  # names the emergency number, too
    is_by_receipt = joins is not None and (phone is None or phone.tip_id != joins.tip_id)
    kept = _KEPT.get(read.asked.wish, "") if read.asked else ""
    if heard.needs_number:
        return "danger_by_receipt" if is_by_receipt else "danger"
    if joins and is_by_receipt and kept != "forget_kept":
        may_be_linked = sender != "" and phone is None and not has_line(joins.tip_id)
        return "withdraw_kept" if kept == "sure" else "by_receipt" if may_be_linked else "by_receipt_alone"
    if kept or read.has_changed_mind:
        return kept or "mind_changed"
    return "piece" if may_be_piece(read.told) else "joined"


def _with_news_of_receipt(answer: str, heard: Heard, *, is_unsure: bool) -> str:
    """Say of a receipt that opened nothing that it did not, behind the number for danger too."""
    return f"{answer} {text(heard.language, 'unfit')}" if is_unsure and heard.needs_number else answer


def _is_silenced_meanwhile(incoming: IncomingText, met: Met) -> bool:
    """Silence the line of a new tip whose phone asked for it while the tip was stored; return whether it did."""
    if not met.is_silent_by_now():
        return False
    silence_once(sender=incoming.sender, silent=True, repeat_key=incoming.repeat_key + b":quiet")
    return True


def _untold(incoming: IncomingText, *, silent: bool, in_doubt: bool) -> str:
    """Return what the trail says of a receipt that is not sent, or of whose arrival we can never be told."""
    if incoming.late:
        return ""
    if in_doubt or (silent and not incoming.sender):
        return UNANSWERED
    return "" if incoming.sender else WITHHELD


def _hand_over(
    incoming: IncomingText,
    body: str,
    joins: MailboxKey | None,
    heard: Heard,
    *,
    starts_anew: bool,
    silent: bool,
    in_doubt: bool,
) -> Accepted:
    """Give it to the door; `in_doubt` of a phone that may have asked for silence, and is not answered now."""
    return accept(
        Submission(
            channel=Channel.SMS,
            text=body,
            in_danger=heard.cries,
            language=heard.found,  # until the tip is judged, what is answered meanwhile goes by it
            sender=incoming.sender,
            joins=joins,
            errands=(*incoming.pictures.errands(), ErrandRequest(kind=ErrandKind.MESSAGE, reference=incoming.sid)),
            repeat_key=incoming.repeat_key,
            starts_anew=starts_anew,
            silent=silent,
            owed=text(heard.language, "receipt", receipt="{receipt}"),
            answer="" if silent or in_doubt or incoming.late else answer_tag(incoming.sid),
            late=incoming.late,
            hearing=_untold(incoming, silent=silent, in_doubt=in_doubt),
            more_may_follow=bool(incoming.sender) and not heard.in_danger,
        )
    )


def _find_mailbox(receipt: str) -> MailboxKey | None:
    try:
        return mailbox.find(receipt)
    except MailboxBusy:
        return None  # the words are kept as a tip of their own rather than lost: no text is delivered a second time


def _say(answer: str, sid: str) -> HttpResponse:
    response = MessagingResponse()
    if answer:
        # The answer may hold the receipt, so Twilio must forget it as soon as it is sent: see status.answered.
        response.message(answer, status_callback=address_for_news(sid, answer))
    return twiml(response)
