"""A call to the hotline: language, category, recording, receipt. Each step answers alone and may be asked for twice.

Between the steps only language and category travel, in the query of the next address, which the signature covers. The
caller's number is never handed to the door: nobody asked the caller whether a text may appear on that phone, and the
callback that rescues a recording after a hang-up does not know it either. The receipt is the way back.

There is one recording a call, because the call's id is what makes a repeat a repeat.
"""

from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from twilio.twiml.voice_response import Gather, VoiceResponse

from reports.gateways.twilio import RECORDING
from reports.intake.door import Accepted, NotStored, accept
from reports.intake.submission import ErrandRequest, Submission
from reports.models import Channel, ErrandKind
from reports.phone.answers import bad_request, not_now, nothing_to_say, twiml
from reports.phone.closed import closed
from reports.phone.signature import signed
from reports.phone.speech import say, say_receipt
from reports.phone.wording import DEFAULT, words

LONGEST, SILENCE = 600, 15  # seconds of a recording, and of silence that ends it: people think before they speak
_FOR_A_KEY = 6  # seconds


@dataclass(frozen=True, slots=True)
class Choice:
    """What the caller has chosen so far."""

    language: str = DEFAULT
    category: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Choice":
        language, category = query.get("language", ""), query.get("category", "")
        known = language in words()["calls"], category in words()["keypad"].values()
        return cls(language if known[0] else DEFAULT, category if known[1] else "")

    def at(self, step: str) -> str:
        """The address of a step, with the choice in it."""
        chosen = {"language": self.language, "category": self.category}
        return f"{reverse(f'phone:{step}')}?{urlencode({name: value for name, value in chosen.items() if value})}"


@signed
def voice(request: HttpRequest) -> HttpResponse:
    """The greeting, with the emergency number before anything else, and the choice of a language."""
    call = VoiceResponse()
    say(call, DEFAULT, "greeting")
    keys = Gather(num_digits=1, timeout=_FOR_A_KEY, action=reverse("phone:category"))
    for language in words()["languages"].values():
        say(keys, language, "choose")
    call.append(keys)
    call.redirect(Choice().at("category"))
    return twiml(call)


@signed
def category(request: HttpRequest) -> HttpResponse:
    """What the call is about. The emergency number once more, in the language just chosen."""
    pressed = words()["languages"].get(request.POST.get("Digits", ""), "")
    chosen = Choice(pressed or Choice.of(request.GET).language)
    call = VoiceResponse()
    if chosen.language != DEFAULT:
        say(call, chosen.language, "greeting")
    _say_if_closed(call, chosen.language)
    keys = Gather(num_digits=1, timeout=_FOR_A_KEY, action=chosen.at("record"))
    say(keys, chosen.language, "menu")
    call.append(keys)
    call.redirect(chosen.at("record"))
    return twiml(call)


@signed
def record(request: HttpRequest) -> HttpResponse:
    """The tone, and the caller speaks. Twilio never transcribes: the words are the tipster's and ours alone."""
    before = Choice.of(request.GET)
    chosen = Choice(before.language, words()["keypad"].get(request.POST.get("Digits", ""), before.category))
    call = VoiceResponse()
    say(call, chosen.language, "record")
    call.record(
        action=chosen.at("recorded"),
        max_length=LONGEST,
        timeout=SILENCE,
        finish_on_key="#",
        play_beep=True,
        trim="do-not-trim",
        transcribe=False,
        recording_status_callback=chosen.at("kept"),
        recording_status_callback_event="completed absent",
    )
    say(call, chosen.language, "nothing")
    say(call, chosen.language, "goodbye")
    call.hangup()
    return twiml(call)


@signed
def recorded(request: HttpRequest) -> HttpResponse:
    """The recording has ended, by a key, by silence, by its length or because the caller hung up."""
    return _take(request, Choice.of(request.GET))


@signed
def kept(request: HttpRequest) -> HttpResponse:
    """Twilio's own notice of a finished recording: it comes also when the caller hung up and heard nothing more."""
    if not request.POST.get("CallSid"):
        return bad_request()
    if request.POST.get("RecordingStatus") != "completed" or not _recording(request):
        return nothing_to_say()
    try:
        _hand_over(request, Choice.of(request.GET))
    except NotStored:
        return not_now()
    return nothing_to_say()


@signed
def fallback(request: HttpRequest) -> HttpResponse:
    """Twilio asks here when a step failed. A recording is tried once more; otherwise the call begins again.

    With no luck here either, the caller is told, since nobody is left to ask."""
    chosen = Choice.of(QueryDict(request.POST.get("ErrorUrl", "").partition("?")[2]))
    if not request.POST.get("RecordingSid"):
        call = VoiceResponse()
        call.redirect(reverse("phone:voice"))
        return twiml(call)
    return _take(request, chosen, last_try=True)


def _say_if_closed(call: VoiceResponse, language: str) -> None:
    try:
        now_closed = closed()
    except (DatabaseError, InterfaceError):
        return  # the caller goes on: a tip that cannot be stored is told of where it is taken
    if now_closed:
        say(call, language, "closed", other=now_closed.number)


def _take(request: HttpRequest, chosen: Choice, *, last_try: bool = False) -> HttpResponse:
    if not request.POST.get("CallSid"):
        return bad_request()
    call = VoiceResponse()
    try:
        if not _recording(request):
            say(call, chosen.language, "nothing")
        else:
            _read_out(call, chosen.language, _hand_over(request, chosen))
    except NotStored:
        if not last_try:
            return not_now()
        say(call, chosen.language, "not_stored")
    say(call, chosen.language, "goodbye")
    call.hangup()
    return twiml(call)


def _hand_over(request: HttpRequest, chosen: Choice) -> Accepted:
    return accept(
        Submission(
            channel=Channel.CALL,
            answers={"category": chosen.category} if chosen.category else {},
            language=chosen.language,
            errands=(ErrandRequest(kind=ErrandKind.RECORDING, reference=_recording(request)),),
            repeat_key=b"call:" + request.POST["CallSid"].encode(),
        )
    )


def _recording(request: HttpRequest) -> str:
    """The recording's SID, or "" where nothing was said."""
    sid = request.POST.get("RecordingSid", "")
    silent = request.POST.get("RecordingDuration", "") == "0"
    return sid if RECORDING.fullmatch(sid) and not silent else ""


def _read_out(call: VoiceResponse, language: str, accepted: Accepted) -> None:
    if not accepted.receipt:
        return
    say(call, language, "stored")
    say_receipt(call, language, accepted.receipt)
    say(call, language, "again")
    say_receipt(call, language, accepted.receipt)
