"""Two phones that want no answer: one says so with its tip, the other before it."""

from tests.line import Line, receipt_in

QUIETED, ASKED_FIRST = "+17584526843", "+17584935162"


def tell_in_silence(line: Line, word: str) -> str:
    """Tell, get the receipt, begin anew in silence, and be forgotten before asking for the next one.

    Return that receipt. The other phone's wish is there to be found when all is searched.
    """
    phone = line.twilio.phone(QUIETED)
    phone.text(f"QUIET he is selling guns {word}")
    phone.text("RECEIPT")
    line.wait_until(lambda: bool(phone.inbox()), "the receipt of a tip told in silence")
    receipt = receipt_in(phone.inbox()[-1].body)
    for said in ("NEW", f"he is selling guns again {word}", "FORGET"):
        phone.text(said)
    first = line.twilio.phone(ASKED_FIRST)
    assert not first.text("QUIET")
    assert not first.text(f"he is selling guns {word}")
    assert line.rows("SELECT count(*) FROM silence") == [(3,)], "FORGET in silence keeps a day, twice here"
    return receipt
