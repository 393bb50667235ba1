"""`manage.py read_aloud`: make the sound files of the page "Listen", one a language, with the speech of espeak-ng.

A person's voice is better: record the sentences of <language>.txt and put the file in the place of <language>.mp3. This
command then leaves that language alone unless it is named.
"""

import io
import shutil
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import av
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from reports.public.listen import FOLDER, spoken

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
        if not shutil.which("espeak-ng"):
            raise CommandError("Install espeak-ng first (the Debian package of that name).")
        folder = Path(settings.BASE_DIR) / "static" / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        wanted = options["language"] or [code for code in VOICES if not (folder / f"{code}.mp3").exists()]
        for code in wanted:
            with override(code):
                text = "\n".join(spoken()) + "\n"
            (folder / f"{code}.txt").write_text(text)
            (folder / f"{code}.mp3").write_bytes(_packed(_said(text, VOICES[code])))
            self.stdout.write(f"{code}: {(folder / f'{code}.mp3').stat().st_size // 1000} kB")


def _said(text: str, voice: str) -> bytes:
    """Return a WAV of the text, a pause after each line."""
    command = ["espeak-ng", "-v", voice, "-s", str(WORDS_A_MINUTE), "-g", "4", "--stdout"]
    return subprocess.run(command, input=text.replace("\n", "\n\n").encode(), capture_output=True, check=True).stdout


def _packed(wav: bytes) -> bytes:
    """Return the sound as a small MP3, which every phone can play."""
    out = io.BytesIO()
    with av.open(io.BytesIO(wav), "r") as source, av.open(out, "w", format="mp3") as target:
        stream = target.add_stream("libmp3lame", rate=SAMPLES_A_SECOND, layout="mono")
        stream.bit_rate = BITS_A_SECOND
        resampler = av.AudioResampler(format="s16p", layout="mono", rate=SAMPLES_A_SECOND)
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame):
                target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return out.getvalue()
