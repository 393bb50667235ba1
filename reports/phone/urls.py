"""Twilio's addresses. Plain ASCII paths: what is signed must be what we see.

Connect a number with: messages to /phone/sms, primary and fallback both; calls to /phone/voice, to
/phone/voice/fallback when that fails, and to /phone/voice/over when they are over.
"""

from django.urls import path

from reports.phone import alert
from reports.phone.calls.putting_through import over, screen, screened
from reports.phone.calls.steps import STEPS, fallback
from reports.phone.calls.telling import kept
from reports.phone.calls.turn import at
from reports.phone.simulator import simulated_sound, simulator
from reports.phone.sms import sms
from reports.phone.status import answered, status

app_name = "phone"
urlpatterns = [
    path("sms", sms, name="sms"),
    *(path("voice" if name == "voice" else f"voice/{name}", at(step), name=name) for name, step in STEPS.items()),
    path("voice/kept", kept, name="kept"),
    path("voice/over", over, name="over"),
    path("voice/screen", screen, name="screen"),
    path("voice/screened", screened, name="screened"),
    path("voice/fallback", fallback, name="fallback"),
    path("alert/<uuid:step>", alert.told, name="alert"),
    path("alert/<uuid:step>/key", alert.pressed, name="alert_key"),
    path("alert/<uuid:step>/state", alert.state, name="alert_state"),
    path("status/answered", answered, name="answered"),
    path("status/<uuid:dispatch>", status, name="status"),
    path("simulator", simulator, name="simulator"),
    path("simulator/<str:call>/<int:start>-<int:end>.mp3", simulated_sound, name="simulated_sound"),
]
