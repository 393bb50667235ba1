"""Speech to text: off unless a model is there, and never the engine's guess where it knows nothing."""

import io
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from django.test import override_settings

from reports.gateways.speech import NullSpeech, SpeechFailed, Transcript, WhisperSpeech, is_on, samples, speech
from reports.phone.calls.telling import LONGEST
from tests.speech_double import SpeechDouble, install


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


@pytest.fixture
def double(tmp_path: Path) -> SpeechDouble:
    return install(tmp_path)


def engine(double: SpeechDouble) -> WhisperSpeech:
    return WhisperSpeech(double.model, str(double.python))


@override_settings(SPEECH_MODEL="")
def test_without_a_model_every_recording_waits_for_a_person() -> None:
    assert not is_on()
    assert isinstance(speech(), NullSpeech)
    assert speech().transcribe(recording(), "en") is None


def test_a_model_folder_turns_the_engine_on(tmp_path: Path) -> None:
    with override_settings(SPEECH_MODEL=str(tmp_path)):
        assert is_on()
        assert isinstance(speech(), WhisperSpeech)


def test_what_is_heard_comes_back_as_words(double: SpeechDouble) -> None:
    double.hears("He has a gun. He is at the jetty.")
    said = engine(double).transcribe(recording(), "en")
    assert said == Transcript(text="He has a gun He is at the jetty.", language="en", chance=0.9)


def test_the_engine_is_given_the_whole_sound_and_the_language_that_the_tipster_chose(double: SpeechDouble) -> None:
    double.hears("{seconds} seconds, {language}")
    said = [engine(double).transcribe(recording(seconds=3), hint) for hint in ("fr", "")]
    assert [one.text for one in said if one] == ["3 seconds, fr", "3 seconds, None"]


def test_the_longest_recording_of_a_call_is_read_whole_and_no_more(double: SpeechDouble) -> None:
    double.hears("{seconds}")
    said = engine(double).transcribe(recording(seconds=LONGEST + 5), "en")
    assert said
    assert said.text == str(LONGEST)


def test_kweyol_is_left_to_a_person(double: SpeechDouble) -> None:
    double.hears("what it makes up")
    assert engine(double).transcribe(recording(), "acf") is None


def test_a_language_that_nobody_spoke_to_us_yet_is_left_to_a_person(double: SpeechDouble) -> None:
    double.hears("gibberish", language="ja")
    assert engine(double).transcribe(recording(), "") is None


def test_silence_is_no_transcript(double: SpeechDouble) -> None:
    double.hears("")
    assert engine(double).transcribe(recording(), "en") is None


@pytest.mark.parametrize("sound", [b"", b"not a sound", b"RIFF\0\0\0\0WAVE and no sound", recording()[:30]])
def test_what_is_no_sound_is_left_to_a_person(double: SpeechDouble, sound: bytes) -> None:
    assert engine(double).transcribe(sound, "en") is None


@pytest.mark.parametrize("fault", ["raise", "killed", "nonsense"])
def test_an_engine_that_fails_says_so_and_nothing_else(double: SpeechDouble, fault: str) -> None:
    double.fails(fault)
    with pytest.raises(SpeechFailed):
        engine(double).transcribe(recording(), "en")


def test_an_engine_that_is_not_there_fails(tmp_path: Path) -> None:
    with pytest.raises(SpeechFailed):
        WhisperSpeech(tmp_path, str(tmp_path / "no python")).transcribe(recording(), "en")


def test_an_engine_that_does_not_end_is_stopped(double: SpeechDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.gateways.speech.PATIENCE_SECONDS", 0)
    double.hears("too late")
    with pytest.raises(SpeechFailed):
        engine(double).transcribe(recording(), "en")


@pytest.mark.parametrize("rate", [8_000, 44_100])
def test_a_sound_is_read_at_the_rate_of_the_engine(rate: int) -> None:
    read = samples(recording(seconds=2, rate=rate))
    assert read.dtype == np.float32
    assert read.size == pytest.approx(32_000, abs=2)
    assert 0.2 < np.abs(read).max() <= 1


def test_a_transcript_hides_its_words() -> None:
    assert "gun" not in repr(Transcript(text="he has a gun", language="en", chance=0.9))
