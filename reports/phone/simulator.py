"""The demo's phone on a page: text and call the hotline without an account. Standalone mode only.

What is typed travels in the form from page to page; the number is in no address and no cookie. Everything works with
links and forms alone; the script lets silence pass by itself, presses keys of the keyboard, and records a voice.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from reports.gateways.simulated_phone import NoPhone, NoSound, OngoingCall, SimulatedPhone
from reports.phone.answers import bad_request
from reports.phone.calls.wording import DEFAULT, spoken
from reports.phone.signature import form_of
from reports.phone.simulated_call import language_of, turns

WITHHELD = "anonymous"  # what Twilio says for a caller who hides the number
KEYS = tuple("123456789*0#")
_STEPS = {"press", "wait", "hangup", "taken", "not_taken"}
_POLICY = settings.SECURE_CSP | {"script-src": [CSP.SELF]}
_SENSORS = "autoplay=(self), microphone=(self), camera=(), geolocation=()"  # the house's other pages forbid all
_LARGEST_VOICE = 10_000_000  # bytes
_NAMES = {"en": "English", "acf": "Kwéyòl", "fr": "French", "es": "Spanish", "ht": "Haitian Creole"}


class _InMemory(MemoryFileUploadHandler):
    """Takes a voice of some minutes, and lets nothing of it lie on the disk."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any) -> None:
        if content_length > _LARGEST_VOICE:
            raise RequestDataTooBig
        self.activated = True


class PhoneForm(forms.Form):
    number = forms.CharField(label="Your phone's number", initial="+17584840001", max_length=20)
    withheld = forms.BooleanField(label="Hide the number when I call", required=False)
    body = forms.CharField(label="Text", required=False, max_length=1600, widget=forms.Textarea(attrs={"rows": 4}))
    photo = forms.BooleanField(label="Send a photo along", required=False)
    keys = forms.CharField(label="Several keys, such as a receipt", required=False, max_length=60)
    sample = forms.ChoiceField(label="What you say", required=False, choices=list(_NAMES.items()))
    voice = forms.FileField(label="Or a sound file of your own, up to 10 MB", required=False)
    call = forms.CharField(required=False, max_length=34, widget=forms.HiddenInput)
    do = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


@csp_override(_POLICY)
@csrf_exempt  # the face has no cookie; the page exists in the demo only and can do no more than a phone can
@require_http_methods(["GET", "POST"])
def simulator(request: HttpRequest) -> HttpResponse:
    if not settings.STANDALONE:
        raise Http404
    request.upload_handlers = [_InMemory(request)]  # the house takes files apart by itself, or not at all
    sent = form_of(request)
    if sent is None:
        return bad_request()
    form = PhoneForm(sent or None, request.FILES or None)
    shown: dict[str, Any] = {"form": form, "keys": KEYS}
    if request.method == "POST":
        shown |= _done(form.cleaned_data) if form.is_valid() else _still(form.cleaned_data.get("call", ""))
    answer = render(request, "phone/simulator.html", shown)
    answer["Permissions-Policy"] = _SENSORS
    return answer


@require_safe
def simulated_sound(request: HttpRequest, call: str, start: int, end: int) -> HttpResponse:
    """What one turn of a call sounds like, as one file: without a script, files cannot follow each other."""
    if not settings.STANDALONE:
        raise Http404
    try:
        sound = SimulatedPhone(settings.TWILIO_API_URL, "").sound(call, start, end)
    except NoPhone:
        raise Http404 from None
    return HttpResponse(sound, content_type="audio/mpeg")


def _done(asked: dict[str, Any]) -> dict[str, Any]:
    """Do what was asked, and return what the page shows of it."""
    phone = SimulatedPhone(settings.TWILIO_API_URL, asked["number"])
    kept = {"number": asked["number"], "withheld": asked["withheld"]}
    told: dict[str, Any] = {}
    try:
        call = _do(phone, asked)
    except NoPhone:  # or a page that was left behind asks for what the call does not wait for now
        if not (call := _as_it_stands(asked["call"])):
            return {"no_phone": True}
    except NoSound:
        told, call = {"no_sound": True}, phone.step(asked["call"], "look")
    if call:
        told |= {"call": call, "turns": turns(call)}
        kept |= {"sample": language_of(call) if language_of(call) in spoken() else DEFAULT}
    if not asked["do"].startswith("text"):  # a text that is half written outlives a call
        kept |= {"body": asked["body"], "photo": asked["photo"]}
    return told | {"thread": phone.thread(), "rings": phone.rings(), "form": PhoneForm(initial=kept)}


def _still(call: str) -> dict[str, Any]:
    """A call that goes on while something is wrong in the form."""
    ongoing = _as_it_stands(call)
    if call and not ongoing:
        return {"no_phone": True}
    return {"call": ongoing, "turns": turns(ongoing)} if ongoing else {}


def _as_it_stands(call: str) -> OngoingCall | None:
    try:
        return SimulatedPhone(settings.TWILIO_API_URL, "").step(call, "look") if call else None
    except NoPhone:
        return None


def _do(phone: SimulatedPhone, asked: dict[str, Any]) -> OngoingCall | None:
    verb, _, value = asked["do"].partition(":")
    if verb == "text":
        phone.text(asked["body"], with_photo=bool(asked["photo"]))
    elif verb == "call":
        return SimulatedPhone(phone.base_url, WITHHELD if asked["withheld"] else phone.number).call()
    elif verb == "answer":
        ringing = phone.rings()
        return phone.step(ringing, "answer") if ringing else None
    elif asked["call"] and verb == "speak":
        voice = asked["voice"].read() if asked["voice"] else b""
        return phone.speak(asked["call"], then=value or "#", sample=asked["sample"] or DEFAULT, voice=voice)
    elif asked["call"]:
        keys = value if verb == "press" else asked["keys"]
        return phone.step(asked["call"], "press" if verb == "keys" else verb if verb in _STEPS else "look", keys)
    return phone.step(asked["call"], "look") if asked["call"] else None
