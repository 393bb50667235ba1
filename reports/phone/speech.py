"""How a sentence becomes sound: a recorded prompt where there is one, else the provider's voice."""

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from twilio.twiml.voice_response import Gather, VoiceResponse

from reports.phone.wording import sentence, words

GROUP, GAP = 4, 1  # digits in a group; seconds after each digit, the least that <Pause> can do
_GROUP_GAP = 2


def say(verb: VoiceResponse | Gather, language: str, name: str, *, other: str = "") -> None:
    """Play static/phone/audio/<language>/<name>.mp3 if it exists, else have the text read.

    A sentence that names another number to call is always read: no file can hold that number.
    """
    sound = f"phone/audio/{language}/{name}.mp3"
    if not other and finders.find(sound):
        verb.play(static(sound))
    else:
        verb.say(sentence(language, name, other=other), language=_voice(language))


def say_receipt(verb: VoiceResponse, language: str, receipt: str) -> None:
    """Each digit as a word of its own with a pause after it, so that it is slow in every voice."""
    names: list[str] = words()["calls"][language]["digits"]
    for at, digit in enumerate(receipt):
        verb.say(names[int(digit)], language=_voice(language))
        end_of_group = (at + 1) % GROUP == 0
        verb.pause(length=_GROUP_GAP if end_of_group else GAP)


def _voice(language: str) -> str:
    return str(words()["calls"][language]["voice"])
