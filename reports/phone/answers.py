"""The few kinds of answer a webhook gets."""

from django.http import HttpResponse
from twilio.twiml import TwiML
from twilio.twiml.voice_response import VoiceResponse


def twiml(response: TwiML) -> HttpResponse:
    return HttpResponse(str(response), content_type="text/xml; charset=utf-8")


def nothing_to_say() -> HttpResponse:
    return twiml(VoiceResponse())


def not_now() -> HttpResponse:
    """Twilio takes this as a failure and goes to the fallback address."""
    return HttpResponse("Not stored: a part of the tip line is down.\n", "text/plain", status=503)


def bad_request() -> HttpResponse:
    return HttpResponse("A field that makes this a text or a call is missing.\n", "text/plain", status=400)
