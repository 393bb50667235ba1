"""How a sentence becomes sound: the files of static/phone/audio, else the provider's voice, else English."""

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from twilio.twiml.voice_response import Gather, VoiceResponse

from reports.phone.calls.wording import DEFAULT, Spoken, digit_name, pieces, ready_questions, sentence, spelled, spoken

FOLDER = "phone/audio"  # below static/
_DIGIT_GAP = 1  # seconds after a digit that the provider reads, the least that <Pause> can do; a file ends with its own


def say(verb: VoiceResponse | Gather, language: str, name: str, *, other: str = "") -> None:
    """Say one sentence. Numbers of the force are played from the files of the digits, for no other file may hold one.

    The provider reads what has no file, in languages that it has; a caller in another one then hears it in English.
    """
    numbers = {"emergency": settings.EMERGENCY_NUMBER, "other": other}
    files = _files(language, name, numbers)
    if files:
        play(verb, files)
    elif spoken()[language].voice or language == DEFAULT:
        verb.say(sentence(language, name, other=other), language=spoken()[language].voice)
    else:
        say(verb, DEFAULT, name, other=other)


def say_digits(verb: VoiceResponse | Gather, language: str, digits: str) -> None:
    """Say digits one by one, slowly in every voice."""
    ours = language if _digits(language, digits) or spoken()[language].voice else DEFAULT
    said, files = spoken()[ours], _digits(ours, digits)
    play(verb, files)
    if not files:
        _read(verb, said, digits)


def ready_sound(words: str) -> list[str]:
    """Return the file of what is one of the officers' ready questions, in a language without a voice; else nothing."""
    for language in spoken():
        names = [name for name, said in ready_questions(language).items() if said == words.strip()]
        if files := _if_all_exist(language, names):
            return files
    return []


def play(verb: VoiceResponse | Gather, files: list[str]) -> None:
    for file in files:
        verb.play(static(file))


def sound_file(language: str, name: str) -> str:
    """Return where the sound of a piece lies, below static/."""
    return f"{FOLDER}/{language}/{name}.mp3"


def _read(verb: VoiceResponse | Gather, said: Spoken, digits: str) -> None:
    for digit in digits:
        verb.say(said.digits[int(digit)], language=said.voice)
        verb.pause(length=_DIGIT_GAP)


def _files(language: str, name: str, numbers: dict[str, str]) -> list[str]:
    """Return the files of a whole sentence in their order, or none if one is missing."""
    names: list[str] = []
    for piece in pieces(language, name):
        names.append(piece.name)
        names += [digit_name(digit) for digit in spelled(numbers.get(piece.then, "")).split()]
    return _if_all_exist(language, names)


def _digits(language: str, digits: str) -> list[str]:
    return _if_all_exist(language, [digit_name(digit) for digit in digits])


def _if_all_exist(language: str, names: list[str]) -> list[str]:
    files = [sound_file(language, name) for name in names]
    return files if all(finders.find(file) for file in set(files)) else []
