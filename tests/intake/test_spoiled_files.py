"""Spoiled and hostile files are cleaned or refused in a word: no crash, no leak, nothing left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports.intake.media import HEAD_BYTES, FileRefused, MediaKind, Refusal, clean, sniff
from tests import cleaners
from tests.intake.bombs import BOMBS
from tests.intake.spoiled import OTHERS, WAYS, spoiled
from tests.intake.telling_films import FILMS, SOUNDS
from tests.intake.telling_pdf import telling_pdf
from tests.intake.telling_pictures import CANARY, TELLING
from tests.intake.traces import found_in

FILES = {**TELLING, **FILMS, **SOUNDS, "pdf": telling_pdf()}
EACH = 40
SPOILED = [*spoiled(FILES, len(FILES) * len(WAYS), seed=7731)]  # each file once in each way
# What a spoiled file may be called; never busy, which would say that the fault was ours.
WORDS = {Refusal.DAMAGED, Refusal.LOCKED, Refusal.TOO_LONG, Refusal.TOO_LARGE, Refusal.TOO_MANY_PIXELS}


def left() -> tuple[int, str]:
    """Count what this process has open, and name its children."""
    return len(os.listdir("/proc/self/fd")), Path(f"/proc/self/task/{os.getpid()}/children").read_text()


@pytest.mark.parametrize("batch", range(0, len(SPOILED), EACH))
def test_a_spoiled_file_is_cleaned_or_refused(batch: int) -> None:
    for kind in MediaKind:
        cleaners.load(kind)
    wrong, before = [], left()
    for name, data in SPOILED[batch : batch + EACH]:
        kind = sniff(data[:HEAD_BYTES])
        if kind is None:
            continue
        try:
            made = clean(data, kind)
        except FileRefused as refused:
            wrong += [] if refused.reason in WORDS else [(name, refused.reason)]
        else:
            # A picture, a film or a sound may show anything; that the word itself comes through must not happen.
            wrong += [(name, found) for found in found_in(made.data, [CANARY])]
    assert wrong == []
    assert left() == before


def test_most_spoiled_files_are_looked_into() -> None:
    assert sum(sniff(data[:HEAD_BYTES]) is not None for _, data in SPOILED) > len(SPOILED) * 3 // 4


SMALL_BOMBS = (
    "png of a continent",
    "png of the largest size",
    "pdf that holds itself",
    "pdf of boxes in boxes",
    "pdf whose pages are a ring",
    "film of huge pictures",
    "wav that says it is endless",
)


@pytest.mark.parametrize("name", SMALL_BOMBS)
def test_a_bomb_is_cleaned_or_refused(name: str) -> None:
    """Those that are quickly made; all of them, and what they cost, are in benchmarks/media/fuzz.py."""
    data, before = BOMBS[name](), left()
    kind = sniff(data[:HEAD_BYTES])
    assert kind is not None
    try:
        with cleaners.cleaning_by_new_processes():
            assert len(clean(data, kind).data) < 20_000_000
    except FileRefused as refused:
        if refused.reason not in WORDS:
            raise
    assert left() == before


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_picture_film_sound_or_paper_is_of_no_kind(kind: str) -> None:
    assert sniff(OTHERS[kind]) is None
    assert sniff(OTHERS[kind] + TELLING["jpeg"]) is None


def test_a_crash_of_the_child_leaves_no_core_behind(tmp_path: Path) -> None:
    """What a crashing decoder held in memory would otherwise lie on a disk."""
    program = (
        f"import sys; sys.path.append({str(Path(__file__).parents[2])!r})\n"
        "from reports.intake.media_child.main import CLEANERS, give_up_everything\n"
        "give_up_everything(CLEANERS['pdf'][1])\nimport os; os.abort()"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False, capture_output=True)
    assert ran.returncode < 0
    assert list(tmp_path.iterdir()) == []
