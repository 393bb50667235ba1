"""A new unit: two members at least, made by an administrator who keeps no key, and in force once it is signed."""

from collections.abc import Iterator

import pytest

from reports import vault
from reports.casework.refer import refer_tip
from reports.keyring import NotYours
from reports.models import Unit, UnitRenewal
from reports.people.inviting import NameTaken
from reports.people.naming import BadName, NameInUse
from reports.people.new_units import make_unit
from reports.people.renewing import note_in_force
from reports.people.signing import NothingToSign, install, sign_keys
from reports.people.standing import LastKey, NotAllowed, openers
from reports.queries.queue import queue_page
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.people.coming_in import make_administrator
from tests.people.root import manifest_put_back, sealed_root

PASSPHRASE = "a passphrase for the tests"


@pytest.fixture(autouse=True)
def _manifest(house: House) -> Iterator[None]:
    with manifest_put_back():
        yield


def test_a_signed_unit_of_two_gets_tips_and_its_maker_reads_none(house: House) -> None:
    tip, _ = triaged_tip()
    admin, members = make_administrator("reid"), [house.officer(name) for name in ("felix", "charles")]
    made = make_unit(
        name="Marine Police", slug="marine", members=[one.pk for one in members], head=members[0].pk, by=admin
    )
    assert openers(made.pk) == set()
    install(sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by=admin))
    assert note_in_force()
    assert not UnitRenewal.objects.exists(), "there is no older key to end"
    assert openers(made.pk) == {one.pk for one in members}
    refer_tip(tip=tip, to="marine", ring=house.ring("reid"), version=tip.version)
    assert [row.tip.pk for row in queue_page(house.ring("charles")).rows] == [tip.pk]
    with pytest.raises(NotYours):
        house.ring("reid").unit(made.pk)


def test_a_unit_of_one_a_taken_name_and_a_maker_without_the_power_are_refused(house: House) -> None:
    admin, felix, jules = make_administrator("reid"), house.officer("felix"), house.officer("jules")
    told = {"name": "Marine", "slug": "marine", "members": [felix.pk, jules.pk], "head": felix.pk, "by": admin}
    for wrong, refused in (
        ({"members": [felix.pk]}, LastKey),
        ({"by": jules}, NotAllowed),
        ({"head": admin.pk}, NotAllowed),
        ({"slug": "general"}, NameTaken),
        ({"slug": "Ma rine"}, BadName),
        ({"name": " general  DUTY "}, NameInUse),
    ):
        with pytest.raises(refused):
            make_unit(**told | wrong)
    assert not Unit.objects.filter(name="Marine").exists()


def test_a_database_writer_who_renames_a_new_unit_gets_no_other_unit_s_place(house: House) -> None:
    felix, jules = house.officer("felix"), house.officer("jules")
    admin = make_administrator("reid")
    made = make_unit(name="Marine", slug="marine", members=[felix.pk, jules.pk], head=felix.pk, by=admin)
    Unit.objects.filter(slug="standards").update(slug="elsewhere")
    Unit.objects.filter(pk=made.pk).update(slug="standards")
    with pytest.raises(NothingToSign):
        sign_keys(passphrase=PASSPHRASE, sealed_root=sealed_root(), by=admin)
    assert vault.manifest().version == 1
