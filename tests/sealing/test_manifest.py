"""The manifest: signed, never older than one already seen, and never with a swapped key."""

import contextlib
import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from reports.sealing.keys import new_pair
from reports.sealing.manifest import Manifest, ManifestRefused, UnitKey, hold_floor, read_manifest
from tests.sealing.tampering import FEW

ROOT = SigningKey.generate()
PUBLIC = bytes(ROOT.verify_key)
MANIFEST = Manifest(
    version=3,
    units={"reception": UnitKey(uuid4(), "reception", 1, new_pair().public)},
    triage=new_pair().public,
    relay=new_pair().public,
    break_glass=new_pair().public,
)
SIGNED = MANIFEST.signed(ROOT)


def test_a_signed_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(SIGNED, PUBLIC) == MANIFEST


@given(at=st.integers(0, len(SIGNED) - 1), character=st.characters(max_codepoint=0x2FF))
@FEW
def test_one_changed_character_is_refused_or_changes_nothing(at: int, character: str) -> None:
    with contextlib.suppress(ManifestRefused):
        assert read_manifest(SIGNED[:at] + character + SIGNED[at + 1 :], PUBLIC) == MANIFEST


@given(size=st.integers(0, len(SIGNED) - 1))
@FEW
def test_a_manifest_cut_short_is_refused(size: int) -> None:
    with pytest.raises(ManifestRefused):
        read_manifest(SIGNED[:size], PUBLIC)


def test_a_manifest_with_a_units_key_swapped_is_refused() -> None:
    outer = json.loads(SIGNED)
    body = json.loads(outer["body"])
    body["units"]["reception"]["public"] = b64encode(new_pair().public).decode()
    with pytest.raises(ManifestRefused):
        read_manifest(json.dumps(outer | {"body": json.dumps(body)}), PUBLIC)


def test_a_manifest_signed_by_another_root_is_refused() -> None:
    with pytest.raises(ManifestRefused):
        read_manifest(MANIFEST.signed(SigningKey.generate()), PUBLIC)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "5", "null", '{"body": 5, "signature": ""}', '{"body": "{}", "signature": "AA=="}']
)
def test_an_unsigned_manifest_is_refused(text: str) -> None:
    with pytest.raises(ManifestRefused):
        read_manifest(text, PUBLIC)


def test_a_signed_body_that_is_no_manifest_is_refused() -> None:
    body = '{"version":1,"units":[]}'
    signature = b64encode(ROOT.sign(body.encode()).signature).decode()
    with pytest.raises(ManifestRefused):
        read_manifest(json.dumps({"body": body, "signature": signature}), PUBLIC)


def test_the_version_only_rises(tmp_path: Path) -> None:
    floor = tmp_path / "floor"
    for version in (3, 3, 12):
        hold_floor(version, floor)
    with pytest.raises(ManifestRefused):
        hold_floor(11, floor)
    hold_floor(12, floor)


def test_a_damaged_floor_lets_nothing_pass(tmp_path: Path) -> None:
    (tmp_path / "floor").write_text("twelve")
    with pytest.raises(ManifestRefused):
        hold_floor(12, tmp_path / "floor")


def test_signing_again_with_another_version_signs_anew() -> None:
    newer = replace(MANIFEST, version=4)
    assert read_manifest(newer.signed(ROOT), PUBLIC).version == 4
