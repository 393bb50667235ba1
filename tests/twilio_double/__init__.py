"""A Twilio that lives on this machine: keeps state, signs like the real one, and can play a phone.

    with TwilioDouble(deliver=over_http("http://127.0.0.1:8000"), public_url="https://tips.example") as twilio:
        answers = twilio.phone("+17584840001").text("They sell it behind the school")
        call = twilio.phone("anonymous").call()
        call.press("1")                 # a Gather
        call.speak(seconds=3)           # a Record, ended with #
        twilio.webhooks.release(backwards=True, times=2)   # the callbacks that are due
        twilio.webhooks.again()         # the last request once more
        twilio.state.deleted            # what the app had deleted

`twilio.url` is the REST API's address; `twilio.state.faults` makes it fail.
"""

from tests.twilio_double.call import Call
from tests.twilio_double.double import Phone, TwilioDouble, text_fields
from tests.twilio_double.state import Faults, State, Text, new_sid, tone
from tests.twilio_double.webhooks import Deliver, Reply, Request, over_http

__all__ = [
    "Call",
    "Deliver",
    "Faults",
    "Phone",
    "Reply",
    "Request",
    "State",
    "Text",
    "TwilioDouble",
    "new_sid",
    "over_http",
    "text_fields",
    "tone",
]
