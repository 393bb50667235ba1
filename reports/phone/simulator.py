"""The demo's phone on a page: text and call the hotline without an account. Standalone mode only, and no script.

What is typed travels in the form from page to page; the number is in no address and no cookie."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports.gateways.simulated_phone import NoPhone, OngoingCall, SimulatedPhone
from reports.phone.answers import bad_request
from reports.phone.signature import form_of

WITHHELD = "anonymous"  # what Twilio says for a caller who hides the number
KEYS = tuple("123456789*0#")
_STEPS = {"press", "speak", "wait", "hangup"}


class PhoneForm(forms.Form):
    number = forms.CharField(label="Your phone's number", initial="+17584840001", max_length=20)
    withheld = forms.BooleanField(label="Hide the number when I call", required=False)
    body = forms.CharField(label="Text", required=False, max_length=1600, widget=forms.Textarea(attrs={"rows": 4}))
    photo = forms.BooleanField(label="Send a photo along", required=False)
    call = forms.CharField(required=False, max_length=34, widget=forms.HiddenInput)
    do = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


@csrf_exempt  # the face has no cookie; the page exists in the demo only and can do no more than a phone can
@require_http_methods(["GET", "POST"])
def simulator(request: HttpRequest) -> HttpResponse:
    if not settings.STANDALONE:
        raise Http404
    sent = form_of(request)
    if sent is None:
        return bad_request()
    form = PhoneForm(sent or None)
    shown: dict[str, object] = {"form": form, "keys": KEYS}
    if request.method == "POST" and form.is_valid():
        try:
            shown |= _do(form.cleaned_data)
        except NoPhone:
            shown["no_phone"] = True
        if "thread" in shown and form.cleaned_data["do"] == "text":
            again = {**form.cleaned_data, "body": "", "photo": False}
            shown["form"] = PhoneForm(initial=again)  # the text is sent: the field is empty for the next
    return render(request, "phone/simulator.html", shown)


def _do(asked: dict[str, str]) -> dict[str, object]:
    phone = SimulatedPhone(settings.TWILIO_API_URL, asked["number"])
    verb, _, value = asked["do"].partition(":")
    call: OngoingCall | None = None
    if verb == "text":
        phone.text(asked["body"], with_photo=bool(asked["photo"]))
    elif verb == "call":
        call = SimulatedPhone(settings.TWILIO_API_URL, WITHHELD if asked["withheld"] else asked["number"]).call()
    elif asked["call"]:
        call = phone.step(asked["call"], verb if verb in _STEPS else "look", value)
    return {"thread": phone.thread(), "call": call}
