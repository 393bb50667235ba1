"""Ready says what is missing by name, and nothing else."""

import shutil
from pathlib import Path

from pytest_django import Settings

from reports.queries.ready import not_ready
from tests.conftest import House


def test_a_house_with_all_its_parts_is_ready(house: House) -> None:
    assert not_ready() == []


def test_what_is_missing_is_named(house: House, settings: Settings, tmp_path: Path) -> None:
    settings.SECRETS_DIR = shutil.copytree(settings.SECRETS_DIR, tmp_path / "secrets")
    (settings.SECRETS_DIR / "manifest.json").unlink()
    assert not_ready() == ["keys"]
