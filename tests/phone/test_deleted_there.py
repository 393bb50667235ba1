"""After the worker has been, nothing of a text or a call is left at the provider."""

from reports.models import Attachment, Errand, Tip
from tests.calls import to_the_tone
from tests.conftest import triage_all
from tests.phone.test_mms import run_all
from tests.twilio_double import TwilioDouble
from tests.twilio_double.pocket import photo


def test_what_was_sent_and_said_is_fetched_and_then_deleted_at_the_provider(twilio: TwilioDouble) -> None:
    twilio.phone("+17584840001").text("Guns in the blue house", media=[("image/jpeg", photo())])
    to_the_tone(twilio, caller="anonymous").speak(seconds=1, then="hangup")
    twilio.webhooks.release(times=2)
    for text in list(twilio.state.texts.values()):
        if text.direction == "outbound-reply":
            twilio.report(text, "sent")
    twilio.webhooks.release()
    triage_all()
    run_all()
    assert not Errand.objects.exists()
    assert (twilio.state.texts, twilio.state.recordings, twilio.state.calls) == ({}, {}, {})
    assert Tip.objects.count() == 2
    assert Attachment.objects.count() == 2  # the photo and the recording, sealed
