"""The words' shape goes on; the voice's pitch and colour do not, and no two disguises are alike."""

import itertools

import numpy as np
import pytest

from reports.intake.disguise import RATE, Samples, disguise


def buzz(pitch: float, formants: tuple[float, ...], *, seconds: float = 4.0) -> Samples:
    """A voice of pulses at one pitch through resonances, in syllables of a quarter of a second."""
    count = int(seconds * RATE)
    time = np.arange(count) / RATE
    sound = np.zeros(count)
    for harmonic in range(1, int(3800 / pitch)):
        strength = sum(1 / (1 + ((harmonic * pitch - formant) / 80) ** 2) for formant in formants)
        sound += strength * np.sin(2 * np.pi * harmonic * pitch * time)
    sound *= np.sin(2 * np.pi * 2 * time) > 0
    return (sound / np.abs(sound).max() * 12_000).astype(np.int16)


def spoken(sound: Samples, size: int = RATE) -> Samples:
    return np.concatenate(list(disguise(sound[at : at + size] for at in range(0, len(sound), size))))


def spectrum(sound: Samples) -> np.ndarray:
    return np.abs(np.fft.rfft(sound[: 3 * RATE].astype(np.float64)))


def sharpness(found: np.ndarray, lines: list[int]) -> float:
    """How far each line stands out from what is between it and the next."""
    around = [np.r_[line - 90 : line - 20, line + 20 : line + 90] for line in lines]
    peaks = [found[line - 3 : line + 4].max() for line in lines]
    return float(np.mean([peak / found[near].max() for peak, near in zip(peaks, around, strict=True)]))


def loudness(sound: Samples, parts: int) -> np.ndarray:
    return np.array([np.sqrt(np.mean(part.astype(float) ** 2)) for part in np.array_split(sound, parts)])


def test_the_lines_of_the_voices_pitch_are_gone() -> None:
    voice = buzz(220, (600, 1500, 2600))
    before, after = spectrum(voice), spectrum(spoken(voice))
    lines = [int(220 * 3 * harmonic) for harmonic in range(2, 8)]
    sharp_before, sharp_after = sharpness(before, lines), sharpness(after, lines)
    assert sharp_before > 3
    assert sharp_after < 1.2


def test_the_rhythm_of_the_syllables_stays() -> None:
    voice = buzz(120, (500, 1500))
    new = loudness(spoken(voice), 64)
    assert new.max() > 5 * new.min()
    assert 0.85 < len(spoken(voice)) / len(voice) < 1.15


def test_no_two_disguises_of_one_voice_are_alike() -> None:
    voice = buzz(120, (500, 1500))
    lengths = {len(spoken(voice)) for _ in range(6)}
    first, second = spoken(voice), spoken(voice)
    least = min(len(first), len(second))
    assert len(lengths) > 1
    assert abs(np.corrcoef(first[:least], second[:least])[0, 1]) < 0.2


def test_the_colour_of_a_voice_is_levelled() -> None:
    """A dull and a bright recording of the same rhythm come out with the same balance of low and high."""

    def balance(sound: Samples) -> float:
        found = spectrum(sound)
        return float(np.log10(found[600:3000].mean() / found[4500:9000].mean()))

    dull, bright = buzz(110, (400, 700)), buzz(110, (2300, 3200))
    assert balance(dull) - balance(bright) > 1.5
    assert abs(balance(spoken(dull)) - balance(spoken(bright))) < 0.5


@pytest.mark.parametrize("size", [999, RATE, 40 * RATE])
def test_it_does_not_matter_in_what_pieces_a_recording_comes(size: int) -> None:
    new = spoken(buzz(120, (500, 1500), seconds=5), size)
    assert 4.2 < len(new) / RATE < 5.8
    assert np.abs(new).max() > 1000


def test_a_long_recording_is_spoken_in_pieces() -> None:
    voice = buzz(120, (500, 1500))
    pieces = list(disguise(itertools.repeat(voice, 15)))
    assert len(pieces) > 2
    assert max(map(len, pieces)) <= 20 * RATE


@pytest.mark.parametrize("sound", [np.zeros(RATE, np.int16), np.zeros(0, np.int16), np.full(5, 9, np.int16)])
def test_silence_stays_silent(sound: Samples) -> None:
    assert np.abs(spoken(sound)).max(initial=0) < 100


def test_the_loudest_sound_does_not_wrap_around() -> None:
    loud = np.where(np.arange(4 * RATE) // 80 % 2, 32_767, -32_768).astype(np.int16)
    new = spoken(loud)
    assert np.abs(np.diff(new.astype(np.int32))).max() < 40_000
