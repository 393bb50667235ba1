"""Signing new keys: only with the root key of this house, and only what its maker made."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from reports import vault
from reports.models import UnitRenewal
from reports.people.renewing import make_key, note_in_force
from reports.people.signing import NothingToSign, WrongPassphrase, install, sign_keys
from reports.people.standing import NotAllowed
from reports.sealing.manifest import ManifestRefused, read_manifest
from reports.signed_people import PersonChanged
from tests.conftest import House
from tests.people.coming_in import make_administrator
from tests.people.root import manifest_file, manifest_put_back, sealed_root

PASSPHRASE = "a passphrase for the tests"


@pytest.fixture(autouse=True)
def _manifest(house: House) -> Iterator[None]:
    with manifest_put_back():
        yield


def test_a_signed_manifest_is_one_version_on_and_lists_the_new_key_alone_as_new(house: House) -> None:
    before, unit = vault.manifest(), house.unit("general")
    made = make_key(unit=unit.pk, ring=house.ring("reid"))
    text = sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by=make_administrator("felix"))
    assert vault.manifest() == before, "not in force yet"
    assert note_in_force() == []
    after = read_manifest(text, vault.secret("root_public_key"))
    assert after.version == before.version + 1
    changed = {slug for slug, key in after.units.items() if key != before.units[slug]}
    assert changed == {"general"}
    assert after.units["general"].public == bytes(made.public)
    install(text)
    assert [one.pk for one in note_in_force()] == [unit.pk]
    assert house.unit("general").generation == 2


def test_neither_a_wrong_passphrase_nor_an_officer_without_the_power_signs(house: House) -> None:
    make_key(unit=house.unit("general").pk, ring=house.ring("reid"))
    for passphrase, sealed in (("not it", sealed_root()), (PASSPHRASE, "bm90aGluZw=="), (PASSPHRASE, "é")):
        with pytest.raises(WrongPassphrase):
            sign_keys(passphrase=passphrase, sealed_root=sealed, by="administrator")
    with pytest.raises(NotAllowed):
        sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by=house.officer("reid"))


def test_a_key_that_a_database_writer_put_in_is_not_signed(house: House) -> None:
    with pytest.raises(NothingToSign):
        sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by="administrator")
    make_key(unit=house.unit("general").pk, ring=house.ring("reid"))
    UnitRenewal.objects.update(public=bytes(house.officer("charles").public_key))
    with pytest.raises(PersonChanged):
        sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by="administrator")


def test_an_earlier_key_that_a_database_writer_put_back_is_not_signed(
    house: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """Its maker may have left since, and alone has it: every tip from then on would be his."""
    unit = house.unit("general").pk
    make_key(unit=unit, ring=house.ring("reid"))
    earlier = UnitRenewal.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        make_key(unit=unit, ring=house.ring("reid"))
    latest = UnitRenewal.objects.get()
    UnitRenewal.objects.update(public=earlier.public, row_mac=earlier.row_mac)
    with pytest.raises(PersonChanged):
        sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by="administrator")
    UnitRenewal.objects.update(public=latest.public, row_mac=latest.row_mac)
    assert sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by="administrator"), "control"


def test_an_older_manifest_that_somebody_puts_back_is_refused(house: House) -> None:
    older = manifest_file().read_text()
    make_key(unit=house.unit("general").pk, ring=house.ring("reid"))
    install(sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by="administrator"))
    assert vault.manifest().version == 2
    install(older.strip())
    with pytest.raises(ManifestRefused):
        vault.manifest()
