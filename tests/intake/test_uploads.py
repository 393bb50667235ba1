"""Held files: they travel as plain JSON inside a sealed page, and tell nothing when they are printed."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gateways.blobs import blobs
from reports.intake import door
from reports.intake.door import NotStored, accept
from reports.intake.media import CleanFile, MediaKind
from reports.intake.uploads import HeldFile, SealedUpload, cannot_be_sent, hold, let_go
from reports.models import Tip
from reports.sealing.files import open_file
from tests.arrivals import web
from tests.conftest import House

HELD = HeldFile(
    blob=uuid4(),
    key=bytes(range(32)),
    media="image",
    mime="image/jpeg",
    size=1234,
    removed=("place", "camera"),
    told={"place": "13.908, -60.983"},
    digest=b"d" * 32,
)


@pytest.mark.parametrize("held", [HELD, replace(HELD, media="video", mime="", raw=True, removed=(), told={})])
def test_a_held_file_comes_back_from_json_as_it_was(held: HeldFile) -> None:
    assert HeldFile.from_dict(json.loads(json.dumps(held.to_dict()))) == held


@pytest.mark.parametrize(
    "changed",
    [
        {"blob": "no name"},
        {"key": "00"},
        {"key": "no hex"},
        {"media": "program"},
        {"size": "many"},
        {"removed": "place"},
        {"told": ["place"]},
        {"digest": None},
    ],
)
def test_what_is_no_held_file_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        HeldFile.from_dict({**HELD.to_dict(), **changed})


@given(said=st.dictionaries(st.sampled_from(sorted(HELD.to_dict())), st.none() | st.text() | st.integers()))
def test_any_dictionary_is_read_or_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        HeldFile.from_dict(said)


def test_neither_key_nor_place_is_printed() -> None:
    assert "13.908" not in repr(HELD)
    assert repr(HELD.key) not in repr(HELD)


def test_a_clean_file_is_held_sealed_and_let_go_again() -> None:
    held = hold(CleanFile(data=b"pixels", kind="image/jpeg", removed=("place",)), MediaKind.IMAGE)
    assert (held.mime, held.size, held.removed, held.raw) == ("image/jpeg", 6, ("place",), False)
    assert open_file(held.key, blobs().get(held.blob), "file", held.blob) == b"pixels"
    let_go([held, held])
    assert not blobs().has(held.blob)


def test_an_upload_given_up_in_the_middle_is_gone() -> None:
    upload = SealedUpload()
    upload.write(b"x" * 300_000)
    upload.drop()
    upload.drop()
    assert not blobs().has(upload._name)


def test_a_slow_store_is_not_asked_for_longer_than_a_transaction_may_last(house: House) -> None:
    """Not stored is told; a session that the database ends is told as if somebody had taken the host."""
    held = [hold(CleanFile(data=b"pixels", kind="image/jpeg", removed=()), MediaKind.IMAGE) for _ in range(2)]
    assert not cannot_be_sent(held, within=60)
    with pytest.raises(OSError, match="too slowly"):
        cannot_be_sent(held, within=-1)


def test_the_door_says_not_stored_when_the_store_is_too_slow(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_LOOKING", -1.0)
    with pytest.raises(NotStored):
        accept(web(files=(hold(CleanFile(data=b"pixels", kind="image/jpeg", removed=()), MediaKind.IMAGE),)))
    assert not Tip.objects.exists()
