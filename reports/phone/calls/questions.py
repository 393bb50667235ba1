"""Officers' messages read aloud: in the caller's language where they are ready questions, else as they are written.

The provider's voice reads them; Kwéyòl and Haitian Creole have none, and there a ready question is played from a file.
"""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from twilio.twiml.voice_response import VoiceResponse

from reports.dialogue.canned import asked_in, known_questions, parts_of
from reports.dialogue.mailbox import Entry, OpenMailbox, read_by_tipster
from reports.phone.calls.sound import play, ready_sound
from reports.phone.calls.state import State
from reports.phone.calls.turn import say_to
from reports.phone.calls.wording import DEFAULT, spoken
from reports.phone.granting import language_of
from reports.phone.hearing import hear

_MOST_READ = 3  # messages, the last ones
_LONGEST = 3000  # characters; the provider reads 4096
_PHRASE = 4  # words that are read at once to who asks again
_STOPS = tuple(".,;:!?…")
_BETWEEN = 1  # seconds of quiet between two phrases, and before a message


def messages(opened: OpenMailbox) -> tuple[Entry, ...]:
    """Return what can be read aloud."""
    return tuple(entry for entry in opened.entries if entry.from_officer and entry.text)[-_MOST_READ:]


def read_aloud(call: VoiceResponse, state: State, opened: OpenMailbox) -> tuple[UUID, ...]:
    """Read each message, and return the copies of those that could be read as a whole.

    Once more they are read slowly. Who cannot follow its language is told which it is.
    """
    say_to(call, state, "question")
    said = tuple(_as_said(state, opened))
    for _, parts in said:
        for part in parts:
            if part is None:
                say_to(call, state, "question_elsewhere")
            else:
                _read(call, state, *part)
    return tuple(message.copy for message, parts in said if message.copy and None not in parts)


def note_heard(state: State, opened: OpenMailbox) -> None:
    """The reading was heard to its end: what was read in it begins to fade, and nothing that came meanwhile."""
    read = frozenset(map(UUID, state.reading.split()))
    done = tuple(message for message in opened.entries if message.copy in read)
    read_by_tipster(replace(opened, entries=done))


def _as_said(state: State, opened: OpenMailbox) -> Iterator[tuple[Entry, list[tuple[str, str] | None]]]:
    """Yield each message with its parts: words and their language, or None where no voice can read them."""
    of_the_tip, known = language_of(opened.key), known_questions()
    wanted = of_the_tip if state.unsure else state.language
    for message in messages(opened):
        parts: list[tuple[str, str] | None] = []
        for words, ready_in in parts_of(message.text, wanted, known):
            written = words, ready_in or _language_of(words, of_the_tip)
            in_english = asked_in(words, DEFAULT, known) if ready_in else None
            parts.append(next((one for one in (written, in_english) if one and _can_be_said(*one)), None))
        yield message, parts


def _language_of(words: str, of_the_tip: str) -> str:
    """Officers write short: few words are of the language that they look like, and else of the tip's."""
    return hear(words, of_the_tip=of_the_tip).found or hear(words).found or of_the_tip


def _can_be_said(words: str, language: str) -> bool:
    return bool(spoken()[language].voice or ready_sound(words))


def _read(call: VoiceResponse, state: State, words: str, language: str) -> None:
    voice, sound = spoken()[language].voice, ready_sound(words)
    if voice and language not in state.languages:
        say_to(call, state, f"written_{language}")
    call.pause(length=_BETWEEN)
    if sound:
        play(call, sound)
    elif state.heard:
        _read_slowly(call, words, voice)
    else:
        call.say(words[:_LONGEST], language=voice)


def _read_slowly(call: VoiceResponse, words: str, voice: str) -> None:
    phrase: list[str] = []
    for word in words[:_LONGEST].split():
        phrase.append(word)
        if len(phrase) == _PHRASE or word.endswith(_STOPS):
            _read_phrase(call, phrase, voice)
            phrase = []
    if phrase:
        _read_phrase(call, phrase, voice)


def _read_phrase(call: VoiceResponse, phrase: list[str], voice: str) -> None:
    call.say(" ".join(phrase), language=voice)
    call.pause(length=_BETWEEN)
