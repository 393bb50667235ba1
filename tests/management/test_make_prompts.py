"""The sound files of calls: each says the present words, and a person's is never written over by accident."""

import io
from pathlib import Path

import av
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports.management.commands import doctor
from reports.management.prompts import MACHINE, WRONG, Prompt, Prompts, State
from reports.management.speaking import can_speak
from reports.phone.calls.sound import FOLDER
from reports.phone.calls.wording import spoken
from tests.twilio_double import tone

needs_a_speaker = pytest.mark.skipif(not can_speak(), reason="espeak-ng is not installed")
KEY = "fr/goodbye"
LARGEST = 6_500_000  # bytes of all files together


def run(folder: Path, *asked: str) -> str:
    told = io.StringIO()
    call_command("make_prompts", *asked, static=folder, stdout=told)
    return told.getvalue()


def prompt(folder: Path, key: str = KEY) -> Prompt:
    return next(each for each in Prompts(folder).all() if each.key == key)


def recording(tmp_path: Path, seconds: float = 1.0) -> str:
    file = tmp_path / "recording.wav"
    file.write_bytes(tone(seconds))
    return str(file)


def reword(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spoken()["fr"].sentences, "goodbye", "À bientôt.")  # type: ignore[arg-type]


def test_every_sentence_of_the_house_has_a_file_that_says_it() -> None:
    wrong = {one.key: str(one.state) for one in Prompts(Path(settings.BASE_DIR) / "static").all() if one.state in WRONG}
    assert list(doctor._voice()) == []
    assert wrong == {}, "run `manage.py make_prompts`, or record these"


def test_the_files_are_what_a_telephone_plays_and_tell_nothing_of_their_maker() -> None:
    files = sorted((Path(settings.BASE_DIR) / "static" / FOLDER).glob("*/*.mp3"))
    assert sum(file.stat().st_size for file in files) < LARGEST
    for file in files[::10]:
        with av.open(str(file)) as sound:
            assert (sound.streams.audio[0].rate, sound.streams.audio[0].channels) == (8000, 1), file
            assert sound.duration is not None
            assert sound.duration > 0.3 * av.time_base
            assert not sound.metadata


@needs_a_speaker
def test_what_is_missing_or_says_old_words_is_made_by_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "1 made by the machine" in run(tmp_path, KEY)
    before = Prompts(tmp_path).path(KEY).read_bytes()
    reword(monkeypatch)
    assert prompt(tmp_path).state is State.STALE
    with pytest.raises(CommandError, match="record"):
        run(tmp_path, KEY, "--check")
    assert Prompts(tmp_path).path(KEY).read_bytes() == before
    assert "1 made by the machine" in run(tmp_path, KEY)
    assert Prompts(tmp_path).path(KEY).read_bytes() != before


def test_a_persons_recording_takes_the_place_of_one_file_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Au revoir." in run(tmp_path, KEY, "--recording", recording(tmp_path))
    theirs = Prompts(tmp_path).path(KEY).read_bytes()
    with av.open(io.BytesIO(theirs)) as sound:
        assert sound.streams.audio[0].rate == 8000
    assert f"{KEY}: {State.PERSON}" in run(tmp_path, KEY)
    reword(monkeypatch)
    assert f"{KEY}: {State.STALE}" in run(tmp_path, KEY)
    assert Prompts(tmp_path).path(KEY).read_bytes() == theirs


def test_a_file_that_somebody_put_there_is_kept_and_asked_about(tmp_path: Path) -> None:
    file = Prompts(tmp_path).path(KEY)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"somebody's voice")
    assert f"{KEY}: {State.UNKNOWN}" in run(tmp_path, KEY)
    assert file.read_bytes() == b"somebody's voice"


@needs_a_speaker
def test_only_force_with_a_name_writes_over_a_person(tmp_path: Path) -> None:
    run(tmp_path, KEY, "--recording", recording(tmp_path))
    with pytest.raises(CommandError, match="Name"):
        run(tmp_path, "--force")
    run(tmp_path, KEY, "--force")
    assert prompt(tmp_path).state is State.MACHINE


def test_a_file_of_no_sentence_is_taken_away_if_the_machine_made_it(tmp_path: Path) -> None:
    prompts = Prompts(tmp_path)
    for key in ("fr/old", "fr/older"):
        prompts.put(Prompt(key=key, words="", state=State.MISSING, by=""), b"sound", by=MACHINE)
    prompts.path("fr/older").write_bytes(b"somebody's voice")
    prompts.save()
    run(tmp_path, "fr/old", "fr/older")
    assert [one.key for one in Prompts(tmp_path).all() if one.state is State.LEFT_OVER] == ["fr/older"]


def test_without_a_speaker_nothing_is_made_and_nothing_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "nothing was made" in run(tmp_path, KEY)
    assert prompt(tmp_path).state is State.MISSING


@pytest.mark.parametrize(
    "names", [["fr/nowhere"], ["xx"], [KEY, "--recording", "/nowhere.wav"], ["fr", "--recording", "x"]]
)
def test_what_cannot_be_done_is_said(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(CommandError):
        run(tmp_path, *names)


def test_a_recording_without_sound_is_refused(tmp_path: Path) -> None:
    for data in (b"no sound", tone(1.0, hertz=0.0)):
        (tmp_path / "recording.wav").write_bytes(data)
        with pytest.raises(CommandError, match="sound"):
            run(tmp_path, KEY, "--recording", str(tmp_path / "recording.wav"))
    assert prompt(tmp_path).state is State.MISSING
