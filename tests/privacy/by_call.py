"""Every way of calling the line, for the proofs: told, deleted, hung up, put through, and a mailbox visited."""

from urllib.parse import parse_qsl, urlsplit

from tests.calls import enter, hear_out, let_the_primary_be_down, receipts_in, sentences, to_the_tone
from tests.line import Line
from tests.twilio_double import Call

OFFICER, CONTROL_ROOM = "+17584840009", "+17584569173"
WITHHELD = "266696687"  # ANONYMOUS, as typed on a keypad
_SHORT = 20  # letters: a word of an address that may stand anywhere
_DUTY = """
from reports.dialogue.duty import begin_duty
from reports.models import Officer
begin_duty(number="{number}", hours=1, by=Officer.objects.get(username="reid"))
"""


def call_in_every_way(line: Line, caller: str, blurted: str) -> tuple[list[str], list[str]]:
    """Return the receipts, of a call by the fallback, of one that shows a number and of one that does not, and the
    provider's names of all.
    """
    names: list[str] = []
    call = to_the_tone(line.twilio, "acf", caller=caller)
    names.append(call.speak(3))
    call.press("1")
    names.append(call.speak(1))
    call.press("3")
    names.append(call.speak(1))
    call.press("2")
    hear_out(call)
    left = to_the_tone(line.twilio, "es", caller=caller)
    names.append(left.speak(1))
    left.hang_up()
    danger = line.twilio.phone(caller).call()
    for key in ("1", "1", "2"):  # who is in danger is not asked what it is about
        danger.press(key)
    names.append(danger.speak(1, then="hangup"))
    hidden = to_the_tone(line.twilio, "en", caller=WITHHELD)
    names.append(hidden.speak(1))
    hidden.press("2")
    hear_out(hidden)
    put_through = [*talk_to_an_officer(line, caller), *be_connected_in_danger(line, caller)]
    fallen, sealed = by_the_fallback(line, caller)
    receipts = [receipts_in(each)[0] for each in (fallen, call, hidden)]
    calls = (call, left, danger, hidden, fallen, say_a_key(line, caller, blurted))
    return receipts, [*names, *(one.sid for one in calls), *put_through, *sealed]


def be_connected_in_danger(line: Line, caller: str) -> list[str]:
    """Wait after the number for emergencies, until the control room answers; return both sides' names."""
    call = line.twilio.phone(caller).call()
    call.press("1")
    call.press("1")
    call.stay_silent()
    assert call.other_side
    assert call.other_side.number == CONTROL_ROOM
    assert call.is_taken()
    call.hang_up()
    return [call.sid, call.other_side.sid]


def say_a_key(line: Line, caller: str, blurted: str) -> Call:
    """Say what the caller wants at a menu that listens, and more than that."""
    call = line.twilio.phone(caller).call()
    call.press("1")
    call.say(f"I want to leave a tip, {blurted}")
    assert "category" in sentences(call)
    call.hang_up()
    return call


def by_the_fallback(line: Line, caller: str) -> tuple[Call, list[str]]:
    """Tell while every step fails where it is asked first; return what the addresses of those steps hold, too."""
    deliver, before = line.twilio.webhooks.deliver, len(line.twilio.webhooks.sent)
    let_the_primary_be_down(line.twilio)
    call = to_the_tone(line.twilio, "en", caller=caller)
    call.speak(1)
    call.press("2")
    hear_out(call)
    line.twilio.webhooks.deliver = deliver
    told = [dict(parse_qsl(one.body.decode())).get("ErrorUrl", "") for one in line.twilio.webhooks.sent[before:]]
    held = {value for url in told for _, value in parse_qsl(urlsplit(url).query) if len(value) > _SHORT}
    assert held, "the state of a call goes along"
    return call, sorted(held)


def talk_to_an_officer(line: Line, caller: str) -> list[str]:
    line.manage("shell", "-c", _DUTY.format(number=OFFICER))
    call = line.twilio.phone(caller).call()
    call.press("1")
    call.press("4")
    assert call.is_taken()
    call.hang_up()
    assert call.other_side
    return [call.sid, call.other_side.sid]


def visit_the_mailbox(line: Line, caller: str, receipt: str, question: str) -> list[str]:
    """Hear an officer's question and answer it; return the names at the provider."""
    call: Call = line.twilio.phone(caller).call()
    call.press("2")
    call.press("3")
    enter(call, receipt)
    call.press("1")
    assert question in call.words()
    call.press("2")
    recording = call.speak(1)
    call.press("2")
    assert sentences(call)[-2:] == ["joined", "goodbye"]
    return [call.sid, recording]


def take_back(line: Line, receipt: str) -> str:
    """Take a tip back by two keys; return the provider's name of the call."""
    call: Call = line.twilio.phone(WITHHELD).call()
    call.press("1")
    call.press("3")
    enter(call, receipt)
    call.press("3")
    call.press("9")
    assert "withdrawn" in sentences(call)
    call.hang_up()
    return call.sid
