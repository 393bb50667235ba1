"""A new likeness key: every fingerprint is opened with it, none with the one before, and nothing is lost."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports import vault
from reports.fingerprints import LIKENESS_KEY
from reports.intake.door import accept
from reports.management.commands import rotate_keys
from reports.management.commands.doctor import _CHECKS as DOCTOR
from reports.models import Fingerprint, KeyPurpose, StoredKey
from reports.people import likeness_key
from reports.people.secret_files import settings
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.people.root import secrets_put_back
from tests.privacy.thieves import words_in_fingerprints
from tests.spoilt import spoil

BOATS = ("Zabriko", "Marisol", "Kalinda")


@pytest.fixture(autouse=True)
def _three_tips(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in BOATS:
        accept(web(f"{name} hides engines in the mangrove", repeat_key=name.encode()))
    triage_all()
    monkeypatch.setattr(rotate_keys, "PAUSE", 0)
    monkeypatch.setattr(likeness_key, "_SLICE", 2)
    with secrets_put_back():
        yield


def rotate(*more: str) -> str:
    told = StringIO()
    call_command("rotate_keys", LIKENESS_KEY, *more, stdout=told)
    return told.getvalue()


def found_with(key: bytes) -> set[str]:
    return words_in_fingerprints([key], BOATS)


def test_all_are_sealed_anew_and_the_key_before_opens_none() -> None:
    old = vault.secret(LIKENESS_KEY)
    assert found_with(old) == set(BOATS)
    assert "0 did not open" in rotate()
    [fresh] = vault.versions(LIKENESS_KEY)
    assert (found_with(old), found_with(fresh)) == (set(), set(BOATS))


def test_on_several_hosts_both_keys_open_until_all_have_the_new_one() -> None:
    old = vault.secret(LIKENESS_KEY)
    rotate("--several-hosts")
    assert vault.versions(LIKENESS_KEY)[0] == old
    rotate("--several-hosts")
    fresh, before = vault.versions(LIKENESS_KEY)
    assert (before, found_with(old)) == (old, set(BOATS))
    rotate("--several-hosts")
    assert (vault.versions(LIKENESS_KEY), found_with(old), found_with(fresh)) == ((fresh,), set(), set(BOATS))


def test_a_spoilt_row_costs_no_fingerprint_and_the_key_before_stays_until_it_is_mended() -> None:
    old, row = vault.secret(LIKENESS_KEY), StoredKey.objects.filter(purpose=KeyPurpose.FINGERPRINT).first()
    assert row
    spoil(KeyPurpose.FINGERPRINT, row.id)
    with pytest.raises(CommandError, match="The old key stays"):
        rotate()
    assert Fingerprint.objects.count() == len(BOATS)
    assert len(vault.versions(LIKENESS_KEY)) == 2
    StoredKey.objects.filter(id=row.id, purpose=KeyPurpose.FINGERPRINT).update(sealed=row.sealed)
    assert "0 did not open" in rotate()
    [fresh] = vault.versions(LIKENESS_KEY)
    assert (found_with(old), found_with(fresh)) == (set(), set(BOATS))


def test_a_house_without_the_key_is_told_and_gets_one_and_loses_what_lay_under_f_alone() -> None:
    (settings.SECRETS_DIR / LIKENESS_KEY).unlink()
    assert any("no likeness_key" in wrong for wrong in DOCTOR["Secrets"]())
    assert "3 did not open and are deleted" in rotate()
    assert not Fingerprint.objects.exists()
    assert not any("likeness_key" in wrong for wrong in DOCTOR["Secrets"]())
