"""The house every test stands in: real databases, founded once, with officers whose keys are at hand."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.models import Model

from reports import vault
from reports.keyring import KeyRing
from reports.models import Capsule, Membership, Officer, Tip, Unit, UnitEscrow
from reports.people.enrol import read_password
from reports.people.founding import FirstOfficer, Founded, found
from reports.sealing.officers import open_slot, stretch
from reports.triage.assess import assess
from reports.triage.candidates import forget_all

BOTH = ["default", "keystore"]
FIRST = (
    FirstOfficer(username="reid", name="Marcia Reid", units=("reception", "general", "major-crime", "narcotics")),
    FirstOfficer(username="jules", name="Anton Jules", units=("reception", "general", "major-crime", "narcotics")),
    FirstOfficer(username="felix", name="Rita Felix", units=("trafficking", "vulnerable-persons")),
    FirstOfficer(username="charles", name="Ian Charles", units=("standards", "oversight")),
)


@dataclass
class House:
    """The founded installation: what init told once, and the rows it made."""

    founded: Founded
    rows: list[Model] = field(default_factory=list)

    def officer(self, username: str) -> Officer:
        return Officer.objects.get(username=username)

    def password(self, username: str) -> str:
        return self.founded.passwords[username]

    def ring(self, username: str) -> KeyRing:
        """Open an officer's keys from the password alone, as sign-in does."""
        officer = self.officer(username)
        salt, _ = read_password(officer)
        slot_key = stretch(self.password(username), salt, vault.secret("officer_pepper")).slot_key
        return KeyRing(officer, open_slot(slot_key, officer.password_slot, officer.pk, bytes(officer.public_key)))

    def unit(self, slug: str) -> Unit:
        return Unit.objects.get(slug=slug)

    def restore(self) -> None:
        """Put the founding's rows back after a test that emptied the tables."""
        if not Unit.objects.exists():
            for row in self.rows:
                row.save_base(raw=True, force_insert=True)


@pytest.fixture(scope="session")
def founded_house(django_db_setup: None, django_db_blocker: Any) -> House:
    """Found the installation once for this process."""
    with django_db_blocker.unblock():
        house = House(found(passphrase="a passphrase for the tests", officers=FIRST))
        for model in (Officer, Unit, Membership, UnitEscrow):
            house.rows.extend(model._default_manager.all())
    return house


@pytest.fixture
def house(founded_house: House, request: pytest.FixtureRequest) -> House:
    """The founded installation, inside this test's own transaction where it has one."""
    marker = request.node.get_closest_marker("django_db")
    committed = marker is not None and marker.kwargs.get("transaction")
    request.getfixturevalue("transactional_db" if committed else "db")
    founded_house.restore()
    return founded_house


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test that uses the house both databases."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if "house" in getattr(item, "fixturenames", ()):
            kwargs = dict(marker.kwargs) if marker else {}
            kwargs["databases"] = BOTH
            item.add_marker(pytest.mark.django_db(**kwargs), append=False)


def triage_all() -> None:
    """Judge every waiting arrival, as the worker would."""
    for record_id in Capsule.objects.values_list("pk", flat=True):
        forget_all()  # each by a worker that has just started: what a test rolls back is no memory of the next
        assess(record_id)


def only_tip() -> Tip:
    """Return the one tip there is."""
    return Tip.objects.get()
