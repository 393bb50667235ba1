"""The founding: once, whole, with shares that open every unit and with files that only their owner reads."""

import pytest
from pytest_django import Settings

from reports import vault
from reports.models import Membership, Unit, UnitEscrow
from reports.people.founding import FIRST_UNITS, RANDOM_SECRETS, AlreadyFounded, found
from reports.sealing.shares import join_shares
from reports.sealing.units import open_bundle
from tests.conftest import House


def test_three_shares_open_every_units_keys(house: House) -> None:
    pair = join_shares(list(house.founded.shares[1:4]))
    assert pair.public == vault.manifest().break_glass
    listed = {unit.unit_id: unit.public for unit in vault.manifest().units.values()}
    for escrow in UnitEscrow.objects.all():
        keys = open_bundle(pair, escrow.bundle, escrow.unit_id, escrow.generation)
        assert keys.pair.public == listed[escrow.unit_id]
    assert UnitEscrow.objects.count() == len(FIRST_UNITS) == len(listed)


def test_every_secret_is_its_owners_alone_and_none_is_another(house: House, settings: Settings) -> None:
    files = [path for path in settings.SECRETS_DIR.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
    values = [vault.secret(name) for name in RANDOM_SECRETS]
    assert len(set(values)) == len(RANDOM_SECRETS)
    assert {len(value) for value in values} == {32}


def test_a_house_is_not_founded_twice(house: House) -> None:
    before = vault.secret("row_mac_key")
    with pytest.raises(AlreadyFounded):
        found(passphrase="another passphrase", officers=[])
    assert vault.secret("row_mac_key") == before


def test_a_living_house_that_lost_its_manifest_keeps_its_secrets(house: House, settings: Settings) -> None:
    manifest = settings.SECRETS_DIR / "manifest.json"
    kept, secret = manifest.read_text(), (settings.SECRETS_DIR / "triage_key").read_text()
    manifest.unlink()
    try:
        with pytest.raises(AlreadyFounded):
            found(passphrase="another passphrase", officers=[])
        assert (settings.SECRETS_DIR / "triage_key").read_text() == secret
    finally:
        manifest.write_text(kept)
        manifest.chmod(0o600)


def test_what_is_told_once_never_prints(house: House) -> None:
    shown = repr(house.founded)
    assert house.password("reid") not in shown
    assert house.founded.shares[0][:20] not in shown


def test_every_first_officer_has_a_bundle_of_each_unit_named(house: House) -> None:
    assert Membership.objects.filter(officer=house.officer("felix")).count() == 2
    assert set(Unit.objects.filter(memberships__officer=house.officer("felix")).values_list("slug", flat=True)) == {
        "trafficking",
        "vulnerable-persons",
    }
