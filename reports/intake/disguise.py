"""Disguises a voice: keeps the words and takes the speaker's sound away, by random choices that are kept nowhere.

A vocoder. Of the voice only the loudness of 18 broad bands goes on, without changes faster than 24 a second; from these
a new voice is spoken by pulses and noise of its own. So pitch, harmonics, phase and the colour of the voice over time
do not reach the result and cannot be won back from it. Rhythm, accent, wording and 18 coarse curves do reach it: see
docs/decisions/0013-voices-are-disguised.md for what that withstands, measured.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000  # samples a second, in and out
_BANDS = 18
_LOWEST, _HIGHEST = 120.0, 3_700.0  # Hz that are listened to: what a telephone carries, whatever the source
_FRAME, _HOP = 512, 128  # samples: 32 ms every 8 ms
_PER_SECOND = RATE / _HOP
_FASTEST = 24.0  # Hz; slower than any pitch
_WARPS = ((0.78, 0.88), (1.12, 1.26))  # the vocal tract made longer, or shorter
_JITTER = 0.25  # of a band's width, by which each band is moved for itself
_PITCHES = (95.0, 170.0)  # Hz
_TEMPO = 0.10  # the pace drifts by up to so much, either way
_EARLY = 0.125 * _PER_SECOND  # frames, where the voice must keep time
_QUIET = 0.01  # of the loudest; a band is never raised by more than its inverse
_STILL = 0.003  # loudness of a band that is no voice: one at 60 dB below the loudest has ten times as much
_BLOCK = 16  # frames that share one warp, 128 ms
_PIECE = 2_500  # frames that are spoken at a time, 20 s
_LEVEL = 0.3  # brings speech to some -20 dB of the loudest a sample can be
_WINDOW = np.hanning(_FRAME + 1)[:-1].astype(np.float32)
_HALF = _FRAME // 2

Samples = NDArray[np.int16]
_Floats = NDArray[np.float32]


def disguise(pieces: Iterable[Samples], *, keeps_time: bool = False) -> Iterator[Samples]:
    """Speak again what one recording holds, piece by piece, mono at 16 kHz. No two runs are alike.

    Lasts up to a tenth longer or shorter than what came; where it `keeps_time`, beside the pictures of a film, no word
    comes more than an eighth of a second early or late. Holds a hundredth of the recording at a time.
    """
    choices = np.random.Generator(np.random.PCG64(secrets.randbits(256)))
    curves = _flattened(_slowed(_band_curves(pieces)))
    plan = _Plan.drawn(choices, frames=len(curves), keeps_time=keeps_time)
    # Of its own seed: the noise can be heard, and must not tell what else was drawn.
    noise = np.random.Generator(np.random.PCG64(secrets.randbits(256)))
    yield from _spoken(plan.paced(curves), plan, noise)


def _erb(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Glasberg and Moore's scale, on which the ear's filters are equally wide."""
    return np.asarray(21.4 * np.log10(1 + 0.00437 * hertz))


_BINS = _erb(np.fft.rfftfreq(_FRAME, 1 / RATE))
_ENDS = _erb(np.array([_LOWEST, _HIGHEST]))
_EDGES = np.linspace(_ENDS[0], _ENDS[1], _BANDS + 1)
_CENTRES = (_EDGES[:-1] + _EDGES[1:]) / 2
_WIDTH = float(_EDGES[1] - _EDGES[0])
_LISTEN = np.maximum(0, 1 - np.abs(_BINS[:, None] - _CENTRES) / _WIDTH).astype(np.float32)
# What every disguised voice sounds like on the whole: falling by 6 dB an octave above 500 Hz.
_COLOUR = (1 / np.maximum(1, (10 ** (_CENTRES / 21.4) - 1) / 0.00437 / 500)).astype(np.float32)


def _band_curves(pieces: Iterable[Samples]) -> _Floats:
    """Return the loudness of each band in each frame, (frames, bands)."""
    found = []
    rest: _Floats = np.zeros(_HALF, np.float32)
    for piece in pieces:
        rest = np.concatenate((rest, piece.astype(np.float32) / 32768))
        count = (len(rest) - _FRAME) // _HOP + 1
        if count > 0:
            found.append(_loudness(rest, count))
            rest = rest[count * _HOP :]
    rest = np.concatenate((rest, np.zeros(_FRAME, np.float32)))
    found.append(_loudness(rest, (len(rest) - _FRAME) // _HOP + 1))
    return np.concatenate(found)


def _loudness(samples: _Floats, count: int) -> _Floats:
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::_HOP][:count]
    made = [
        np.sqrt((np.abs(np.fft.rfft(frames[at : at + _PIECE] * _WINDOW)) ** 2).astype(np.float32) @ _LISTEN)
        for at in range(0, count, _PIECE)
    ]
    return np.concatenate(made)


def _slowed(curves: _Floats) -> _Floats:
    """Take away changes faster than 24 Hz, with a Gauss curve of frames."""
    spread = _PER_SECOND * np.sqrt(np.log(2) / 2) / (np.pi * _FASTEST)  # at 24 Hz half the power is left
    reach = int(4 * spread) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / spread) ** 2)
    kernel /= kernel.sum()
    return np.stack([np.convolve(curve, kernel)[reach:-reach] for curve in curves.T], axis=1).astype(np.float32)


