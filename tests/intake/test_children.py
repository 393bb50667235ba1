"""The product starts a child for each file; the tests fork theirs (tests/cleaners.py). Both answer alike."""

from dataclasses import replace

import pytest

from reports.intake.media import CleanFile, FileRefused, MediaKind, Refusal, clean
from tests.cleaners import cleaning_by_new_processes
from tests.intake.telling_films import FILMS, SOUNDS
from tests.intake.telling_pdf import telling_pdf
from tests.intake.telling_pictures import TELLING
from tests.intake.test_spoiled_files import left

OF_EACH = {
    MediaKind.IMAGE: TELLING["jpeg"],
    MediaKind.PDF: telling_pdf(),
    MediaKind.VIDEO: FILMS["mp4"],
    MediaKind.SOUND: SOUNDS["amr"],
}
SPOKEN = {MediaKind.VIDEO, MediaKind.SOUND}


def answer(data: bytes, kind: MediaKind) -> CleanFile | Refusal:
    """What is answered; a voice is disguised by lot, so that its bytes are no other's."""
    try:
        made = clean(data, kind)
    except FileRefused as refused:
        return refused.reason
    return replace(made, data=b"") if kind in SPOKEN else made


@pytest.mark.parametrize("kind", MediaKind)
def test_the_product_s_own_child_answers_as_a_fork_and_leaves_nothing_behind(kind: MediaKind) -> None:
    whole = OF_EACH[kind]
    files = [whole, whole[: len(whole) // 2], whole[:40]]
    forked, before = [answer(each, kind) for each in files], left()
    with cleaning_by_new_processes():
        assert [answer(each, kind) for each in files] == forked
    assert left() == before
    assert isinstance(forked[0], CleanFile)
    assert forked[-1] is Refusal.DAMAGED


def test_no_two_forks_disguise_a_voice_alike() -> None:
    voice = OF_EACH[MediaKind.SOUND]
    assert clean(voice, MediaKind.SOUND).data != clean(voice, MediaKind.SOUND).data
