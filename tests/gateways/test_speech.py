"""Speech to text: off unless a model is there, and never the engine's guess where it knows nothing."""

import io
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from django.test import override_settings

from reports.gateways.speech import UNCHECKED, NullSpeech, Transcript, WhisperSpeech, samples, speech


def recording(seconds: float = 1.0, rate: int = 8_000) -> bytes:
    tone = (np.sin(np.arange(int(seconds * rate)) / 8) * 9_000).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(tone.tobytes())
    return file.getvalue()


@pytest.fixture(autouse=True)
def chosen_anew() -> Iterator[None]:
    speech.cache_clear()
    yield
    speech.cache_clear()


@override_settings(SPEECH_MODEL="")
def test_without_a_model_every_recording_waits_for_a_person() -> None:
    assert isinstance(speech(), NullSpeech)
    assert speech().transcribe(recording(), "en") is None


def test_a_model_folder_turns_the_engine_on(tmp_path: Path) -> None:
    with override_settings(SPEECH_MODEL=str(tmp_path)):
        assert isinstance(speech(), WhisperSpeech)


def test_kweyol_is_left_to_a_person(tmp_path: Path) -> None:
    assert WhisperSpeech(tmp_path).transcribe(recording(), "acf") is None


def test_what_is_no_sound_is_left_to_a_person(tmp_path: Path) -> None:
    assert WhisperSpeech(tmp_path).transcribe(b"not a sound", "en") is None


@pytest.mark.parametrize("rate", [8_000, 44_100])
def test_a_sound_is_read_at_the_rate_of_the_engine(rate: int) -> None:
    read = samples(recording(seconds=2, rate=rate))
    assert read.dtype == np.float32
    assert read.size == pytest.approx(32_000, abs=200)
    assert 0.2 < np.abs(read).max() <= 1


def test_a_transcript_says_that_nobody_checked_it_and_hides_its_words() -> None:
    made = Transcript(text="he has a gun", language="en", chance=0.9)
    assert made.mark == UNCHECKED == "machine transcript, unchecked"
    assert "gun" not in repr(made)
