"""A text to the hotline: a tip, an addition to one, or a single word that asks for something.

Tell the provider to use this address as its fallback too. A tip that cannot be stored is answered with 503, so that the
provider tries the fallback; only then, when nobody is left to ask, the phone is told that it was not stored.

An addition is answered with one short text: for the tipster it is the only proof that it arrived, and worth its price.
"""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from twilio.twiml.messaging_response import MessagingResponse

from reports.dialogue import mailbox
from reports.dialogue.turns import MailboxBusy
from reports.gateways.twilio import MEDIUM, MESSAGE
from reports.intake import receipt as receipts
from reports.intake.door import Accepted, NotStored, accept
from reports.intake.forgetting import forget_once
from reports.intake.submission import ErrandRequest, Submission, clean_text
from reports.models import Channel, ErrandKind
from reports.phone.answers import bad_request, not_now, twiml
from reports.phone.caller import answerable
from reports.phone.signature import signed
from reports.phone.wording import DEFAULT, Wish, text, wish
from reports.triage.assessment import TipText
from reports.triage.pipeline import run
from reports.triage.steps.draft import Step
from reports.triage.steps.language import judge_language
from reports.triage.steps.reading import read

MOST_MEDIA = 10  # Twilio's limit
_LANGUAGE = (Step("reading", read), Step("language", judge_language))
_MEDIA_PATH = re.compile(
    r"https://(?:[a-z0-9-]+\.)*twilio\.com/2010-04-01/Accounts/AC\w{32}/Messages/(\w+)/Media/(\w+)"
)


@dataclass(frozen=True, slots=True)
class IncomingText:
    """The fields we keep of the twenty and more that Twilio sends; city, carrier and the rest are dropped here."""

    sid: str
    sender: str = field(repr=False)
    body: str = field(repr=False)
    media: tuple[str, ...] = field(repr=False)
    opt_out: str
    last_try: bool

    @property
    def repeat_key(self) -> bytes:
        return b"sms:" + self.sid.encode()

    @classmethod
    def pick(cls, fields: QueryDict) -> "IncomingText | None":
        """None when it is no text message at all."""
        sid, count = fields.get("MessageSid", ""), fields.get("NumMedia", "0")
        if not MESSAGE.fullmatch(sid) or not (count.isascii() and count.isdigit()):
            return None
        urls = [fields.get(f"MediaUrl{n}", "") for n in range(min(int(count[:3]), MOST_MEDIA))]
        return cls(
            sid=sid,
            sender=answerable(fields.get("From", "")),
            body=clean_text(fields.get("Body", "")),
            media=tuple(filter(None, map(_medium, urls))),
            opt_out=fields.get("OptOutType", ""),
            last_try="ErrorCode" in fields,  # the fallback's request names the error that led to it
        )


@signed
def sms(request: HttpRequest) -> HttpResponse:
    incoming = IncomingText.pick(request.POST)
    if incoming is None:
        return bad_request()
    try:
        return _say(_take(incoming))
    except (NotStored, DatabaseError, InterfaceError):
        return _say(text(_language(incoming.body), "not_stored")) if incoming.last_try else not_now()


def _take(incoming: IncomingText) -> str:
    """Do what the text asks for and return the answer, "" for none."""
    wished = wish(incoming.body)
    if incoming.opt_out in ("STOP", "HELP", "START"):
        wished = Wish(incoming.opt_out.lower()), DEFAULT
    if wished:
        return _grant(*wished, incoming)
    language = _language(incoming.body)
    receipt = receipts.find_in(incoming.body)
    body = _without(receipt, incoming.body) if receipt else incoming.body
    joins = _find_mailbox(receipt) if receipt else None
    if not body and not incoming.media:
        name = "help" if not receipt else "found" if joins else "not_found"
        return text(language, name)
    return _answer(_hand_over(incoming, body, joins), language)


def _grant(wished: Wish, language: str, incoming: IncomingText) -> str:
    if wished in (Wish.STOP, Wish.FORGET):
        forget_once(sender=incoming.sender, repeat_key=incoming.repeat_key)
    if wished is Wish.STOP or incoming.opt_out:
        return ""  # the provider has answered itself
    return text(language, "forgotten" if wished is Wish.FORGET else "help")


def _hand_over(incoming: IncomingText, body: str, joins: mailbox.MailboxKey | None) -> Accepted:
    media = [ErrandRequest(kind=ErrandKind.MEDIA, reference=reference) for reference in incoming.media]
    return accept(
        Submission(
            channel=Channel.SMS,
            text=body,
            sender="" if joins else incoming.sender,
            joins=joins,
            errands=(*media, ErrandRequest(kind=ErrandKind.MESSAGE, reference=incoming.sid)),
            repeat_key=incoming.repeat_key,
        )
    )


def _answer(accepted: Accepted, language: str) -> str:
    if accepted.receipt:
        return text(language, "receipt", receipt=receipts.grouped(accepted.receipt))
    return text(language, "joined") if accepted.joined else ""


def _find_mailbox(receipt: str) -> mailbox.MailboxKey | None:
    try:
        return mailbox.find(receipt)
    except MailboxBusy:
        return None  # the words are kept as a tip of their own rather than lost: no text is delivered a second time


def _without(receipt: str, body: str) -> str:
    """A receipt must not lie in a tip: it would open the mailbox to whoever reads the tip."""
    spaced = r"[ .\-]{0,2}".join(receipt)
    return re.sub(spaced, "", body).strip(" \n\t.,:;-")


def _language(body: str) -> str:
    tip = TipText(text=body, answers={}, channel="sms", in_danger=False, language_hint="")
    value = run(tip, _LANGUAGE).findings[0].value
    return value if value != "unsure" else DEFAULT


def _medium(url: str) -> str:
    """Twilio's address of a medium as the gateway's reference; "" for an address that is not Twilio's."""
    parts = _MEDIA_PATH.fullmatch(url)
    reference = f"{parts[1]}/{parts[2]}" if parts else ""
    return reference if MEDIUM.fullmatch(reference) else ""


def _say(answer: str) -> HttpResponse:
    response = MessagingResponse()
    if answer:
        # The answer may hold the receipt, so Twilio must forget it as soon as it is sent: see status.answered.
        response.message(answer, status_callback=settings.PUBLIC_URL + reverse("phone:answered"))
    return twiml(response)
