"""`manage.py read_aloud`: make the sound files of the page "Listen", one a language, with the speech of espeak-ng.

A person's voice is better: record the sentences of <language>.txt and put the file in the place of <language>.mp3. This
command then leaves that language alone unless it is named.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from reports.management.speaking import must_speak, pack, say
from reports.public.listen import FOLDER, says_the_same, spoken

# espeak-ng speaks no Saint Lucian Creole; its Haitian voice reads the spelling nearly, with a Haitian accent.
VOICES = {"en": "en-029", "acf": "ht", "fr": "fr", "es": "es-419", "ht": "ht"}
WORDS_A_MINUTE = 135
BITS_A_SECOND, SAMPLES_A_SECOND = 24_000, 16_000


class Command(BaseCommand):
    """Wants the Debian package espeak-ng, at the time of making alone."""

    help = "Make static/public/audio/<language>.mp3 and .txt for the languages named, or for those that have none."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", nargs="*", help="make these anew, also over a recording by a person")

    def handle(self, *args: Any, **options: Any) -> None:
        must_speak()
        folder = Path(settings.BASE_DIR) / "static" / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        wanted = options["language"] or [code for code in VOICES if not (folder / f"{code}.mp3").exists()]
        for code in sorted(set(VOICES) - set(wanted)):
            with override(code):
                if not says_the_same():
                    self.stdout.write(f"{code}: says other words than the page, so it is not played: name it here")
        for code in wanted:
            with override(code):
                text = "\n".join(spoken()) + "\n"
            (folder / f"{code}.txt").write_text(text)
            slowly = text.replace("\n", "\n\n")
            speech = say(slowly, language=code, speaker=VOICES[code], words_a_minute=WORDS_A_MINUTE)
            (folder / f"{code}.mp3").write_bytes(pack(speech, samples=SAMPLES_A_SECOND, bits=BITS_A_SECOND))
            self.stdout.write(f"{code}: {(folder / f'{code}.mp3').stat().st_size // 1000} kB")
