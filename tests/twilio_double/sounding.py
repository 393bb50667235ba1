"""What a caller hears, as one MP3: files joined, what is only to be read spoken by espeak-ng, and the tone at the end.

Without espeak-ng a sentence that has no file is silent; its words stand on the page all the same.
"""

from collections.abc import Iterable
from functools import lru_cache

from reports.management.speaking import as_wav, can_speak, pack, say
from tests.twilio_double.state import tone
from tests.twilio_double.webhooks import Fetch

SAMPLES, BITS = 8_000, 16_000
_SPEAKERS = {"en": "en-gb", "fr": "fr", "es": "es-419", "ht": "ht", "acf": "ht"}


def joined(heard: Iterable[tuple[str, str]], fetch: Fetch, *, with_tone: bool) -> bytes:
    """Return one sound of pairs of language and words; words that are an address are fetched."""
    parts = [fetch(words) if is_sound(words) else _spoken(language, words) for language, words in heard]
    return b"".join(parts) + (_the_tone() if with_tone else b"")


def is_sound(words: str) -> bool:
    return words.startswith(("http://", "https://", "/"))


def as_recorded(sound: bytes) -> bytes:
    """Return any sound as the provider keeps a recording: a WAV with 8,000 samples a second. Raises CommandError."""
    return as_wav(sound, samples=SAMPLES)


@lru_cache(maxsize=64)
def _spoken(language: str, words: str) -> bytes:
    speaker = _SPEAKERS.get(language.partition("-")[0])
    if not speaker or not can_speak():
        return b""
    return pack(say(words, language=language, speaker=speaker, words_a_minute=145), samples=SAMPLES, bits=BITS)


@lru_cache(maxsize=1)
def _the_tone() -> bytes:
    return pack(tone(0.4, hertz=1_000), samples=SAMPLES, bits=BITS)
