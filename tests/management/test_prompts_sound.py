"""The sound of every prompt: as long as its words want, with the same quiet around it, even and unclipped.

Nobody hears by this whether the words are well said. What a person records is held to the same.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import pytest
from django.conf import settings

from reports.phone.calls.sound import sound_file
from reports.phone.calls.wording import every_piece, spoken

RATE, FRAME = 8_000, 160  # samples a second, and of 20 ms
AUDIBLE = 0.02  # of the loudest that a sample can be
LETTERS_A_SECOND = (3.5, 17.0)  # slow is who counts keys; one short word may be quick
FEWEST = 12  # letters from which the pace tells something


class Heard(NamedTuple):
    """Seconds, but for `peak` and `loudness` (dB below the loudest that a sample can be)."""

    before: float
    after: float
    longest_pause: float
    voice: float
    peak: float
    loudness: float


@cache
def heard(language: str, name: str) -> Heard:
    with av.open(str(Path(settings.BASE_DIR) / "static" / sound_file(language, name))) as sound:
        stream = sound.streams.audio[0]
        assert (stream.rate, stream.channels) == (RATE, 1)
        samples = np.concatenate([frame.to_ndarray().ravel() for frame in sound.decode(stream)])
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    level = np.sqrt((frames.astype(float) ** 2).mean(axis=1))
    audible = np.flatnonzero(level > AUDIBLE)
    seconds = FRAME / RATE
    return Heard(
        before=audible[0] * seconds,
        after=(len(level) - 1 - audible[-1]) * seconds,
        longest_pause=float(np.diff(audible).max(initial=0)) * seconds,
        voice=(audible[-1] - audible[0] + 1) * seconds,
        peak=float(np.abs(samples).max()),
        loudness=20 * float(np.log10(np.sqrt((level[audible] ** 2).mean()))),
    )


@pytest.mark.parametrize("language", sorted(spoken()))
def test_every_prompt_is_whole_even_and_unclipped(language: str) -> None:
    pieces = every_piece(language)
    sounds = {name: heard(language, name) for name in pieces}
    usual = float(np.median([sound.loudness for sound in sounds.values()]))
    for name, sound in sounds.items():
        is_digit, letters = name.startswith("digit_"), sum(map(str.isalpha, pieces[name]))
        assert sound.before < 0.3, (name, "a key is pressed before it begins")
        assert (0.4 if is_digit else 0.15) <= sound.after < 0.8, (name, "it is cut off, or followed by too much quiet")
        assert sound.longest_pause < 1.0, (name, "a caller takes it for the end")
        assert 0.5 < sound.peak < 0.95, (name, "it is too quiet, or clipped")
        assert abs(sound.loudness - usual) < 6, (name, "it is louder or quieter than the others")
        if letters >= FEWEST:
            assert LETTERS_A_SECOND[0] < letters / sound.voice < LETTERS_A_SECOND[1], (name, "words are missing")


def test_no_language_is_louder_than_another() -> None:
    usual = {
        language: np.median([heard(language, name).loudness for name in every_piece(language)]) for language in spoken()
    }
    assert max(usual.values()) - min(usual.values()) < 5, usual
