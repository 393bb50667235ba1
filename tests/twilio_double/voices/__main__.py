"""Make the sample voices anew. Wants espeak-ng."""

from pathlib import Path

from reports.management.speaking import must_speak, pack, say
from tests.twilio_double.voices import SAYINGS

SPEAKERS = {"en": "en-gb+f4", "acf": "ht+f4", "fr": "fr+f4", "es": "es-419+f4", "ht": "ht+f4"}

must_speak()
for language, words in SAYINGS.items():
    speech = say(words, language=language, speaker=SPEAKERS[language], words_a_minute=150)
    (Path(__file__).parent / f"{language}.mp3").write_bytes(pack(speech, samples=8_000, bits=16_000))