def _flattened(curves: _Floats) -> _Floats:
    """Divide out how loud each band is over the whole recording: the speaker's colour, and the telephone's."""
    loud = curves.sum(axis=1)
    heard = curves[loud > 0.1 * np.percentile(loud, 95)] if loud.any() else curves
    colour = np.sqrt(np.mean(heard**2, axis=0))
    return np.asarray(curves / np.maximum(colour, max(_QUIET * float(colour.max()), _STILL)), np.float32)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was drawn for one recording: for each new frame its warp, its pitch (Hz) and its time in old frames."""

    warp: _Floats
    pitch: _Floats
    times: _Floats
    centres: NDArray[np.float64]

    @classmethod
    def drawn(cls, choices: np.random.Generator, *, frames: int, keeps_time: bool) -> "_Plan":
        if keeps_time:
            times = np.arange(frames) + _drifting(choices, frames, (-_EARLY, _EARLY))
            times = np.clip(times, 0, max(0, frames - 1.001))
        else:
            times = np.cumsum(1 + _drifting(choices, int(frames * (1 + _TEMPO)) + 1, (-_TEMPO, _TEMPO)))
            times = times[times < frames - 1]
        count = len(times)
        return cls(
            warp=_drifting(choices, count, _WARPS[int(choices.integers(2))]),
            pitch=_drifting(choices, count, _PITCHES),
            times=times.astype(np.float32),
            centres=_CENTRES + choices.uniform(-_JITTER, _JITTER, _BANDS) * _WIDTH,
        )

    def paced(self, curves: _Floats) -> _Floats:
        before = self.times.astype(np.int64)
        part = (self.times - before)[:, None]
        after = np.minimum(before + 1, len(curves) - 1)
        return (curves[before] * (1 - part) + curves[after] * part).astype(np.float32)


def _drifting(choices: np.random.Generator, count: int, between: tuple[float, float]) -> _Floats:
    """Return a value for each frame that wanders between two bounds, a new goal every one to three seconds."""
    seconds = count / _PER_SECOND
    goals = np.cumsum(choices.uniform(1.0, 3.0, int(seconds) + 4))
    values = choices.uniform(*between, len(goals))
    return np.interp(np.arange(count) / _PER_SECOND, goals - goals[0], values).astype(np.float32)


def _spoken(curves: _Floats, plan: _Plan, noise: np.random.Generator) -> Iterator[Samples]:
    overlap = np.zeros(_FRAME - _HOP, np.float32)
    sound = _Excitation(noise)
    for at in range(0, len(curves), _PIECE):
        now = slice(at, at + _PIECE)
        spectra = sound.spectra(plan.pitch[now], curves[now]) * _gains(curves[now], plan.warp[now], plan.centres)
        frames = np.fft.irfft(spectra, axis=1).astype(np.float32) * _WINDOW
        out = np.zeros((len(frames) - 1) * _HOP + _FRAME, np.float32)
        out[: len(overlap)] = overlap
        for number, frame in enumerate(frames):
            out[number * _HOP : number * _HOP + _FRAME] += frame
        yield _as_integers(out[: len(frames) * _HOP])
        overlap = out[len(frames) * _HOP :]


def _as_integers(samples: _Floats) -> Samples:
    # What is louder than a sample can be bends instead of breaking.
    return (np.tanh(samples * _LEVEL) * 32_000).astype(np.int16)


def _gains(curves: _Floats, warp: _Floats, centres: NDArray[np.float64]) -> _Floats:
    """Return how loud each bin of each frame shall be, with every band moved to where the plan wants it."""
    made = np.empty((len(curves), len(_BINS)), np.float32)
    for at in range(0, len(curves), _BLOCK):
        # Warped in Hz: a longer vocal tract lowers every formant by the same factor.
        moved = _erb(float(warp[at]) * (10 ** (centres / 21.4) - 1) / 0.00437)
        speak = np.maximum(0, 1 - np.abs(_BINS[:, None] - moved) / _WIDTH).astype(np.float32)
        made[at : at + _BLOCK] = (curves[at : at + _BLOCK] * _COLOUR) @ speak.T
    return made


class _Excitation:
    """Pulses at a given pitch, and noise; both carry on from piece to piece."""

    def __init__(self, noise: np.random.Generator) -> None:
        self._noise = noise
        self._phase = 0.0
        self._tail = np.zeros((2, _FRAME - _HOP), np.float32)

    def spectra(self, pitch: _Floats, curves: _Floats) -> NDArray[np.complex64]:
        """Return a spectrum for each frame, pulses where the low bands lead and noise where the high ones do."""
        turns = self._phase + np.cumsum(np.repeat(pitch, _HOP).astype(np.float64) / RATE)
        self._phase = float(turns[-1] % 1)
        pulses = np.diff(np.floor(turns), prepend=np.floor(turns[0])).astype(np.float32)
        pulses *= np.sqrt(RATE / np.repeat(pitch, _HOP))  # as loud as noise of strength one
        noise = self._noise.standard_normal(len(pulses), dtype=np.float32)
        both = np.concatenate((self._tail, np.stack((pulses, noise))), axis=1)
        self._tail = both[:, -(_FRAME - _HOP) :]
        frames = np.lib.stride_tricks.sliding_window_view(both, _FRAME, axis=1)[:, ::_HOP] * _WINDOW
        voiced, unvoiced = np.fft.rfft(frames, axis=2).astype(np.complex64)
        low = curves[:, : _BANDS // 2].mean(axis=1)
        high = curves[:, _BANDS // 2 :].mean(axis=1)
        share = (low / (low + high + 1e-6))[:, None]
        breath = np.clip(1.25 - 1.5 * share + 0.35 * _BINS / _BINS[-1], 0.1, 1.0).astype(np.float32)
        return np.asarray(voiced * np.sqrt(1 - breath**2) + unvoiced * breath, np.complex64)
