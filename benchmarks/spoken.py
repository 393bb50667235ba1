"""A number that can be heard: short and long tones, whose length the disguise of voices leaves as it is."""

import io
import wave

import av
import numpy as np
from numpy.typing import NDArray

_BITS = 14
_RATE, _HERTZ = 8000, 700.0
_SHORT, _LONG, _GAP = 0.12, 0.36, 0.24  # seconds
_FRAME = 0.02  # seconds that are looked at together
_LOUD = 0.12  # of the loudest, which is where a tone begins or ends: what is louder is a tone


def saying(number: int) -> bytes:
    """Return a recording as a telephone makes it, in which `number` is heard."""
    pieces = [_tone(_GAP, 0.0)]
    for bit in range(_BITS):
        pieces += [_tone(_LONG if number >> bit & 1 else _SHORT, 9000.0), _tone(_GAP, 0.0)]
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(np.concatenate(pieces).astype("<i2").tobytes())
    return out.getvalue()


def heard(sound: bytes) -> int | None:
    """Return the number that is heard in a recording, disguised or not; None where it holds none."""
    with av.open(io.BytesIO(sound), "r") as container:
        (stream,) = container.streams.audio
        frames = [frame.to_ndarray().astype(np.float64).ravel() for frame in container.decode(stream)]
        rate = stream.rate
    lengths = _tones(np.concatenate(frames), rate) if frames else []
    if len(lengths) != _BITS:
        return None
    return sum(1 << bit for bit, seconds in enumerate(lengths) if seconds > (_SHORT + _LONG) / 2)


def _tone(seconds: float, loudness: float) -> NDArray[np.float64]:
    at = np.arange(int(seconds * _RATE)) / _RATE
    return np.asarray(loudness * np.sin(2 * np.pi * _HERTZ * at))


def _tones(samples: NDArray[np.float64], rate: int) -> list[float]:
    """Return how long each tone is, in seconds."""
    size = int(_FRAME * rate)
    pieces = samples[: len(samples) // size * size].reshape(-1, size)
    loud = np.sqrt((pieces**2).mean(axis=1))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud > _LOUD * loud.max(initial=0.0), [0]))))
    return [float((end - begin) * _FRAME) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
