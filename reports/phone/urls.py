"""Twilio's addresses. Plain ASCII paths: what is signed must be what we see.

Connect a number with: messages to /phone/sms, primary and fallback both; calls to /phone/voice, and to
/phone/voice/fallback when that fails.
"""

from django.urls import path

from reports.phone.simulator import simulator
from reports.phone.sms import sms
from reports.phone.status import answered, status
from reports.phone.voice import category, fallback, kept, record, recorded, voice

app_name = "phone"
urlpatterns = [
    path("sms", sms, name="sms"),
    path("voice", voice, name="voice"),
    path("voice/category", category, name="category"),
    path("voice/record", record, name="record"),
    path("voice/recorded", recorded, name="recorded"),
    path("voice/kept", kept, name="kept"),
    path("voice/fallback", fallback, name="fallback"),
    path("status/answered", answered, name="answered"),
    path("status/<uuid:dispatch>", status, name="status"),
    path("simulator", simulator, name="simulator"),
]
