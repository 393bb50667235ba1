"""Every way of texting the line, for the proofs: told, silent, taken back, stopped, withheld, late, by WhatsApp."""

import json
import time
from email.utils import formatdate

from tests.intake.telling_films import sound
from tests.line import Line, receipt_in
from tests.privacy.by_start import LINKED, RETURNED, link_and_come_back
from tests.privacy.in_silence import ASKED_FIRST, QUIETED, tell_in_silence

PHONES = {
    "texter": "+17584849317",
    "other": "+17584613729",
    "quieted": QUIETED,
    "asked first": ASKED_FIRST,
    "took back": "+17584837412",
    "stopped": "+17584594726",
    "blocked": "+17584672951",
    "unanswered": "+17584756384",
    "late": "+17584863597",
    "whatsapp": "+17584927368",
    "ended": "+17584738159",
    "linked": LINKED,
    "returned": RETURNED,
}
KEEP_A_LINE = ("texter", "asked first", "took back", "late", "whatsapp", "linked", "returned")
WITHHOLDING = ["266696687", "anonimkwikwi"]
"""What the provider says of a sender who shows no number: the keys of a word, a word, or nothing."""
NAMED = {"ProfileName": "Mariyanzwi Zefiren", "WaId": PHONES["whatsapp"][1:]}
CARRIER = "Telefonnbambi"
TOLD_TOO = {
    "FromCity": "Lavilkwatye",
    "FromState": "Pwovensbanbou",
    "FromZip": "LC94 7316",
    "CallerCity": "Vilajkawapit",
    "CallerState": "Kantonzabwiko",
    "CallerZip": "LC83 5927",
    "AddOns": json.dumps({"carrier": {"name": CARRIER}}),
}
"""What the provider believes to know of every phone."""


def text_in_every_way(line: Line, words: dict[str, str], receipt: str, picture: bytes) -> list[str]:
    """Return the receipts, last that of a phone whose dialogue is to end.

    `receipt` is that of a web tip, which another phone goes on with.
    """
    phone = line.twilio.phone(PHONES["texter"])
    receipts = [receipt_in(phone.text(f"Man selling guns {words['sms']}")[0])]
    phone.text(f"He gone now {words['later']}")
    phone.text(words["mms"], media=[("image/jpeg", picture)])
    phone.text(f"hear them {words['voice']}", media=[("audio/mpeg", sound("mp3", "libmp3lame"))])
    receipts += [
        _by_another_phone(line, words, receipt),
        tell_in_silence(line, words["quiet"]),
        _take_back(line, words),
        *link_and_come_back(line, words),
    ]
    receipts += [*_without_a_number(line, words), _by_whatsapp(line, words), _late(line, words["late"])]
    last = line.twilio.phone(PHONES["ended"]).text(f"They sell drugs behind the bakery {words['ended']}")[0]
    return [*receipts, *_to_deaf_ears(line, words), receipt_in(last)]


def _by_another_phone(line: Line, words: dict[str, str], receipt: str) -> str:
    """Go on with a web tip by text, begin another tip, ask, want no answer, and be forgotten."""
    phone = line.twilio.phone(PHONES["other"])
    phone.text(f"{receipt} they moved it {words['linked']}")
    phone.text("STATUS")
    own = receipt_in(phone.text(f"NEW: a boat at night {words['new']}")[0])
    phone.text(own)
    phone.text("QUIET")
    phone.text("FORGET")
    return own


def _take_back(line: Line, words: dict[str, str]) -> str:
    phone = line.twilio.phone(PHONES["took back"])
    receipt = receipt_in(phone.text(f"They sell drugs by the school {words['took_back']}")[0])
    phone.text("WITHDRAW")
    assert "taken back" in phone.text("YES")[0]
    return receipt


def _without_a_number(line: Line, words: dict[str, str]) -> list[str]:
    told = f"They sell drugs at the old pier {words['withheld']}"
    return [receipt_in(line.twilio.phone(each).text(told)[0]) for each in (*WITHHOLDING, "")]


def _by_whatsapp(line: Line, words: dict[str, str]) -> str:
    phone = line.twilio.phone(f"whatsapp:{PHONES['whatsapp']}")
    receipt = receipt_in(phone.text(f"They sell drugs at the market {words['whatsapp']}", **NAMED)[0])
    phone.text("STATUS", **NAMED)
    return receipt


def _late(line: Line, mark: str) -> str:
    """Lose a text on its way, take it in from the provider's list, and ask for its receipt."""
    phone, state = line.twilio.phone(PHONES["late"]), line.twilio.state
    line.twilio.webhooks.weather.lost = 1.0
    phone.text(f"They sell drugs in the green house {mark}")
    line.twilio.webhooks.weather.lost = 0.0
    lost = next(text for text in state.texts.values() if mark in text.body)
    lost.created = formatdate(time.time() - 600, usegmt=True).replace("GMT", "+0000")
    assert "1 were taken in now" in line.manage("compare_texts", "--take-in")
    assert phone.inbox() == []
    phone.text("RECEIPT")
    line.wait_until(lambda: bool(phone.inbox()), "the receipt of a text that came late")
    return receipt_in(phone.inbox()[-1].body)


def _to_deaf_ears(line: Line, words: dict[str, str]) -> list[str]:
    """Stop all texts: by the word, before the first answer (21610 comes back), and before an officer's question."""
    stopped, blocked = line.twilio.phone(PHONES["stopped"]), line.twilio.phone(PHONES["blocked"])
    receipts = [
        receipt_in(phone.text(f"They sell drugs near the church {words[name]}")[0])
        for phone, name in ((stopped, "stopped"), (blocked, "blocked"))
    ]
    stopped.text("STOP", OptOutType="STOP")
    line.twilio.state.opted_out |= {blocked.number, PHONES["unanswered"]}
    assert line.twilio.phone(PHONES["unanswered"]).text(f"They sell drugs at the quay {words['blocked']}") == []
    line.wait_until(lambda: line.rows("SELECT count(*) FROM line WHERE stopped") == [(1,)], "the news of 21610")
    return receipts
