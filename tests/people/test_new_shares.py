"""A new set of shares opens what the old one did, the old one nothing; a ceremony that breaks off changes nothing."""

from collections.abc import Iterator

import pytest

from reports import vault
from reports.models import AuditEntry, Membership, Unit, UnitEscrow
from reports.people import new_shares
from reports.people.break_glass import attend, break_glass
from reports.people.new_shares import NewSet, draw_set, put_in_force
from reports.people.renewing import make_key
from reports.people.signing import WrongPassphrase, install, sign_keys
from reports.people.standing import NotAllowed
from reports.sealing.opening import CannotOpen
from reports.sealing.shares import SharesRefused
from tests.conftest import House
from tests.people.root import sealed_root, secrets_put_back
from tests.people.test_signing import PASSPHRASE


@pytest.fixture(autouse=True)
def _secrets(house: House) -> Iterator[None]:
    with secrets_put_back():
        yield


def ceremony(house: House, fresh: NewSet, **other: object) -> None:
    told = {
        "old": house.founded.shares[:3],
        "typed_back": [share.upper() for share in fresh.shares[2:]],
        "witnesses": [attend(name, house.password(name)) for name in ("reid", "jules")],
        "passphrase": PASSPHRASE,
        "sealed_root": sealed_root(),
    }
    put_in_force(fresh, **told | other)


def opens(house: House, shares: object) -> bool:
    """Break the glass of a unit of which the officer is no member."""
    felix, unit = house.officer("felix"), house.unit("general")
    Membership.objects.filter(officer=felix, unit=unit).delete()
    witnesses = [house.officer(name) for name in ("reid", "jules")]
    try:
        break_glass(unit=unit, to=felix, fingerprint=felix.fingerprint, shares=shares, witnesses=witnesses)
    except SharesRefused:
        return False
    return unit.pk in house.ring("felix").unit_ids


def test_the_new_shares_open_what_the_old_ones_opened_and_the_old_ones_open_nothing(house: House) -> None:
    fresh, before = draw_set(), vault.manifest()
    assert opens(house, house.founded.shares[:3]), "control"
    ceremony(house, fresh)
    assert vault.manifest().units == before.units
    assert vault.manifest().version == before.version + 1
    assert not opens(house, house.founded.shares[:3])
    assert opens(house, fresh.shares[1:4])
    make_key(unit=house.unit("general").pk, ring=house.ring("reid"))
    install(sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by="administrator"))
    assert opens(house, fresh.shares[:3]), "a later key of a unit is sealed to the new set"
    entry = AuditEntry.objects.get(act="people.shares_replaced", unit_id=house.unit("general").pk)
    assert set(entry.detail["witnesses"].split()) == {str(house.officer(name).pk) for name in ("reid", "jules")}
    assert not any(share.split()[7] in str(entry.detail) for share in fresh.shares)
    assert not Unit.objects.filter(has_leaver=True).exists()


def test_a_ceremony_in_which_anything_fails_changes_nothing(house: House) -> None:
    fresh, other = draw_set(), draw_set()
    kept = (list(UnitEscrow.objects.order_by("pk").values_list("bundle", flat=True)), vault.manifest())
    reid = house.officer("reid")
    refused = [
        (SharesRefused, {"typed_back": fresh.shares[:2]}),
        (SharesRefused, {"typed_back": other.shares[:3]}),
        (SharesRefused, {"old": house.founded.shares[:2]}),
        (CannotOpen, {"old": other.shares[:3]}),
        (NotAllowed, {"witnesses": [reid, reid]}),
        (WrongPassphrase, {"passphrase": "not it"}),
    ]
    for why, wrong in refused:
        with pytest.raises(why):
            ceremony(house, fresh, **wrong)
    assert kept == (list(UnitEscrow.objects.order_by("pk").values_list("bundle", flat=True)), vault.manifest())
    assert opens(house, house.founded.shares[:3])


def test_killed_before_the_manifest_it_is_done_again_with_the_new_shares(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, again = draw_set(), draw_set()
    with monkeypatch.context() as killed:
        killed.setattr(new_shares, "install", lambda _text: None)
        ceremony(house, fresh)
    assert opens(house, fresh.shares[:3]), "the glass can be broken all the while"
    ceremony(house, again, old=fresh.shares[:3])
    assert not opens(house, fresh.shares[:3])
    assert opens(house, again.shares[:3])


def test_without_old_shares_each_unit_is_asked_for_a_new_key(house: House) -> None:
    fresh = draw_set()
    ceremony(house, fresh, old=[])
    assert not opens(house, house.founded.shares[:3])
    assert Unit.objects.get(slug="general").has_leaver
    make_key(unit=house.unit("general").pk, ring=house.ring("reid"))
    install(sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by="administrator"))
    assert opens(house, fresh.shares[:3])
