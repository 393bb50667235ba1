"""Speech of espeak-ng as small MP3 files. Wants the Debian package espeak-ng, at the time of making alone."""

import io
import shutil
import subprocess
import wave

import av
import numpy as np
from django.core.management.base import CommandError

# No speaker reads Saint Lucian Creole. The Haitian one reads its spelling nearly; what it would misread is written as
# Haitians write it.
_RESPELLED = {"acf": (("tj", "tch"), ("Tj", "Tch"))}
_LOUDEST = 0.7  # of what a sample can hold
_SILENT = 0.01  # of the loudest sample


def can_speak() -> bool:
    return shutil.which("espeak-ng") is not None


def must_speak() -> None:
    if not can_speak():
        raise CommandError("Install espeak-ng first (the Debian package of that name).")


def say(text: str, *, language: str, speaker: str, words_a_minute: int) -> bytes:
    """Return a WAV of the text. A line that is empty is a pause."""
    for ours, theirs in _RESPELLED.get(language, ()):
        text = text.replace(ours, theirs)
    command = ["espeak-ng", "-v", speaker, "-s", str(words_a_minute), "-g", "4", "--stdout"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def pack(sound: bytes, *, samples: int, bits: int, then_quiet: float = 0.0) -> bytes:
    """Return any sound as a bare MP3 with so many samples and bits a second, as loud as it may be, without the
    silence around it, then `then_quiet` seconds of quiet."""
    heard = _read(sound, samples)
    loudest = float(np.abs(heard).max(initial=0.0))
    if loudest == 0.0:
        raise CommandError("There is nothing to hear in this sound.")
    audible = np.flatnonzero(np.abs(heard) > loudest * _SILENT)
    voice = heard[max(0, audible[0] - samples // 20) : audible[-1] + samples // 20] * (_LOUDEST / loudest)
    whole = np.concatenate([voice, np.zeros(int(then_quiet * samples))])
    out = io.BytesIO()
    with av.open(out, "w", format="mp3", options={"write_xing": "0", "id3v2_version": "0"}) as target:
        stream = target.add_stream("libmp3lame", rate=samples, layout="mono")
        stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray((whole * 32767).astype(np.int16)[None, :], format="s16p", layout="mono")
        frame.sample_rate = samples
        for part in av.AudioResampler(format="s16p", layout="mono", rate=samples, frame_size=1152).resample(frame):
            target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return out.getvalue()


def as_wav(sound: bytes, *, samples: int) -> bytes:
    """Return any sound as a WAV of one channel."""
    heard = _read(sound, samples)
    if not heard.size:
        raise CommandError("There is nothing to hear in this sound.")
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(samples)
        target.writeframes((heard * 32767).astype("<i2").tobytes())
    return out.getvalue()


def _read(sound: bytes, samples: int) -> np.ndarray:
    """Return the samples of a sound, one channel, between -1 and 1."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=samples)
    try:
        with av.open(io.BytesIO(sound), "r") as source:
            parts = [part.to_ndarray() for frame in source.decode(audio=0) for part in resampler.resample(frame)]
            parts += [part.to_ndarray() for part in resampler.resample(None)]
    except (av.FFmpegError, IndexError):
        raise CommandError("This is no sound that can be read.") from None
    return np.concatenate([part[0] for part in parts] or [np.zeros(0)]).astype(np.float64) / 32768
