"""What a text is told of a tip that is no more."""

from reports.intake.receipt import find_in, grouped, mint
from reports.lifecycle.erasure import erase_tip
from reports.models import Tip
from reports.phone import wording
from tests.phone.test_sms import OTHER, PHONE, TIP
from tests.twilio_double import TwilioDouble


def test_the_receipt_of_an_erased_tip_is_answered_as_one_that_never_was_and_erasing_is_named(
    twilio: TwilioDouble,
) -> None:
    receipt = find_in(twilio.phone(PHONE).text(TIP)[0])
    assert receipt
    erase_tip(tip_id=Tip.objects.get().pk, by="a test")
    (erased,), (never,) = (twilio.phone(OTHER).text(grouped(one)) for one in (receipt, mint()))
    assert erased == never == wording.text("en", "not_found")
    assert "erased, as every closed tip is" in erased
