"""What a caller does and hears, in words: a whole call is a few lines of a test."""

import re

from reports.intake.receipt import parse
from reports.phone.calls.wording import DEFAULT, language_keys
from tests.twilio_double import Call, Reply, Request, TwilioDouble

PHONE = "+17584840001"
_SOUND = re.compile(r"/static/phone/audio/(\w+)/(\w+)\.mp3")
_DIGIT = re.compile(r"digit_(\d)")


def sentences(call: Call, language: str = "") -> list[str]:
    """Return the names of the sentences that were played, without digits, oldest first; of one language or of all."""
    sounds = [match for heard in call.heard if (match := _SOUND.fullmatch(heard.words))]
    return [sound[2] for sound in sounds if language in ("", sound[1]) and not _DIGIT.fullmatch(sound[2])]


def receipts_in(call: Call) -> list[str]:
    """Return the receipts that were read out, one a reading."""
    readings: list[str] = []
    for heard in call.heard:
        match = _SOUND.fullmatch(heard.words)
        name = match[2] if match else ""
        if name in ("stored", "again") and (readings[-1:] != [""]):  # who chose no language hears it in two
            readings.append("")
        elif readings and (digit := _DIGIT.fullmatch(name)):
            readings[-1] += digit[1]
    return [parse(digits) for digits in readings]


def to_the_tone(twilio: TwilioDouble, language: str = DEFAULT, *, about: str = "1", caller: str = PHONE) -> Call:
    """Call, choose a language and leave-a-tip and a category, and return the call where it waits for the voice."""
    call = twilio.phone(caller).call()
    call.press(next(key for key, code in language_keys().items() if code == language))
    call.press("2")
    call.press(about)
    return call


def enter(call: Call, receipt: str) -> None:
    """Type a receipt by fours."""
    for at in range(0, len(receipt), 4):
        call.press(receipt[at : at + 4])


def send(call: Call) -> Call:
    """Speak, decide to send it, and hear the receipt to its end."""
    call.speak(seconds=1)
    call.press("2")
    hear_out(call)
    return call


def hear_out(call: Call) -> None:
    """Press nothing until the call is over."""
    while not call.over:
        call.stay_silent()


def let_the_primary_be_down(twilio: TwilioDouble) -> None:
    """Let every step of a call fail where it is asked first, so that the fallback alone serves it."""
    deliver = twilio.webhooks.deliver

    def only_at_the_fallback(request: Request) -> Reply:
        is_step = "/voice/fallback" not in request.url and "/voice" in request.url
        return deliver(twilio.webhooks.signed(request.url, {}, token="wrong")) if is_step else deliver(request)

    twilio.webhooks.deliver = only_at_the_fallback
